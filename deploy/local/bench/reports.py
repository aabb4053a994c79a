"""`make bench PART=reports`: the yearly report of 300 and of 30,000 participants, beside its bare SQL.

Everybody was at twenty meetings of the year. Ratios within one run; the number of questions is the same.
"""
# ruff: noqa: S608 – statements of ours

import datetime
import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kis.settings")
django.setup()

# ruff: noqa: E402 - the models want Django set up
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from deploy.local.bench.aims import Figure, table
from deploy.local.bench.databases import connection_to, ensure
from deploy.local.bench.office import standing
from deploy.local.bench.run import AS_ON_A_SERVER
from deploy.local.bench.years import past_the_guards
from deploy.local.talk import say
from kis.accounts.models import User
from kis.activities.models import Activity, ActivityKind, Attendance, Meeting
from kis.lib.dates import DAY
from kis.reports.frozen import plain
from kis.reports.yearly import facts
from kis.reports.yearly.tables import yearly_report

TO_SQL = 2
ROUNDS = 5
SIZES = {
    300: "reports_few",
    30_000: "reports_many",
}  # participants; as many others are in the register
MEETINGS, GROUP = 20, "pomiar sprawozdania"
NINE, ELEVEN = datetime.time(9), datetime.time(11)


def main() -> int:
    base, server = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    year = timezone.localdate().year
    figures, questions = [], set()
    for people, name in SIZES.items():
        ensure(server, f"{base}_{name}", 2 * people, taking_part=people)
        with override_settings(**AS_ON_A_SERVER), standing(connection_to(f"{base}_{name}")):
            _hold_meetings(year)
            with CaptureQueriesContext(connection) as asked:
                _whole(year)
            questions.add(len(asked))
            figures += _beside_sql(year)
    figures.append(
        Figure("zapytania: tyle samo w obu", max(questions) - min(questions), 0, unit="")
    )
    figures.append(Figure("zapytania", max(questions), unit=""))
    say(table(f"Sprawozdanie roczne {year}", figures))
    return int(any(figure.is_missed for figure in figures))


def _whole(year: int) -> list[dict]:
    """All tables with all their figures, as page, paper and copy take them."""
    return plain(yearly_report(year))


def _bare(year: int) -> None:
    values = {"first": datetime.date(year, 1, 1), "last": datetime.date(year, 12, 31)}
    with connection.cursor() as cursor:
        for each in facts.ALL:
            names = ", ".join(each.dimensions)
            cursor.execute(
                f"SELECT {names}, count(*) FROM ({each.sql}) facts GROUP BY {names}", values
            )
            cursor.fetchall()


def _beside_sql(year: int):
    seconds = {act: [] for act in (_whole, _bare)}
    for turn in range(ROUNDS + 1):
        for act, taken in seconds.items():
            start = time.perf_counter()
            act(year)
            if turn:  # the first is for the caches
                taken.append(time.perf_counter() - start)
    ours, sql = (statistics.median(taken) for taken in seconds.values())
    report = yearly_report(year)
    (_, values) = report.filled["uczestniczyli"].total
    people = next(value.amount for value in values if value.column.key == "osoby")
    told = f"{people} osób: {ours * 1000:.0f} ms, sam SQL {sql * 1000:.0f} ms"
    yield Figure(told, ours / sql, TO_SQL)


def _hold_meetings(year: int) -> None:
    """Once a database: everybody who takes part was at each meeting on a day of their stay."""
    if Activity.objects.filter(name=GROUP).exists():
        return
    leader = User.objects.get(username="prowadzaca")
    kind = ActivityKind.objects.filter(recorded_as="meetings", valid_to=None).order_by("pk").first()
    facts_of = {"leader": leader, "place": "sala 1"}
    first = datetime.date(year, 1, 5)
    with transaction.atomic():
        past_the_guards()
        group = Activity.objects.create(
            kind=kind, name=GROUP, places=200, starts_on=first, **facts_of
        )
        last = timezone.localdate() - DAY
        step = max((last - first).days // MEETINGS, 1)
        Meeting.objects.bulk_create(
            Meeting(
                activity=group,
                day=first + number * step * DAY,
                starts_at=NINE,
                ends_at=ELEVEN,
                **facts_of,
            )
            for number in range(MEETINGS)
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"""INSERT INTO {Attendance._meta.db_table} (version, meeting_id, person_id, state, note,
                    correction_reason, marked_by_id, marked_at)
                SELECT 1, m.id, s.person_id, 'present', '', '', %s, now()
                FROM activities_meeting m JOIN participants_participation s ON s.voided_at IS NULL
                    AND m.day BETWEEN s.starts_on AND COALESCE(s.ends_on, 'infinity')
                WHERE m.activity_id = %s""",
                [leader.pk, group.pk],
            )
            cursor.execute("ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
