"""The register of contracts to take away, in the columns that each user chose."""

import csv
import datetime
import html
import io
import re

import openpyxl
import pytest

from contracts.register_columns import LIST
from kis.accounts.models import ChosenColumns
from kis.journal.models import AccessEntry
from kis.lib.dates import DAY
from tests.contracts import made
from tests.contracts.pages import TODAY, address, stay_of, text_of
from tests.factories import PersonFactory
from tests.taken import prepares

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def csv_rows(browser, **chosen):
    response = browser.get(address("table"), {**chosen, "plik": "csv"})
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def numbers(browser, **chosen):
    return [row[0] for row in csv_rows(browser, **chosen)[1:]]


def listed(browser, **chosen):
    """The same cells from the page; the mark of a contract from paper stands in a chip of its own."""
    page = html.unescape(browser.get(address("register"), chosen).content.decode())
    heads = re.findall(r'<th scope="col">([^<]*)</th>', page)
    rows = re.findall(r"<tr>\s*(<th scope=\"row\">.*?)</tr>", page, re.DOTALL)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in rows]
    words = [[" ".join(re.sub(r"<[^>]*>", "", cell).split()) for cell in row] for row in cells]
    return [heads, *words]


@pytest.fixture
def contracts(users):
    def person(last_name, **facts):
        return PersonFactory(last_name=last_name, first_name="Ewa", **facts)

    made.signed(person("Lis", responsible=users.worker), number="1/2026", type="B")
    made.draft(person("Kos", responsible=users.colleague), number="")
    past = datetime.date(2026, 2, 1)
    ended = person("Bąk", responsible=users.worker)
    made.ended(ended, number="2/2026", on=past - 30 * DAY, last_day=past)
    voided = made.signed(person("Sęk", responsible=users.worker), number="3/2026")
    voided.void(by=users.coordinator, reason="pomyłka")
    made.signed(person("Obca", responsible=users.worker, area="families"), number="4/2026")


@pytest.mark.usefixtures("contracts")
class TestTable:
    @pytest.mark.parametrize(
        "chosen",
        [
            *({}, {"stan": "obowiazuje"}, {"stan": "zakonczony"}, {"stan": "uniewazniony"}),
            *({"rodzaj": "B"}, {"prowadzi": "ja"}, {"zawarte_od": "1.02.2026"}),
        ],
    )
    def test_it_is_what_the_list_shows_in_its_order(self, browser, chosen):
        rows = csv_rows(browser, **chosen)

        assert rows == listed(browser, **chosen)
        assert len(rows) > 1

    def test_what_is_voided_or_outside_the_scope_is_not_in_it(self, browser):
        assert numbers(browser) == ["2/2026", "bez numeru", "1/2026"]
        assert numbers(browser, stan="uniewazniony") == ["3/2026"]

    def test_in_the_workbook_days_are_days(self, browser):
        content = browser.get(address("table"), {"rodzaj": "B"}).content
        head, row = openpyxl.load_workbook(io.BytesIO(content)).active

        assert [cell.value for cell in head] == [
            *("Numer", "Osoba", "Rodzaj", "Zawarty", "Do", "Stan", "Pracownik"),
        ]
        assert row[0].value == "1/2026"
        assert row[3].is_date
        assert [row[n].value for n in (1, 2, 5, 6)] == ["Lis Ewa", "B", "Podpisany", "A. Wrona"]

    def test_its_name_is_the_list_and_the_day(self, browser):
        named = browser.get(address("table")).headers["Content-Disposition"]

        assert named == f'attachment; filename="kontrakty-{TODAY.isoformat()}.xlsx"'

    def test_each_person_given_out_is_in_the_access_log_once(self, browser, users):
        csv_rows(browser)

        noted = AccessEntry.objects.filter(act="download", kind="contract_list", user=users.worker)
        assert len(noted) == len({note.person_number for note in noted}) == 3

    def test_too_many_are_refused_and_the_filter_stays(self, browser, monkeypatch):
        monkeypatch.setattr("kis.lib.table_files.MOST_ROWS", 1)

        response = browser.get(address("table"), {"rodzaj": "", "plik": "csv"}, follow=True)

        assert prepares(response) == f"{address('table')}?rodzaj=&plik=csv"
        assert "Naraz można pobrać najwyżej 1 wierszy, a ta lista ma ich 3." in text_of(response)
        assert not AccessEntry.objects.filter(act="download").exists()

    def test_a_filter_that_is_none_gives_out_nothing(self, browser):
        response = browser.get(address("table"), {"zawarte_od": "31.02.2026"}, follow=True)

        assert "Filtr trzeba poprawić, zanim powstanie tabela." in text_of(response)
        assert not AccessEntry.objects.filter(act="download").exists()


def test_people_whose_stay_has_no_contract_are_taken_away_as_they_are_listed(
    client_of, users, browser
):
    person = PersonFactory(last_name="Goła", first_name="Ewa", responsible=users.worker)
    made.ended(person, last_day=TODAY - DAY, on=TODAY - 40 * DAY)
    stay_of(person, starts_on=TODAY - 30 * DAY)

    rows = csv_rows(browser, stan="bez-kontraktu")

    assert rows == [["Osoba", "Prowadzi"], ["Goła Ewa", "A. Wrona"]]
    assert [row[:2] for row in listed(browser, stan="bez-kontraktu")][1:] == rows[1:]
    assert AccessEntry.objects.get(act="download").person_number == person.pk


def test_the_list_and_the_table_follow_the_columns_that_the_user_chose(browser, users, contracts):
    chosen = {"columns": ["phone", "state"]}

    response = browser.post(address("columns") + "?rodzaj=B", chosen, follow=True)

    assert response.redirect_chain == [(f"{address('register')}?rodzaj=B", 302)]
    assert "Zapisano, które kolumny" in text_of(response)
    rows = csv_rows(browser, rodzaj="B")
    assert rows == listed(browser, rodzaj="B")
    assert rows[0] == ["Numer", "Telefon", "Stan"]
    assert ChosenColumns.objects.of(users.worker, LIST) == ["phone", "state"]
    assert ChosenColumns.objects.of(users.colleague, LIST) is None


@pytest.mark.parametrize("count", [5, 50])
def test_the_table_asks_the_same_few_queries(browser, users, count, django_assert_max_num_queries):
    for _ in range(count):
        made.signed(PersonFactory(responsible=users.worker))
    with django_assert_max_num_queries(10):
        browser.get(address("table"))
