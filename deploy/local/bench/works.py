"""`make bench PART=works`: hours, sheets and closes, of 300 people in 12 months and of 10,000 in 36.

Ratios within one run. FEW, MANY (people) make it quicker.
"""

import os
import sys
import time
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kis.settings")
django.setup()

# ruff: noqa: E402 - the models want Django set up
from django.db import connection, connections, transaction
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from deploy.local.bench import years
from deploy.local.bench.aims import Figure, table
from deploy.local.bench.databases import connection_to, ensure
from deploy.local.bench.kinds import COORDINATOR
from deploy.local.bench.office import standing
from deploy.local.bench.pages import Visitor, in_turns
from deploy.local.bench.run import AS_ON_A_SERVER
from deploy.local.talk import say
from kis.accounts.models import User
from kis.lib.dates import DAY, add_months
from psu.hours.saving import TypedDay, mark_cells
from psu.hours.typed_cells import cell_name
from psu.models import Agreement, WorkDay, WorkPlace
from psu.months.closing import close
from psu.months.preview import preview

CELL, SHEET, TO_SQL = 1.3, 1.5, 3
ROUNDS = 15
FEW, MANY = (int(os.environ.get(name, usual)) for name, usual in (("FEW", 300), ("MANY", 10_000)))
MONTHS = {"few": 12, "many": 36}


def main() -> int:
    base, server = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    offices = {}
    for name, people in (("few", FEW), ("many", MANY)):
        database = f"{base}_works_{name}"
        ensure(server, database, people)
        offices[name] = connection_to(database)
        with standing(offices[name]):
            if not Agreement.objects.filter(number__startswith=years.NUMBER).exists():
                say(f"Dopisuję miesiące pracy: {MONTHS[name]}…")
                years.fill(MONTHS[name], on=timezone.localdate())
    with override_settings(**AS_ON_A_SERVER):
        few, many = (Works(connection) for connection in offices.values())
        figures = []
        for title, part in (("Komórka i arkusz", pages), ("Zamknięcie miesiąca", months)):
            found = list(part(few, many))
            say(table(f"{title}: {FEW} osób × 12 i {MANY} × 36 miesięcy", found))
            figures += found
    return int(any(figure.is_missed for figure in figures))


class Works:
    """One database: its agreement, a place of fifty people in this month, the coordinator at her desk."""

    def __init__(self, database):
        self.database, self.on = database, timezone.localdate()
        self.this, self.last = self.on.replace(day=1), add_months(self.on.replace(day=1), -1)
        with standing(database):
            agreements = Agreement.objects.filter(number__startswith=years.NUMBER).on(self.last)
            self.agreements = list(agreements.select_related("regime").order_by("pk"))
            self.by = User.objects.get(username=COORDINATOR)
            self.visitor = Visitor(self.by)
            here = WorkPlace.objects.filter(agreement_places__agreement=self.agreements[0])
            self.place = here.earliest("pk")
            days = WorkDay.objects.filter(referral__place=self.place, day__lt=self.on)
            self.day = days.order_by("-day", "pk")[0]
        self.hours = years.HOURS

    def sheet(self) -> None:
        with standing(self.database):
            self.visitor.get(reverse("psu:sheet", args=[self.place.pk, self.this]))

    def cell(self) -> None:
        """One cell with fewer hours and then with more: the statements, without the answer's page."""
        with standing(self.database):
            month = self.day.day.replace(day=1)
            for typed in (self._typed(), self._typed()):
                marked = mark_cells(self.place, month, [typed], by=self.by, on=self.on)
                if marked.refused:
                    raise AssertionError(marked.refused[0].sentence)

    def typed_cell(self) -> None:
        """The same from the browser, with its answers."""
        name = cell_name(self.day.referral_id, self.day.day)
        address = reverse("psu:sheet_cells", args=[self.place.pk, self.day.day.replace(day=1)])
        with standing(self.database):
            for typed in (self._typed(), self._typed()):
                sent = {name: typed.text, f"earlier-{name}": typed.earlier}
                answer = self.visitor.client.post(address, sent, headers={"HX-Request": "true"})
                if answer.status_code != 200 or "is-refused" in answer.text:
                    raise AssertionError(f"{address}: {answer.status_code}")

    def _typed(self) -> TypedDay:
        earlier, self.hours = self.hours, 9 - self.hours  # 5 and 4 in turns
        return TypedDay(self.day.referral_id, self.day.day, str(self.hours), str(earlier))

    def preview(self) -> None:
        with standing(self.database):
            for agreement in self.agreements:
                found = preview(agreement, self.last, on=self.on)
                if not found.ready or found.waiting:
                    raise AssertionError(found.blocked or found.waiting[0].gaps)

    def bare_preview(self) -> None:
        self._bare(SUMS)

    def close(self) -> None:
        with undone(self.database):
            for agreement in self.agreements:
                close(agreement, self.last, by=self.by, on=self.on)

    def bare_close(self) -> None:
        """The list, the months' marks and the lines by three statements, past every guard."""
        with undone(self.database), connection.cursor() as cursor:
            years.past_the_guards()
            cursor.execute(LIST, self._facts())
            cursor.execute(MARK, self._facts())
            cursor.execute(years.LINES, self._facts())

    def _bare(self, statement: str) -> None:
        with standing(self.database), connection.cursor() as cursor:
            cursor.execute(statement, self._facts())
            cursor.fetchall()

    def _facts(self) -> dict:
        return {
            "agreements": [agreement.pk for agreement in self.agreements],
            "first": self.last,
            "last": self.this - DAY,
            "by": self.by.pk,
            "on": self.on,
        }


