"""Many contracts at once on the screen: ordered, followed, fetched by their author."""

import datetime
import hashlib
import io
import zipfile

import pytest
import time_machine
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from contracts.models import PlannedReview, Print
from contracts.reviews.paper import blank_sheet
from kis.accounts.opened_forms import FIELD, new_key
from kis.documents.making import make_papers
from kis.documents.models import Document, Export
from kis.documents.packing import LEFT_OUT
from kis.journal.models import AccessEntry
from tests.contracts import made
from tests.contracts.pages import NOON, address, text_of
from tests.contracts.reviews.held import held, signed_whole
from tests.factories import PersonFactory
from tests.papers import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
YEAR = {"rok": "2026"}


@pytest.fixture
def contracts(person, users):
    """Two of the worker's own cases, one of a colleague's, one of another year."""
    other = PersonFactory(responsible=users.worker)
    return [
        made.signed(person, number="1/2026"),
        made.signed(other, number="2/2026", on=datetime.date(2026, 1, 1)),
        made.signed(PersonFactory(responsible=users.colleague), number="3/2026"),
        made.signed(
            PersonFactory(responsible=users.worker),
            number="9/2025",
            on=datetime.date(2025, 12, 31),
        ),
    ]


@pytest.fixture
def ordered(browser, contracts):
    answer = browser.post(address("exports"), YEAR)
    export = Export.objects.get()
    assert answer.url == address("export", export.pk)
    return export


def make(export):
    make_papers(export, goes_on=lambda: True)


