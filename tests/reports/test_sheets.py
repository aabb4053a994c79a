"""Sheets whose rows the centre arranges: the counted ones agree with the other reports, the rest is typed."""

import csv
import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kis.reports.frozen import differences, plain
from kis.reports.models import ReportCopy, SheetLine, TypedFigure
from kis.reports.sheets.build import central_sheet, resources_sheet
from kis.reports.sheets.catalogue import CONTRACTS, WORKS, YEARLY, cell, choices, tables_on
from kis.reports.sheets.template import load_sheet_lines
from tests.refused import refused
from tests.reports.hand_made_year import YEAR, make_year
from tests.reports.slow_count import counted

pytestmark = pytest.mark.django_db
D = datetime.date
NOW = D(2026, 2, 12)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-02-12 12:00", tick=False):
        yield


@pytest.fixture
def people(users, centre):
    found = make_year(users)
    load_sheet_lines(NOW)
    return found


@pytest.fixture
def head(client_of, users, centre):
    return client_of(users.head)


def told(report):
    return {
        (line.key, value.column.key): value
        for filled in report.tables
        for line, values in filled.all_rows
        for value in values
    }


def test_every_counted_row_is_what_the_second_program_counts(people):
    yearly = SheetLine.objects.filter(figure__startswith=f"{YEARLY}/")
    assert yearly.count() > 60
    for build in (central_sheet, resources_sheet):
        found = told(build(YEAR))
        for year in {column for _, column in found} - {"prognoza"}:
            again = counted(int(year))
            for line in yearly.filter(sheet=build(YEAR).key):
                asked = tuple(line.figure.removeprefix(f"{YEARLY}/").split("/"))
                amount = found[line.code, year].amount
                assert float(amount) == pytest.approx(float(again.get(asked, 0))), (asked, year)


def test_every_row_of_the_template_leads_to_a_figure(people):
    tables = tables_on(NOW)
    for line in SheetLine.objects.exclude(figure=""):
        assert cell(line.figure, tables), line.figure
    assert {line.figure.split("/")[0] for line in SheetLine.objects.all()} == {
        *("", YEARLY, CONTRACTS, WORKS)
    }


def test_whoever_arranges_chooses_among_all_figures_of_the_template(people):
    offered = {value for _, cells in choices(NOW) for value, _ in cells}
    assert {line.figure for line in SheetLine.objects.exclude(figure="")} <= offered


@pytest.mark.parametrize("build", [central_sheet, resources_sheet])
def test_behind_every_figure_are_its_rows(build, people):
    report, opened_some = build(YEAR), 0
    for filled in report.tables:
        for line, values in filled.all_rows:
            for value in values:
                opened = report.opened(filled.table.key, line.key, value.column.key)
                if opened is None:
                    assert value.look == "typed"
                    continue
                rows = [row.value for row in opened.rows]
                assert (sum(rows) if opened.is_sum else len(rows)) == value.amount
                opened_some += bool(rows)
    assert opened_some > 10


@pytest.mark.parametrize("build", [central_sheet, resources_sheet])
def test_the_number_of_questions_is_constant(build, people):
    with CaptureQueriesContext(connection) as asked:
        build(YEAR)
    assert len(asked) <= 4


def test_years_stand_as_their_rows_were_then(people):
    line = SheetLine.objects.get(code="uczestnicy", sheet="ozps")
    line.valid_to = D(2025, 12, 31)
    line.save()
    SheetLine.objects.create(
        sheet="ozps",
        code="uczestnicy",
        place=5,
        section="Klub integracji społecznej",
        heading="nowe słowa",
        figure="",
        source="nowy formularz",
        valid_from=D(2026, 1, 1),
    )

    assert told(resources_sheet(2025))["uczestnicy", "2025"].look == "count"
    assert told(resources_sheet(2026))["uczestnicy", "2026"].look == "typed"
    with refused("sheet_line_once_a_day"):
        SheetLine.objects.filter(valid_from=D(2026, 1, 1)).update(valid_from=D(2025, 12, 31))


def test_rows_are_loaded_once(people):
    assert load_sheet_lines(NOW) == 0


# Typed


