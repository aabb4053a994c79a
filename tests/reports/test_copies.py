"""Copies of a report: kept with rows, paper and workbook; sent once; compared with today's data."""

import datetime
import io

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from kis.journal.models import AccessEntry
from kis.reports.copying import keep
from kis.reports.frozen import changed, differences, plain
from kis.reports.models import Grant, ReportCopy
from kis.reports.views import copies
from kis.reports.yearly.tables import yearly_report
from participants.models import Participation
from tests.papers import faults, text
from tests.refused import name_of_refusal, refused
from tests.reports.hand_made_year import YEAR, make_year
from tests.reports.made import report_copy

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2026, 2, 12)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(f"{TODAY} 12:00", tick=False):
        yield


@pytest.fixture
def people(users, centre):
    return make_year(users)


@pytest.fixture
def coordinator(client_of, users, centre):
    return client_of(users.coordinator)


@pytest.fixture
def kept(people, users, blank_papers):
    return keep(yearly_report(YEAR), by=users.coordinator, on=TODAY)


def address(name, *numbers, **query):
    return reverse(f"reports:{name}", args=numbers, query=query)


def text_of(response):
    return response.content.decode()


def end_annas_stay():
    stay = Participation.objects.get(person__first_name="Anna")
    Participation.objects.filter(pk=stay.pk).update(
        ends_on=D(2025, 12, 30),
        outcome="finished",
        what_next="psu",
        contract_carried_out="yes",
        ended_by=stay.begun_by,
    )


def test_a_copy_says_what_the_report_said(kept):
    assert kept.figures == plain(yearly_report(YEAR))
    assert differences(kept.figures, plain(yearly_report(YEAR))) == []


def test_what_changed_since_is_told_cell_by_cell_with_its_rows(kept, people, coordinator):
    end_annas_stay()
    today = yearly_report(YEAR)
    found = {
        (each.table, each.line, each.column): each
        for each in differences(kept.figures, plain(today))
    }
    told = found["ukonczyli", "5", "k"]
    # Celina finished in group 8; of the women of group 5 nobody had.
    assert (told.then, told.now) == ("0", "1")
    assert found["bilans", "razem", "koniec"].then > found["bilans", "razem", "koniec"].now
    assert not any(table in ("dotacje", "kadra") for table, *_ in found)

    difference = changed(kept, today, ("bilans", "k", "koniec"))
    assert [row.person for row in difference.gone] == [people.Anna.pk]
    assert difference.came == difference.other == []
    page = text_of(
        coordinator.get(address("copy_rows", kept.pk, tabela="ukonczyli", wiersz="5", kolumna="k"))
    )
    assert str(people.Anna) in page
    assert "doszło" in page
    page = text_of(coordinator.get(address("copy", kept.pk)))
    assert f"Różnice do dzisiejszych danych: {len(found)}" in page


def test_changed_rows_are_paged_and_whoever_is_on_the_page_was_looked_at(
    kept, people, users, coordinator, monkeypatch
):
    monkeypatch.setattr(copies, "PAGE_SIZE", 1)
    Participation.objects.filter(
        ends_on=None, starts_on__lt=D(2025, 12, 1), kind="contract"
    ).update(
        ends_on=D(2025, 12, 30),
        outcome="finished",
        what_next="psu",
        contract_carried_out="yes",
        ended_by=users.coordinator,
    )
    cell = {"tabela": "bilans", "wiersz": "razem", "kolumna": "koniec"}
    gone = changed(kept, yearly_report(YEAR), tuple(cell.values())).gone
    assert len(gone) > 1
    seen = set()
    for number in range(1, len(gone) + 1):
        before = AccessEntry.objects.count()
        page = coordinator.get(address("copy_rows", kept.pk, **cell, strona=number))
        assert f"strona {number} z {len(gone)}" in text_of(page)
        assert AccessEntry.objects.count() == before + 1
        seen.add(AccessEntry.objects.latest("pk").person_number)
    assert seen == {row.person for row in gone}


