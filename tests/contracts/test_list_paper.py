"""The register on paper: its filter, its rows and sums, and a long one that workers make in parts."""

import datetime

import pytest
import time_machine

from contracts import list_paper
from kis.documents.making import make_papers
from kis.documents.models import Export
from kis.journal.models import AccessEntry
from tests.contracts import made
from tests.contracts.pages import NOON, address, text_of
from tests.factories import PersonFactory
from tests.papers import pages, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def contracts(users):
    people = [
        PersonFactory(responsible=users.worker, last_name=name, first_name="Ewa")
        for name in ("Nowak", "Łoś", "Żak")
    ]
    return [
        made.signed(people[0], number="1/2026"),
        made.signed(people[1], number="2/2026", type="B"),
        made.from_paper(people[2], number="7/2025"),
    ]


def paper_of(browser, **chosen):
    answer = browser.get(address("list"), chosen)
    assert answer.headers["Content-Type"] == "application/pdf"
    return answer.content


def words(pdf) -> str:
    return " ".join(text(pdf).split())


def test_it_says_the_filter_in_words_and_counts_contracts_and_people(browser, contracts):
    said = words(paper_of(browser))
    assert "Wykaz kontraktów" in said
    assert "Stan na 20.11.2026. Wszystkie kontrakty." in said
    # The three of the files, and in each family Ewa Lis without PESEL or birth date: known once by her name.
    assert "Kontraktów: 3. Osób, których dotyczą, z członkami rodzin: 4." in said
    for part in ("1/2026", "Nowak Ewa", "20.11.2026", "31.05.2027", "Podpisany", "Wrona"):
        assert part in said


def test_what_the_filter_leaves_out_is_not_on_it(browser, contracts, users):
    chosen = {
        "rodzaj": "B",
        "prowadzi": "ja",
        "zawarte_od": "1.11.2026",
        "zawarte_do": "30.11.2026",
    }
    said = words(paper_of(browser, **chosen))
    filter_words = "Rodzaj: B; pracownik: ja; zawarte od 1.11.2026; zawarte do 30.11.2026."
    assert filter_words in said
    assert "2/2026" in said
    assert "1/2026" not in said.replace(filter_words, "")


def test_each_person_on_it_is_in_the_access_log(browser, contracts):
    paper_of(browser)
    noted = AccessEntry.objects.filter(act="print", kind="contract_list")
    assert set(noted.values_list("person_number", flat=True)) == {
        contract.person_id for contract in contracts
    }


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"stan": "bez-kontraktu"}, "pokazuje osoby bez kontraktu"),
        ({"zawarte_od": "31.02.2026"}, "Filtr trzeba poprawić"),
        ({"stan": "szkic"}, "Nie ma kontraktów"),
    ],
)
@pytest.mark.parametrize("way", ["list", "list_order"])
def test_where_there_is_nothing_to_print_the_register_says_why(
    browser, contracts, chosen, said, way
):
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    url = f"{address(way)}?{query}"
    answer = browser.get(url) if way == "list" else browser.post(url)
    assert answer.url == f"{address('register')}?{query}"
    assert said in text_of(browser.get(answer.url))
    assert not Export.objects.exists()


def test_the_register_offers_it_with_its_filter(browser, contracts):
    page = text_of(browser.get(address("register"), {"rodzaj": "B", "strona": "1"}))
    assert f'href="{address("list")}?rodzaj=B&"' in page
    assert "Zleć wykaz" not in page


def test_a_register_of_people_or_of_nothing_offers_none(browser, contracts):
    for state in ("bez-kontraktu", "szkic"):
        page = text_of(browser.get(address("register"), {"stan": state}))
        assert "Wykaz do druku" not in page


# a long one


@pytest.fixture
def _short(monkeypatch):
    monkeypatch.setattr(list_paper, "ROWS_A_PART", 2)
    for place in ("contracts.list_paper", "contracts.views.register"):
        monkeypatch.setattr(f"{place}.ROWS_AT_ONCE", 2)


@pytest.fixture
def ordered(browser, contracts, _short):
    answer = browser.post(f"{address('list_order')}?rodzaj=")
    export = Export.objects.get()
    assert answer.url == address("export", export.pk)
    return export


def test_a_long_one_is_ordered_from_the_register(browser, ordered):
    page = text_of(browser.get(address("register")))
    assert "Zleć wykaz do druku" in page
    assert "Wykaz do druku (PDF)" not in page
    answer = browser.get(address("list"))
    assert answer.url == address("register")


def test_its_parts_go_on_counting_and_the_last_one_has_the_sums(ordered):
    make_papers(ordered, goes_on=lambda: True)
    first, last = ordered.items.all()
    assert (first.name, last.name) == (
        *("wykaz-kontraktow-1-z-2.pdf", "wykaz-kontraktow-2-z-2.pdf"),
    )
    said = words(first.paper)
    assert "Wykaz kontraktów, część 1 z 2" in said
    assert "Liczby kontraktów i osób stoją w ostatniej części" in said
    said = words(last.paper)
    assert "Kontraktów: 3." in said
    assert "3 1/2026" in said  # the third row is the oldest contract
    assert len(pages(last.paper)) == 1


def test_its_paper_says_the_day_of_the_order(ordered):
    with time_machine.travel(NOON + datetime.timedelta(days=1), tick=False):
        make_papers(ordered, goes_on=lambda: True)
    assert "Stan na 20.11.2026." in words(ordered.items.first().paper)


def test_a_row_that_may_not_be_seen_any_more_fails_its_part_alone(ordered, contracts):
    contracts[0].person.areas.update(kind="families")
    make_papers(ordered, goes_on=lambda: True)
    assert [item.state for item in ordered.items.all()] == ["done", "failed"]
    assert "Zleć wykaz jeszcze raz" in ordered.items.failed().get().why


def test_each_person_of_a_fetched_part_is_in_the_access_log(browser, ordered, contracts):
    make_papers(ordered, goes_on=lambda: True)
    browser.get(address("export_download", ordered.pk))
    noted = AccessEntry.objects.filter(act="print", kind="contract_list")
    assert set(noted.values_list("person_number", flat=True)) == {
        contract.person_id for contract in contracts
    }