@contextmanager
def undone(database):
    with standing(database), transaction.atomic():
        yield
        transaction.set_rollback(True)


# A person's hours and money, and whether anything that a close asks for is missing.
SUMS = """
    SELECT w.person_id, p.last_name, p.first_name, w.kind_id, g.id, n.id, sum(w.hours),
        round(sum(w.hours) * g.per_hour, 2), round(sum(w.hours) * n.per_hour * 0.6, 2),
        bool_and(s.agrees), bool_and(b.id IS NOT NULL), bool_and(r.status_checked_on IS NOT NULL)
    FROM psu_workday w
    JOIN psu_agreement a ON a.id = w.agreement_id
    JOIN participants_person p ON p.id = w.person_id
    JOIN psu_referral r ON r.id = w.referral_id
    LEFT JOIN psu_signedlist s ON s.place_id = r.place_id AND s.month = %(first)s
    LEFT JOIN participants_bankaccount b ON b.person_id = w.person_id AND b.ends_on IS NULL
    JOIN psu_agreedrate g ON g.agreement_id = w.agreement_id AND g.kind_id = w.kind_id
        AND w.day BETWEEN g.valid_from AND COALESCE(g.valid_to, 'infinity')
    JOIN psu_rate n ON n.regime_id = a.regime_id
        AND w.day BETWEEN n.valid_from AND COALESCE(n.valid_to, 'infinity')
    WHERE w.agreement_id = ANY(%(agreements)s) AND w.day BETWEEN %(first)s AND %(last)s
    GROUP BY w.person_id, p.last_name, p.first_name, w.kind_id, g.id, n.id, g.per_hour, n.per_hour
    ORDER BY p.last_name, p.first_name"""

LIST = """
    INSERT INTO psu_paylist (version, agreement_id, month, ordinal, year, number, prepared_on, prepared_by_id,
        agreement_number, prepared_name, letterhead, is_rebuilt, approved_own, paid_despite, return_reason)
    SELECT 1, id, %(first)s, 0, 9001, id, %(on)s, %(by)s, number, 'Pomiar', '{}', FALSE, FALSE, '', ''
    FROM psu_agreement WHERE id = ANY(%(agreements)s)"""

MARK = """
    UPDATE psu_personmonth SET state = 'closed', closed_on = %(on)s, closed_by_id = %(by)s
    WHERE agreement_id = ANY(%(agreements)s) AND month = %(first)s"""


def pages(few: Works, many: Works):
    for title, act, aim in (
        ("zapis komórki", "cell", CELL),
        ("zapis komórki z odpowiedzią strony", "typed_cell", CELL),
        ("arkusz miesiąca, 50 osób", "sheet", SHEET),
    ):
        times = in_turns({"few": getattr(few, act), "many": getattr(many, act)}, ROUNDS)
        told = f"{title}: {times['few']:.0f} i {times['many']:.0f} ms"
        yield Figure(told, times["many"] / times["few"], aim)


def months(few: Works, many: Works):
    for works, people in ((few, FEW), (many, MANY)):
        for title, act in (("podgląd", "preview"), ("zamknięcie", "close")):
            program, bare = _seconds(getattr(works, act)), _seconds(getattr(works, f"bare_{act}"))
            told = f"{title}, {people} osób: {program:.2f} s, sam SQL {bare:.2f} s"
            yield Figure(told, program / bare, TO_SQL if works is many else None)


def _seconds(act, rounds: int = 3) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