def test_a_sum_that_weighs_otherwise_is_told_by_its_row(kept, users):
    row = Grant.objects.get(source="eu")
    row.received = row.received - 1
    row.save()
    difference = changed(kept, yearly_report(YEAR), ("dotacje", "eu", "otrzymano"))
    ((then, now),) = difference.other
    assert (then.number, then.value - now.value) == (row.pk, 1)


def test_a_copy_is_kept_from_the_page_and_marked_as_sent_once(
    people, coordinator, client_of, users, blank_papers
):
    page = text_of(coordinator.get(address("report", "roczne", rok=YEAR)))
    assert address("copy_new", "roczne", YEAR) in page
    coordinator.post(address("copy_new", "roczne", YEAR))
    copy = ReportCopy.objects.get()
    assert (copy.year, copy.made_on, copy.made_by) == (YEAR, TODAY, users.coordinator)

    early = coordinator.post(address("copy_send", copy.pk), {"day": "11.02.2026", "how": "central"})
    assert "nie mogła wyjść wcześniej" in text_of(early)
    coordinator.post(address("copy_send", copy.pk), {"day": "12.02.2026", "how": "central"})
    copy.refresh_from_db()
    assert copy.status_word == "Wysłano 12.02.2026 (Centralna Aplikacja Statystyczna)"
    again = coordinator.post(address("copy_send", copy.pk), {"day": "12.02.2026", "how": "post"})
    assert "Wysłanie już odnotowano" in text_of(again)
    client_of(users.head).post(address("copy_void", copy.pk), {"reason": "Zły rok."})
    assert not ReportCopy.objects.exists()


@pytest.mark.parametrize("column", ["figures", "rows", "year", "report", "made_on"])
def test_the_database_keeps_a_copy_as_it_was(users, column):
    copy = report_copy(users.coordinator)
    values = {"figures": [1], "rows": {"x": 1}, "year": 2024, "report": "rada"}
    values["made_on"] = D(2026, 1, 16)
    with refused("report_copy_stays"):
        ReportCopy.objects.filter(pk=copy.pk).update(**{column: values[column]})


def test_the_database_neither_deletes_a_copy_nor_takes_its_sending_back(users):
    copy = report_copy(users.coordinator)
    with refused("report_copy_stays"):
        ReportCopy.objects.filter(pk=copy.pk).delete()
    copy.send(day=TODAY, how="post", by=users.coordinator)
    for facts in ({"sent_on": D(2026, 2, 13)}, {"sent_on": None, "sent_how": "", "sent_by": None}):
        with refused("report_copy_stays"):
            ReportCopy.objects.filter(pk=copy.pk).update(**facts)


def test_nothing_is_sent_before_it_was_kept(users):
    facts = {"sent_on": D(2026, 1, 14), "sent_how": "post", "sent_by": users.coordinator}
    assert name_of_refusal(report_copy, users.coordinator, **facts) == "report_copy_sent_whole"


def test_the_workbook_has_every_figure_as_a_number(people, coordinator):
    response = coordinator.get(address("report_xlsx", "roczne", YEAR))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    tables = plain(yearly_report(YEAR))
    for table in tables:
        for line in table["lines"]:
            numbers = [float(cell["amount"]) for cell in line["cells"]]
            assert [line["label"], *numbers] in rows


def test_the_paper_is_sound_and_tells_the_figures(people, users, coordinator):
    paper = coordinator.get(address("report_pdf", "roczne", YEAR)).content
    assert faults(paper) == []
    words = text(paper)
    assert "Sprawozdanie roczne KIS za 2025" in words
    assert "art. 18a ust. 6" in words
    assert "Stan danych na dzień 12.02.2026" in words


def test_a_table_of_nothing_but_its_sum_is_left_out_of_the_paper(coordinator):
    """Its empty body would make the paper unsound for screen readers."""
    paper = coordinator.get(address("report_pdf", "roczne", 2010)).content
    words = text(paper)
    assert "Reintegracja społeczna: usługi" not in words
    assert "Dotacje i ich rozliczenie" in words


@pytest.mark.parametrize(
    "asked", [("copy_new", "nie-ma", 2025), ("report_pdf", "roczne", 1999), ("copy", 10**6)]
)
def test_there_is_no_page_of_a_report_that_there_is_not(asked, coordinator):
    assert coordinator.get(address(*asked)).status_code == 404