def form_of(client, **cells):
    address = reverse("reports:typed", args=["ozps", YEAR])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    return address, sent | {name.replace("__", "."): text for name, text in cells.items()}


def test_what_the_program_cannot_know_is_typed_and_kept_in_the_copy(people, head):
    assert told(resources_sheet(YEAR))["miejsca", "2025"].words == ""
    cells = {"miejsca__2025": "20", "miejsca__2023": ".", "uczestnicy__prognoza": "1 200"}

    address, sent = form_of(head, **cells)
    response = head.post(address, sent)

    assert response.url == reverse("reports:report", args=["ozps"], query={"rok": YEAR})
    found = told(resources_sheet(YEAR))
    assert found["miejsca", "2025"].words == "20"
    assert found["miejsca", "2023"].words == "."
    assert found["uczestnicy", "prognoza"].words == "1200"
    assert TypedFigure.objects.count() == 3

    head.post(reverse("reports:copy_new", args=["ozps", YEAR]), {"form_key": key_of(head)})
    copy = ReportCopy.objects.get()
    address, sent = form_of(head, miejsca__2025="25", miejsca__2023="x")
    head.post(address, sent)
    changed = differences(copy.figures, plain(resources_sheet(YEAR)))
    assert {(each.line, each.column, each.then, each.now) for each in changed} == {
        ("miejsca", "2025", "20", "25"),
        ("miejsca", "2023", ".", "x"),
    }


def key_of(client):
    page = client.get(reverse("reports:copy_new", args=["ozps", YEAR])).content.decode()
    return page.split('form_key" value="')[1].split('"')[0]


def test_a_year_before_the_program_may_be_typed_over_and_this_one_may_not(people, head):
    address, sent = form_of(head, uczestnicy__2023="17")
    head.post(address, sent)

    found = told(resources_sheet(YEAR))
    assert (found["uczestnicy", "2023"].words, found["uczestnicy", "2023"].is_open) == ("17", False)
    assert "uczestnicy.2025" not in sent
    assert found["uczestnicy", "2025"].is_open


@pytest.mark.parametrize("typed", ["dużo", "-5", "1,234", "..", "1e5"])
def test_what_is_no_number_is_refused_with_what_was_typed(typed, people, head):
    address, sent = form_of(head, miejsca__2025=typed)

    page = head.post(address, sent).content.decode()

    assert "Wpisz liczbę, kropkę (brak danych) albo x (nie dotyczy)." in page
    assert f'value="{typed}"' in page
    assert not TypedFigure.objects.exists()


def test_what_somebody_typed_meanwhile_is_not_written_over(people, head):
    address, first = form_of(head, miejsca__2025="20")
    _, second = form_of(head, miejsca__2025="30")
    head.post(address, first)

    page = head.post(address, second).content.decode()

    assert "Ktoś inny wpisał w tym czasie inne liczby" in page
    assert TypedFigure.objects.get().text == "20"


def test_the_database_takes_no_other_text(people, users):
    with refused("typed_figure_is_a_number_or_a_sign"):
        TypedFigure.objects.create(
            sheet="ozps", year=YEAR, code="miejsca", column="2025", text="-1", entered_by=users.head
        )


# Taken away


def test_a_sheet_is_taken_away_as_a_workbook_and_as_csv(people, head):
    address, sent = form_of(head, miejsca__2025="20", miejsca__2024="x")
    head.post(address, sent)

    book = head.get(reverse("reports:report_xlsx", args=["ozps", YEAR])).content
    rows = {row[0]: row[1:] for row in openpyxl.load_workbook(io.BytesIO(book)).active.values}
    assert rows["liczba miejsc"] == (None, "x", 20, None)

    text = head.get(reverse("reports:report_csv", args=["ozps", YEAR])).content.decode("utf-8-sig")
    lines = {(row[1], row[2]): row[3] for row in csv.reader(io.StringIO(text))}
    assert lines["liczba miejsc", "2025"] == "20"
    amount = told(resources_sheet(YEAR))["dotacje", "2025"].amount
    assert Decimal(lines["wykorzystane dotacje, zł", "2025"]) == amount


def test_only_a_sheet_has_figures_to_type(people, head):
    assert head.get(reverse("reports:typed", args=["roczne", YEAR])).status_code == 404
