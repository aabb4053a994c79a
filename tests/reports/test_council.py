"""The council's report: three years beside each other, and what leaves the office of it."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kis.lib.money import to_grosz
from kis.reports.copying import keep
from kis.reports.council.outside import outside
from kis.reports.council.tables import council_report
from kis.reports.frozen import plain
from kis.reports.yearly.tables import yearly_report
from participants.models import Participation
from psu.figures.asking import figures
from tests.reports.hand_made_year import YEAR, make_year
from tests.reports.slow_count import counted

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-02-12 12:00", tick=False):
        yield


@pytest.fixture
def people(users, centre):
    return make_year(users)


def told(report):
    return {
        (filled.table.key, line.key, value.column.key): value
        for filled in report.tables
        for line, values in filled.all_rows
        for value in values
    }


# Of the yearly report and of this one: table, line, column.
SAME = {
    ("osoby", "uczestniczyli"): ("uczestniczyli", "razem", "osoby"),
    ("osoby", "k"): ("uczestniczyli", "razem", "k"),
    ("osoby", "m"): ("uczestniczyli", "razem", "m"),
    ("osoby", "rozpoczeli"): ("rozpoczeli", "razem", "osoby"),
    ("osoby", "ukonczyli"): ("ukonczyli", "razem", "osoby"),
    ("osoby", "przerwali"): ("przerwali", "razem", "osoby"),
    ("grupy", "5"): ("uczestniczyli", "5", "osoby"),
    ("grupy", "razem"): ("uczestniczyli", "razem", "osoby"),
    ("dalej", "unknown"): ("dalej", "unknown", "osoby"),
    ("efekty", "zakonczyli"): ("efekty", "razem", "zakonczyli"),
    ("efekty", "efekt"): ("efekty", "razem", "osoby"),
    ("efekty", "praca"): ("efekty", "razem", "praca"),
    ("zajecia", "spotkania"): ("dzialania", "razem", "spotkania"),
    ("zajecia", "godziny"): ("dzialania", "razem", "godziny"),
    ("psu-przedtem", "osoby"): ("psu-przedtem", "sumy", "osoby"),
    ("psu-przedtem", "godziny"): ("psu-przedtem", "sumy", "godziny"),
    ("psu-przedtem", "udzial"): ("psu-przedtem", "sumy", "udzial"),
    ("koszt", "dotacje"): ("dotacje", "razem", "wykorzystano"),
}


def test_each_year_stands_as_the_second_program_counts_it(people):
    found = told(council_report(YEAR))
    for year in (2023, 2024, 2025):
        again = counted(year)
        for (table, line), cell in SAME.items():
            amount = found[table, line, str(year)].amount
            assert float(amount) == pytest.approx(float(again.get(cell, 0))), (table, line, year)


def test_two_reports_of_one_thing_do_not_differ(people):
    of_year = {
        (filled.table.key, line.key, value.column.key): value.amount
        for filled in yearly_report(YEAR).tables
        for line, values in filled.all_rows
        for value in values
    }
    found = told(council_report(YEAR))
    for (table, line), cell in SAME.items():
        assert found[table, line, str(YEAR)].amount == of_year[cell]


def test_the_money_of_the_works_is_that_of_their_own_figures(people):
    found = told(council_report(YEAR))
    own = figures("year", D(YEAR, 1, 1), D(YEAR, 12, 31)).total
    lines = ("godziny", "swiadczenia", "refundacja", "udzial")
    amounts = [
        found["psu", line, str(YEAR)].amount + found["psu-przedtem", line, str(YEAR)].amount
        for line in lines
    ]
    assert amounts == [own.hours, own.amount, own.refund, own.own_share]
    assert own.persons == found["psu", "osoby", str(YEAR)].amount == 3
    assert found["psu-przedtem", "osoby", str(YEAR)].amount == 9  # of January alone: 5 and 4


def test_a_finisher_costs_what_was_spent_by_the_finishers(people):
    found = told(council_report(YEAR))
    # No hours of the kit were paid; months from before the program were, and they cost, too.
    before = Decimal("610") + Decimal("491.05") + Decimal("976")
    spent = Decimal("400.10") + Decimal("499.50") + before
    finished = found["osoby", "ukonczyli", str(YEAR)].amount
    assert found["koszt", "razem-koszt", str(YEAR)].amount == spent
    assert found["koszt", "na-osobe", str(YEAR)].amount == to_grosz(spent / finished)
    assert found["koszt", "na-osobe", "2023"].words == "–"


def test_behind_every_figure_are_its_rows(people):
    report = council_report(YEAR)
    for cell, value in told(report).items():
        opened = report.opened(*cell)
        if opened is None:
            assert not value.query  # reckoned from others
            continue
        found = [row.value for row in opened.rows]
        assert (sum(found) if opened.is_sum else len(found)) == value.amount, cell


def test_the_number_of_questions_is_the_same_for_anybody(people):
    with CaptureQueriesContext(connection) as few:
        council_report(2010)
    with CaptureQueriesContext(connection) as many:
        council_report(YEAR)
    assert len(few) == len(many) <= 2


# Outside of the office


def shown(tables, column):
    place = [each["key"] for each in tables[0]["columns"]].index(column)
    return {
        (table["key"], line["key"]): line["cells"][place]["words"]
        for table in tables
        for line in table["lines"]
    }


def test_small_counts_leave_the_office_as_less_than_five(people):
    report = council_report(YEAR)
    inside, told_outside = plain(report), outside(plain(report))
    for table, hidden in zip(inside, told_outside, strict=True):
        for line, other in zip(table["lines"], hidden["lines"], strict=True):
            for cell, kept in zip(line["cells"], other["cells"], strict=True):
                is_small = cell["look"] == "count" and 1 <= int(cell["amount"]) <= 4
                assert (kept["words"] == "<5") == is_small
                assert (kept["amount"] is None) == (kept["words"] in ("<5", "ukryto"))
    assert inside == plain(report)  # the office reads on what it read


def test_the_money_of_a_few_is_not_told_nor_to_be_reckoned(people):
    found = shown(outside(plain(council_report(YEAR))), str(YEAR))
    assert found["psu", "osoby"] == "<5"
    for line in ("godziny", "swiadczenia", "refundacja", "udzial"):
        assert found["psu", line] == "ukryto"
    for line in ("razem-koszt", "wlasny", "na-osobe"):
        assert found["koszt", line] == "ukryto"
    assert found["koszt", "dotacje"] != "ukryto"
    assert found["psu-przedtem", "osoby"] == "9"
    # Of 2026 there is one month, of two people.
    found = shown(outside(plain(council_report(2026))), "2026")
    assert found["psu-przedtem", "osoby"] == "<5"
    assert {found["psu-przedtem", line] for line in ("godziny", "swiadczenia", "udzial")} == {
        "ukryto"
    }
    assert found["koszt", "razem-koszt"] == "ukryto"


def test_the_files_are_the_outside_and_the_page_is_the_office(people, client_of, users):
    head = client_of(users.head)
    page = head.get(reverse("reports:report", args=["rada"], query={"rok": YEAR})).content.decode()
    assert '<svg class="bars"' in page
    assert "&lt;5" not in page
    book = head.get(reverse("reports:report_xlsx", args=["rada", YEAR])).content
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert rows["przerwały udział"][2] == "<5"


def test_an_inspector_comes_from_outside_of_the_office(people, client_of, users):
    inspector = client_of(users.inspector)
    page = inspector.get(reverse("reports:report", args=["rada"], query={"rok": YEAR}))
    found = {
        (filled.table.key, line.key): [value.words for value in values]
        for filled, _ in page.context["tables"]
        for line, values in filled.all_rows
    }
    assert found == {
        (table["key"], line["key"]): [cell["words"] for cell in line["cells"]]
        for table in outside(plain(council_report(YEAR)))
        for line in table["lines"]
    }
    assert "&lt;5" in page.content.decode()
    assert "ukryto" in page.content.decode()


def test_nor_does_a_copy_tell_an_inspector_what_is_withheld(people, client_of, users, blank_papers):
    copy = keep(council_report(YEAR), by=users.head, on=D(2026, 2, 12))

    Participation.objects.filter(person__first_name="Beata").update(what_next="psu")
    address = reverse("reports:copy", args=[copy.pk])

    seen = {
        each.then: each.now
        for each in client_of(users.inspector).get(address).context["differences"]
    }
    own = client_of(users.head).get(address).context["differences"]

    assert len(own) > 0
    assert not {then for then in seen if then in {"1", "2", "3", "4"}}
