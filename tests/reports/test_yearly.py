"""The yearly report: every figure counted twice, every figure with its rows."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kis.journal.models import AccessEntry
from kis.reports.yearly.tables import yearly_report
from tests.reports.hand_made_year import YEAR, make_year
from tests.reports.slow_count import counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-02-12 12:00", tick=False):
        yield


@pytest.fixture
def people(users, centre):
    return make_year(users)


@pytest.fixture
def coordinator(client_of, users, centre):
    return client_of(users.coordinator)


def cells(report):
    for filled in report.tables:
        for line, values in filled.all_rows:
            for value in values:
                yield (filled.table.key, line.key, value.column.key), value.amount


def text_of(response):
    return response.content.decode()


def rows_address(table, line, column, **more):
    chosen = {"rok": YEAR, "tabela": table, "wiersz": line, "kolumna": column, **more}
    return reverse("reports:rows", args=["roczne"], query=chosen)


def test_every_cell_is_what_a_second_program_counts(people):
    report = yearly_report(YEAR)
    told = {cell: amount for cell, amount in cells(report) if amount}
    again = counted(YEAR)
    assert told.keys() == again.keys()
    assert {cell: float(amount) for cell, amount in told.items()} == {
        cell: pytest.approx(float(amount)) for cell, amount in again.items()
    }
    assert len(told) > 150


def test_other_years_agree_too(people):
    for year in (2023, 2024, 2026):
        told = {cell: float(amount) for cell, amount in cells(yearly_report(year)) if amount}
        assert told == {cell: pytest.approx(float(each)) for cell, each in counted(year).items()}


def test_behind_every_figure_are_as_many_rows(people):
    report = yearly_report(YEAR)
    for cell, amount in cells(report):
        opened = report.opened(*cell)
        values = [row.value for row in opened.rows]
        assert (sum(values) if opened.is_sum else len(values)) == amount, cell


def test_every_balance_is_even(people):
    balances = [filled.balance for filled in yearly_report(YEAR).tables if filled.balance]
    assert len(balances) == 3
    assert all(balance.is_even for balance in balances)


def test_one_person_with_two_stays_is_one_person_and_two_stays(people):
    told = dict(cells(yearly_report(YEAR)))
    # Celina and Karol came twice.
    of_persons = told["uczestniczyli", "razem", "osoby"]
    assert told["uczestniczyli", "razem", "udzialy"] == of_persons + 2


def test_several_categories_never_double_the_total(people):
    told = dict(cells(yearly_report(YEAR)))
    lines = {line for table, line, _ in told if table == "uczestniczyli"} - {"razem"}
    assert (
        sum(told["uczestniczyli", line, "osoby"] for line in lines)
        == (told["uczestniczyli", "razem", "osoby"])
    )
    # Filip has two of them, Celina three.
    assert (
        sum(told["uczestniczyli", line, "kategoria"] for line in lines)
        > (told["uczestniczyli", "razem", "kategoria"])
    )


def test_the_number_of_questions_does_not_grow_with_people(people, users):
    with CaptureQueriesContext(connection) as few:
        yearly_report(1999)
    with CaptureQueriesContext(connection) as many:
        yearly_report(YEAR)
    assert len(few) == len(many) <= 2


# Pages


def test_the_page_leads_from_each_figure_to_its_rows(people, coordinator):
    page = text_of(coordinator.get(reverse("reports:report", args=["roczne"]), {"rok": YEAR}))
    assert "Sprawozdanie roczne KIS za 2025" in page
    assert rows_address("rozpoczeli", "5", "k").replace("&", "&amp;") in page
    rows = text_of(coordinator.get(rows_address("rozpoczeli", "5", "k")))
    assert reverse("contracts:participation", args=[people.Anna.pk]) in rows
    assert str(people.Celina) not in rows  # of group 8 at her last start


def test_until_june_the_year_before_is_shown(people, coordinator):
    assert "za 2025" in text_of(coordinator.get(reverse("reports:report", args=["roczne"])))


def test_who_is_named_behind_a_figure_was_looked_at(people, coordinator, users):
    coordinator.get(rows_address("ukonczyli", "2", "osoby"))
    noted = AccessEntry.objects.filter(user=users.coordinator, kind="report_rows")
    assert list(noted.values_list("act", "person_number")) == [("view", people.Beata.pk)]
    coordinator.get(rows_address("ukonczyli", "2", "osoby", plik="csv"))
    assert noted.filter(act="download").get().person_number == people.Beata.pk


def test_whoever_may_not_read_somebody_whole_counts_them_without_a_name(people, coordinator):
    people.Beata.areas.update(kind="families")
    page = text_of(coordinator.get(rows_address("ukonczyli", "2", "osoby")))
    assert "Wiersze: 1" in page
    assert "osoba spoza zakresu" in page
    assert str(people.Beata) not in page


def test_the_inspector_reads_figures_and_opens_no_rows(people, client_of, users):
    inspector = client_of(users.inspector)
    page = text_of(inspector.get(reverse("reports:report", args=["roczne"]), {"rok": YEAR}))
    assert "wiersze/" not in page
    assert inspector.get(rows_address("ukonczyli", "2", "osoby")).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        rows_address("nie-ma", "5", "k"),
        rows_address("rozpoczeli", "55", "k"),
        rows_address("rozpoczeli", "5", "x"),
        reverse("reports:report", args=["roczne"], query={"rok": "20255"}),
        reverse("reports:report", args=["roczne"], query={"rok": "1999"}),
        reverse("reports:report", args=["roczne"], query={"rok": "²025"}),
    ],
)
def test_there_is_no_page_of_a_figure_that_there_is_not(address, coordinator):
    assert coordinator.get(address).status_code == 404


def test_rows_of_no_figure_lead_back_to_the_report(coordinator):
    address = reverse("reports:rows", args=["roczne"], query={"rok": YEAR})
    assert coordinator.get(address).url == reverse(
        "reports:report", args=["roczne"], query={"rok": YEAR}
    )


def test_the_rows_of_staff_and_money_lead_to_their_entries(people, coordinator):
    page = text_of(coordinator.get(rows_address("dotacje", "eu", "otrzymano")))
    assert "9999,99" in page.replace("\xa0", "")
    assert "/sprawozdania/dotacje/" in page
