"""Lists of psu to take away: the rows of the list, by its filter, for whoever sees them."""

import csv
import datetime
import html
import io
import re

import pytest
import time_machine
from django.urls import reverse

from kis.journal.models import AccessEntry
from kis.lib import table_files
from psu.candidates import listing
from tests.factories import PersonFactory
from tests.psu.factories import AgreementFactory, ReferralFactory, WorkPlaceFactory
from tests.taken import prepares

pytestmark = pytest.mark.django_db
ON = datetime.date(2025, 6, 10)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(f"{ON} 12:00", tick=False):
        yield


def csv_rows(client, name, **chosen):
    response = client.get(reverse(name), {**chosen, "plik": "csv"})
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def names_on_page(client, name, **chosen):
    page = html.unescape(client.get(reverse(name), chosen).content.decode())
    return re.findall(r'<th scope="row"><a href="/osoby/[^>]*>([^<]*)</a>', page)


class TestReferrals:
    @pytest.fixture
    def referrals(self, users, centre):
        place = WorkPlaceFactory(name="Szkoła nr 3")
        agreement = AgreementFactory(number="4/2025", place=place)

        def referral(last_name, area="psu", **facts):
            person = PersonFactory(
                last_name=last_name, first_name="Ewa", responsible=users.worker, area=area
            )
            return ReferralFactory(agreement=agreement, place=place, person=person, **facts)

        return {
            "works": referral("Lis", number="PUP.1"),
            "waits": referral("Kos", number="PUP.2", ohs_on=None),
            "past": referral("Bąk", number="PUP.3", ends_on="2025-05-31"),
        }

    @pytest.mark.parametrize("what", ["", "czekaja", "koncza-sie", "wszystkie"])
    def test_a_filter_holds_for_the_list_and_the_table(self, what, client_of, users, referrals):
        client = client_of(users.coordinator)

        rows = csv_rows(client, "psu:referrals_table", stan=what)

        assert [row[0] for row in rows[1:]] == names_on_page(client, "psu:referrals", stan=what)

    def test_a_row_is_what_the_list_tells(self, client_of, users, referrals):
        referrals["works"].refresh_from_db()
        rows = csv_rows(client_of(users.coordinator), "psu:referrals_table", stan="wszystkie")

        assert rows[0] == [
            *("Osoba", "Skierowanie", "Od", "Do", "Miejsce", "Praca", "Porozumienie"),
            *("Stan", "Powód"),
        ]
        assert [(row[0], row[1], row[7]) for row in rows[1:]] == [
            ("Bąk Ewa", "PUP.3", "Zakończone"),
            ("Kos Ewa", "PUP.2", "Czeka na BHP / badanie"),
            ("Lis Ewa", "PUP.1", "Może pracować"),
        ]
        assert rows[1][3] == "31.05.2025"

    def test_voided_ones_and_those_of_nobody_in_the_scope_are_not_in_it(
        self, client_of, users, referrals
    ):
        referrals["works"].void(by=users.worker, reason="inna osoba")

        rows = csv_rows(client_of(users.coordinator), "psu:referrals_table", stan="wszystkie")

        assert [row[0] for row in rows[1:]] == ["Bąk Ewa", "Kos Ewa"]
        assert csv_rows(client_of(users.inspector), "psu:referrals_table")[1:] == []

    def test_each_person_given_out_is_in_the_access_log(self, client_of, users, referrals):
        csv_rows(client_of(users.coordinator), "psu:referrals_table", stan="czekaja")

        noted = AccessEntry.objects.get(act="download", kind="referral_list")
        assert noted.person_number == referrals["waits"].person_id

    def test_too_many_are_refused_and_the_filter_stays(
        self, client_of, users, referrals, monkeypatch
    ):
        monkeypatch.setattr("kis.lib.table_files.MOST_ROWS", 2)
        client = client_of(users.coordinator)

        response = client.get(reverse("psu:referrals_table"), {"stan": "wszystkie"}, follow=True)

        assert prepares(response) == f"{reverse('psu:referrals_table')}?stan=wszystkie"
        said = html.unescape(response.content.decode())
        assert "Naraz można pobrać najwyżej 2 wierszy, a ta lista ma ich 3." in said

    def test_a_further_page_keeps_the_filter(self, client_of, users, referrals, monkeypatch):
        monkeypatch.setattr("psu.start.ROWS_ON_A_PAGE", 1)
        client = client_of(users.coordinator)

        page = client.get(reverse("psu:referrals"), {"stan": "wszystkie"}).content.decode()

        assert 'href="?stan=wszystkie&amp;strona=2"' in page

    @pytest.mark.parametrize("count", [2, 8])
    def test_queries_do_not_grow_with_rows(
        self, count, client_of, users, centre, django_assert_max_num_queries
    ):
        for _ in range(count):
            ReferralFactory()
        client = client_of(users.coordinator)

        with django_assert_max_num_queries(14):
            client.get(reverse("psu:referrals_table"), {"stan": "wszystkie"})


