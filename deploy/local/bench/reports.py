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

from contracts.models import SocialContract
from deploy.local.bench.aims import Figure, table
from deploy.local.bench.databases import connection_to, ensure
from deploy.local.bench.office import standing
from deploy.local.bench.run import AS_ON_A_SERVER
from deploy.local.bench.years import past_the_guards
from deploy.local.talk import say
from kis.accounts.models import User
from kis.activities.models import Activity, ActivityKind, Attendance, Meeting
from kis.lib.dates import DAY
from kis.lib.planner import tell_the_planner
from kis.reports.frozen import plain
from kis.reports.yearly import facts
from kis.reports.yearly.tables import yearly_report
from participants.models import Area, Eligibility, Participation, Person

TO_SQL = 2
ROUNDS = 5
SIZES = {
    300: "reports_few",
    30_000: "reports_many",
}  # participants; as many others are in the register
MEETINGS, GROUP = 20, "pomiar sprawozdania"
FIVE, SEVEN = datetime.time(5), datetime.time(7)  # the demonstration's leader is free


def main() -> int:
    base, server = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    year = timezone.localdate().year
    figures, questions = [], set()
    for people, name in SIZES.items():
        ensure(server, f"{base}_{name}", 0)
        with override_settings(**AS_ON_A_SERVER), standing(connection_to(f"{base}_{name}")):
            if not Activity.objects.filter(name=GROUP).exists():
                with transaction.atomic():
                    past_the_guards()
                    _take_part(people)
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


def _take_part(people: int) -> None:
    """Copies of one participant, a third of whom left: in all groups, of both sexes."""
    stays = Participation.objects.filter(kind="contract", ends_on=None, person__merged_into=None)
    stay = stays.earliest("starts_on")
    person, left = stay.person_id, "n % 3 = 0"
    last = Person.objects.latest("pk").pk
    whose = {"person_id": f"{last} + n"}
    main = stay.person.eligibilities.filter(is_main=True).earliest("pk")
    contract = stay.person.contracts.binding().earliest("pk")
    area = Area.objects.filter(person=person, kind=Area.Kind.KIS).earliest("pk")
    named = {"pesel": "''", "last_name": "'Tłum ' || n"}
    sex = {"sex": "CASE WHEN n % 2 = 0 THEN 'K' ELSE 'M' END"}
    _copy(Person, person, people, named | sex)
    _copy(Area, area.pk, people, whose)
    groups = "(SELECT id FROM participants_eligibilitycategory WHERE valid_to IS NULL ORDER BY code"
    _copy(Eligibility, main.pk, people, whose | {"category_id": f"{groups} LIMIT 1 OFFSET n % 9)"})
    _copy(SocialContract, contract.pk, people, whose | {"number": "'pomiar ' || n"})
    ended = {
        "starts_on": "r.starts_on + n % 60",
        "ends_on": f"CASE WHEN {left} THEN r.starts_on + 100 END",
        "ended_by_id": f"CASE WHEN {left} THEN r.begun_by_id END",
        "outcome": f"CASE WHEN {left} THEN 'finished' ELSE '' END",
        "contract_carried_out": f"CASE WHEN {left} THEN 'yes' ELSE '' END",
        "what_next": f"CASE WHEN {left} THEN (ARRAY['psu', 'unknown'])[1 + n % 2] ELSE '' END",
    }
    _copy(Participation, stay.pk, people, whose | ended)


def _copy(model, number: int, times: int, other: dict[str, str]) -> None:
    """The row of that number so many times (`n`), but for these columns."""
    columns = [
        f.column for f in model._meta.concrete_fields if not f.generated and f.column != "id"
    ]
    named = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(other.get(column, f'r."{column}"') for column in columns)
    table_of = model._meta.db_table
    top = f"(SELECT max(id) FROM {table_of})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table_of} (id, {named}) SELECT {top} + n, {values} "
            f"FROM {table_of} r, generate_series(1, {times}) n WHERE r.id = {number}"
        )
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table_of}', 'id'), {top})")


def _hold_meetings(year: int) -> None:
    """Everybody who takes part was at each meeting on a day of their stay."""
    leader = User.objects.get(username="prowadzaca")
    kind = ActivityKind.objects.filter(recorded_as="meetings", valid_to=None).earliest("pk")
    facts_of = {"leader": leader, "place": "sala 1"}
    first, last = datetime.date(year, 1, 5), timezone.localdate() - DAY
    step = max((last - first).days // MEETINGS, 1)
    group = Activity.objects.create(kind=kind, name=GROUP, places=200, starts_on=first, **facts_of)
    hours = {"starts_at": FIVE, "ends_at": SEVEN}
    Meeting.objects.bulk_create(
        Meeting(activity=group, day=first + number * step * DAY, **hours, **facts_of)
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
    tell_the_planner()


if __name__ == "__main__":
    sys.exit(main())