def fetched(browser, export) -> zipfile.ZipFile:
    answer = browser.get(address("export_download", export.pk))
    assert answer.headers["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def titles(export):
    return list(export.items.values_list("title", flat=True))


def test_the_signed_contracts_of_a_year_whose_wording_one_may_read_are_ordered(ordered):
    assert titles(ordered) == ["Kontrakt A 2/2026", "Kontrakt A 1/2026"]
    assert ordered.title == "Kontrakty z roku 2026"
    assert ProcrastinateJob.objects.filter(args={"export": ordered.pk}).count() == 2


def test_the_head_has_those_of_all_workers(client_of, users, contracts):
    client_of(users.head).post(address("exports"), YEAR)
    assert len(titles(Export.objects.get())) == 3


def test_each_year_says_how_many_there_are(browser, contracts):
    page = text_of(browser.get(address("exports")))
    assert "2026 – wydruków: 2" in page
    assert "2025 – wydruków: 1" in page


def test_a_contract_from_paper_has_no_print_and_is_not_among_them(browser, person):
    made.from_paper(person)
    page = text_of(browser.get(address("exports")))
    assert "Nie ma jeszcze podpisanego kontraktu" in page


@pytest.mark.parametrize("year", ["", "1999", "x", "20262026202620262026"])
def test_a_year_that_is_not_there_is_refused_with_a_sentence(browser, contracts, year):
    answer = browser.post(address("exports"), {"rok": year})
    assert answer.status_code == 200
    assert "Wybierz" in text_of(answer) or "To pole jest wymagane" in text_of(answer)
    assert not Export.objects.exists()


def test_a_form_sent_twice_orders_once(browser, contracts):
    sent = YEAR | {FIELD: new_key()}
    first, second = (browser.post(address("exports"), sent) for _ in range(2))
    assert first.url == second.url
    assert Export.objects.count() == 1


def test_each_paper_is_as_it_was_kept(browser, ordered):
    make(ordered)
    archive = fetched(browser, ordered)
    assert archive.namelist() == ["kontrakt-2-2026.pdf", "kontrakt-1-2026.pdf"]
    found = {hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    assert found == {item.document.sha256 for item in ordered.items.all()}


def test_each_person_taken_out_is_in_the_access_log_and_nobody_before_the_download(
    browser, ordered
):
    make(ordered)
    browser.get(address("export", ordered.pk))
    log = AccessEntry.objects.filter(act="download_contract")
    assert not log.exists()
    fetched(browser, ordered)
    noted = set(log.values_list("kind", "number", "person_number"))
    items = ordered.items.values_list("number", "person_number")
    assert noted == {("print", number, person) for number, person in items}


def test_a_kept_paper_that_is_not_what_was_printed_is_named_and_the_rest_is_there(
    browser, ordered, monkeypatch
):
    spoilt = Print.objects.get(pk=ordered.items.first().number).document_id
    content = property(lambda paper: b"inne" if paper.pk == spoilt else b"%PDF-")
    monkeypatch.setattr(Document, "content", content)
    make(ordered)
    page = text_of(browser.get(address("export", ordered.pk)))
    assert "Powstało pism: <strong>1 z 2</strong>" in page
    assert "Nie powstało: 1" in page
    assert "Kontrakt A 2/2026</a>: Zachowany plik różni się" in page
    archive = fetched(browser, ordered)
    assert archive.namelist() == ["kontrakt-1-2026.pdf", LEFT_OUT]
    assert "Kontrakt A 2/2026: Zachowany plik różni się" in archive.read(LEFT_OUT).decode()


def test_what_was_handed_over_since_is_left_out_of_the_download(browser, ordered, users, person):
    make(ordered)
    person.responsible = users.colleague
    person.save()
    archive = fetched(browser, ordered)
    assert archive.namelist() == ["kontrakt-2-2026.pdf", LEFT_OUT]
    assert (
        "Kontrakt A 1/2026: Treści tej osoby nie możesz już czytać"
        in archive.read(LEFT_OUT).decode()
    )
    assert not AccessEntry.objects.filter(act="download_contract", person_number=person.pk).exists()


def test_nobody_elses_order_is_there(client_of, users, ordered):
    make(ordered)
    for user in (users.head, users.coordinator, users.colleague):
        page = text_of(client_of(user).get(address("exports")))
        assert "Niczego tu jeszcze nie zlecono" in page
        for name in ("export", "export_download"):
            assert client_of(user).get(address(name, ordered.pk)).status_code == 404


def test_no_file_name_and_no_title_is_about_a_person(browser, ordered, person):
    make(ordered)
    names = [*fetched(browser, ordered).namelist(), *titles(ordered)]
    assert not [name for name in names if person.last_name in name or person.pesel in name]


# sheets of reviews


@pytest.fixture
def reviews(users, person):
    """Two in January in own cases, one in February, one of a colleague's case."""
    other = PersonFactory(responsible=users.worker)
    for one in (person, other, PersonFactory(responsible=users.colleague)):
        signed_whole(one, number=f"{one.pk}/2026", reviews=[(JANUARY, False)])
    late = PersonFactory(responsible=users.worker)
    signed_whole(late, number=f"{late.pk}/2026", reviews=[(datetime.date(2027, 2, 1), True)])
    return [person, other]


JANUARY = datetime.date(2027, 1, 12)
IN_JANUARY = {"miesiac": "2027-01-01"}


@pytest.fixture
def sheets(browser, reviews):
    browser.post(address("exports"), IN_JANUARY)
    return Export.objects.get()


def test_the_sheets_of_a_months_reviews_in_own_cases_are_ordered(sheets, reviews):
    assert sheets.title == "Arkusze ocen na styczeń 2027"
    assert {item.person_number for item in sheets.items.all()} == {one.pk for one in reviews}
    names = set(sheets.items.values_list("name", flat=True))
    assert names == {f"ocena-{one.pk}-2026-2027-01-12.pdf" for one in reviews}


def test_each_month_says_how_many_there_are(browser, reviews):
    page = text_of(browser.get(address("exports")))
    assert "styczeń 2027 – arkuszy: 2" in page
    assert "luty 2027 – arkuszy: 1" in page


def test_the_month_of_today_is_offered_first(client_of, users, reviews):
    with time_machine.travel(datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC), tick=False):
        page = text_of(client_of(users.worker).get(address("exports")))
    assert '<option value="2027-02-01" selected>' in page


def test_a_sheet_is_the_empty_second_part_of_the_form(browser, sheets):
    make(sheets)
    item = sheets.items.first()
    assert item.state == "done", item.why
    said = " ".join(text(item.paper).split())
    assert "OCENA REALIZACJI DZIAŁAŃ USTALONYCH W KONTRAKCIE SOCJALNYM" in said
    assert "planowana na 12.01.2027" in said
    assert len(fetched(browser, sheets).namelist()) == 2
    noted = AccessEntry.objects.filter(act="print", kind="review_sheet")
    assert set(noted.values_list("number", flat=True)) == {one.number for one in sheets.items.all()}


def test_a_sheet_that_takes_too_long_is_named_and_the_rest_is_there(browser, sheets, monkeypatch):
    slow = sheets.items.first()

    def sheet(planned, *, at, seconds):
        # The press's own limit, so low that no paper keeps it.
        return blank_sheet(planned, at=at, seconds=0.001 if planned.pk == slow.number else seconds)

    monkeypatch.setattr("contracts.exports.blank_sheet", sheet)
    with time_machine.travel(NOON, tick=True):  # the limit is one of the clock
        make(sheets)
    page = text_of(browser.get(address("export", sheets.pk)))
    assert f"{slow.title}</a>: Pismo nie powstało w ciągu 0.001 s" in page
    archive = fetched(browser, sheets)
    assert len(archive.namelist()) == 2
    assert f"{slow.title}: Pismo nie powstało" in archive.read(LEFT_OUT).decode()


def test_a_review_that_was_held_since_needs_no_sheet(sheets):
    first = PlannedReview.objects.get(pk=sheets.items.first().number)
    held(first.contract)
    make(sheets)
    failed = sheets.items.failed().get()
    assert failed.number == first.pk
    assert failed.why == "Ta ocena już się odbyła albo nie jest już planowana."


@pytest.mark.parametrize("who", ["coordinator", "head"])
def test_who_writes_no_contracts_orders_no_sheets(client_of, users, reviews, who):
    browser = client_of(getattr(users, who))
    assert "Puste arkusze" not in text_of(browser.get(address("exports")))
    assert browser.post(address("exports"), IN_JANUARY).status_code == 200
    assert not Export.objects.exists()


@pytest.mark.parametrize("month", ["", "2027-13-01", "2027-03-01", "styczeń"])
def test_a_month_without_reviews_is_refused_with_a_sentence(browser, reviews, month):
    answer = browser.post(address("exports"), {"miesiac": month})
    assert answer.status_code == 200
    assert "error-summary" in text_of(answer)
    assert not Export.objects.exists()


# following it


def test_the_page_says_how_far_it_is_and_asks_again_by_itself(browser, ordered):
    page = text_of(browser.get(address("export", ordered.pk)))
    assert '<progress id="made" max="2" value="0">0 z 2</progress>' in page
    assert f'hx-get="{address("export", ordered.pk)}" hx-trigger="every 2s"' in page
    assert "Odśwież" in page
    assert "Pobierz" not in page


def test_the_part_stands_in_the_page(browser, ordered):
    part = text_of(browser.get(address("export", ordered.pk), headers={"HX-Request": "true"}))
    assert part in text_of(browser.get(address("export", ordered.pk)))
    assert "<html" not in part


def test_once_all_is_made_the_whole_page_comes(browser, ordered):
    make(ordered)
    part = browser.get(address("export", ordered.pk), headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"
    page = text_of(browser.get(address("export", ordered.pk)))
    assert "Pobierz paczkę ZIP, pism: 2" in page
    assert "hx-get" not in page


def test_what_is_not_ready_is_not_fetched(browser, ordered):
    answer = browser.get(address("export_download", ordered.pk))
    assert answer.url == address("export", ordered.pk)


def test_it_says_when_nobody_works(browser, ordered):
    assert "teraz nie odpowiada" in text_of(browser.get(address("export", ordered.pk)))


@pytest.mark.parametrize(("hours", "is_there"), [(47, True), (48, False)])
def test_a_result_that_expired_says_so_everywhere(client_of, users, ordered, hours, is_there):
    make(ordered)
    with time_machine.travel(NOON + datetime.timedelta(hours=hours), tick=False):
        browser = client_of(users.worker)
        own = text_of(browser.get(address("exports")))
        page = text_of(browser.get(address("export", ordered.pk)))
        download = browser.get(address("export_download", ordered.pk))
    assert ("wygasło" in own, "Wynik wygasł" in page) == (not is_there, not is_there)
    assert download.status_code == (200 if is_there else 302)


def test_the_register_leads_there(browser):
    assert reverse("contracts:exports") in text_of(browser.get(address("register")))


@pytest.mark.parametrize("count", [5, 50])
def test_own_orders_take_the_same_questions(
    browser, ordered, users, count, django_assert_max_num_queries
):
    for number in range(count):
        Export.objects.create(
            kind="signed-contracts",
            title=f"Zlecenie {number}",
            created_by=users.worker,
            created_at=NOON,
            expires_at=NOON + datetime.timedelta(hours=48),
        )
    with django_assert_max_num_queries(12):
        browser.get(address("exports"))