class TestCandidates:
    @pytest.fixture
    def candidates(self, users, centre):
        def put(last_name, area="kis"):
            facts = {"last_name": last_name, "first_name": "Adam", "area": area}
            person = PersonFactory(responsible=users.worker, **facts)
            return listing.put_forward(person, remarks="=2+2", by=users.worker, on=ON)

        return {name: put(name) for name in ("Łoś", "Kos")}

    def test_it_is_the_list_in_its_order(self, client_of, users, candidates):
        client = client_of(users.coordinator)

        rows = csv_rows(client, "psu:candidates_table")

        assert [row[0] for row in rows[1:]] == names_on_page(client, "psu:candidates")
        assert rows == [
            ["Osoba", "Zgłoszono", "Uwagi", "Stan", "Numer listy"],
            ["Kos Adam", "10.06.2025", "'=2+2", "Czeka na listę do PUP", ""],
            ["Łoś Adam", "10.06.2025", "'=2+2", "Czeka na listę do PUP", ""],
        ]

    def test_who_was_withdrawn_is_not_in_it(self, client_of, users, candidates):
        listing.withdraw(candidates["Łoś"], by=users.worker, on=ON, reason="choroba dziecka")

        rows = csv_rows(client_of(users.coordinator), "psu:candidates_table")

        assert [row[0] for row in rows[1:]] == ["Kos Adam"]

    def test_each_person_given_out_is_in_the_access_log(self, client_of, users, candidates):
        csv_rows(client_of(users.head), "psu:candidates_table")

        noted = AccessEntry.objects.filter(act="download", kind="candidate_list", user=users.head)
        people = {candidate.person_id for candidate in candidates.values()}
        assert set(noted.values_list("person_number", flat=True)) == people

    def test_too_many_are_refused(self, client_of, users, candidates, monkeypatch):
        monkeypatch.setattr("kis.lib.table_files.MOST_ROWS", 1)

        response = client_of(users.head).get(reverse("psu:candidates_table"), follow=True)

        assert prepares(response) == reverse("psu:candidates_table")
        said = html.unescape(response.content.decode())
        assert "Naraz można pobrać najwyżej 1 wierszy, a ta lista ma ich 2." in said
        assert not AccessEntry.objects.filter(act="download").exists()


class TestOfNobody:
    """Lists without people: the file comes from the address of the list itself."""

    def test_pay_lists_by_their_filter(self, client_of, users, pay_list):
        client = client_of(users.accountant)
        heads, row = csv_rows(client, "psu:pay_lists")
        assert heads[:3] == ["Numer", "Miesiąc", "Uzupełniająca nr"]
        assert row == [
            *("1/2025", "maj 2025", "", "4/2025", "1", "38.50", "469.70", "281.82"),
            pay_list.status_word,
        ]
        assert csv_rows(client, "psu:pay_lists", stan="do-wyplaty")[1:] == []

    def test_agreements_with_their_terms_of_the_day(self, client_of, users, pay_list):
        _, row = csv_rows(client_of(users.head), "psu:agreements")
        assert row[:3] == ["4/2025", "1.01.2025", "31.12.2027"]
        assert "Szkoła nr 3" in row[4]
        assert row[8] == "38.50"

    def test_no_refund_application_is_an_empty_table(self, client_of, users, pay_list):
        (heads,) = csv_rows(client_of(users.accountant), "psu:refunds", stan="wszystkie")
        assert heads[0] == "Numer"

    def test_the_list_offers_its_file_with_the_filter(self, client_of, users, pay_list):
        page = client_of(users.accountant).get(reverse("psu:pay_lists")).content.decode()
        assert 'href="?plik=xlsx"' in page

    def test_too_many_are_told_with_what_to_do(self, client_of, users, pay_list, monkeypatch):
        monkeypatch.setattr(table_files, "MOST_ROWS", 0)
        asked = {"path": reverse("psu:pay_lists"), "data": {"plik": "xlsx"}}
        page = client_of(users.accountant).get(**asked, follow=True)
        assert "a ta lista ma ich 1. Zawęź listę" in page.content.decode()
        assert prepares(page) == f"{reverse('psu:pay_lists')}?plik=xlsx"
