"""Columns of the register that each user chooses, and the table to take away that follows them."""

import csv
import datetime
import io
import re

import openpyxl
import pytest
from django.urls import reverse

from kis.accounts.models import ChosenColumns
from kis.journal.models import AccessEntry
from participants.merging import merge
from participants.people_columns import LIST, OFFERED, offered_to
from tests.accounts.authorised import inspect
from tests.participants.made import category, established, paper, question, stay
from tests.taken import prepares

LIST_ADDRESS, TABLE = reverse("participants:list"), reverse("participants:table")
COLUMNS = reverse("participants:columns")
EVERYBODY = "grupa=wszyscy"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def csv_rows(client, query=EVERYBODY):
    response = client.get(f"{TABLE}?{query}&plik=csv")
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def sheet_rows(client, query=EVERYBODY):
    response = client.get(f"{TABLE}?{query}")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet]


def listed(client, query=EVERYBODY):
    """The same cells from the page."""
    page = client.get(f"{LIST_ADDRESS}?{query}").content.decode()
    heads = re.findall(r'<th scope="col">([^<]*)</th>', page)
    rows = re.findall(r"<tr>\s*(<th scope=\"row\">.*?)</tr>", page, re.DOTALL)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in rows]
    return [heads, *([re.sub(r"<[^>]*>", "", cell) for cell in row] for row in cells)]


def midnight(*day):
    """As openpyxl reads a day."""
    return datetime.datetime.combine(datetime.date(*day), datetime.time())


def choose(client, *keys, query=EVERYBODY):
    return client.post(f"{COLUMNS}?{query}", {"columns": keys}, follow=True)


class TestTable:
    def test_it_is_what_the_list_shows_in_its_order(self, office, users, client_of):
        stay(office("Łuczak", pesel="81050412359", town="Puławy"), datetime.date(2026, 3, 2))
        stay(office("Lis"), datetime.date(2025, 3, 2), datetime.date(2025, 9, 30))
        office("Zając", born_on=None, pesel="")
        client = client_of(users.worker)

        rows = csv_rows(client)

        assert rows == listed(client)
        assert rows[0] == [
            *("Nazwisko i imię", "Data urodzenia", "PESEL", "Miejscowość"),
            *("Prowadzi", "Udział w KIS"),
        ]
        assert [row[0] for row in rows[1:]] == ["Lis Ewa", "Łuczak Ewa", "Zając Ewa"]
        assert rows[2][1:] == [
            "4.05.1981",
            "•••••••2359",
            "Puławy",
            "A. Wrona",
            "trwa od 2.03.2026",
        ]
        assert [row[5] for row in rows[1:]] == ["do 30.09.2025", "trwa od 2.03.2026", "bez udziału"]

    @pytest.mark.parametrize("query", ["", "grupa=teraz", "grupa=zgloszenia", "grupa=wszyscy"])
    def test_a_filter_holds_for_both(self, query, office, users, client_of):
        stay(office("Trwa"), datetime.date(2026, 3, 2))
        office("Zgłoszenie")
        client = client_of(users.worker)

        assert csv_rows(client, query) == listed(client, query)

    def test_words_and_a_typing_error_hold_for_both(self, office, users, client_of):
        office("Kowalczyk")
        office("Nowak")
        client = client_of(users.worker)
        for words in ("kowalczyk", "kowalcyzk"):
            query = client.post(LIST_ADDRESS, {"words": words}).url.split("?")[1]

            assert [row[0] for row in csv_rows(client, query)[1:]] == ["Kowalczyk Ewa"]
            assert csv_rows(client, query) == listed(client, query)

    def test_it_holds_every_page_of_the_list(self, office, users, client_of):
        for letter in "abcdefghijklmnoprstuwxyząż":
            office(f"Kowal{letter}")

        assert len(csv_rows(client_of(users.worker))) == 27

    def test_more_than_the_list_shows_are_given_out(self, office, users, client_of, monkeypatch):
        monkeypatch.setattr("participants.register.MOST", 2)
        for letter in "abc":
            office(f"Kowal{letter}")
        client = client_of(users.worker)

        assert len(listed(client)) == 3
        assert len(csv_rows(client)) == 4

    def test_in_the_workbook_days_are_days(self, office, users, client_of):
        stay(office("Lis", pesel="81050412359"), datetime.date(2026, 3, 2))
        client = client_of(users.worker)
        choose(client, "born_on", "stays_from", "stays_until")

        assert sheet_rows(client) == [
            ["Nazwisko i imię", "Data urodzenia", "Udział od", "Udział do"],
            ["Lis Ewa", midnight(1981, 5, 4), midnight(2026, 3, 2), None],
        ]

    def test_its_name_tells_of_nobody(self, office, users, client_of):
        office("Kowalczyk")
        client = client_of(users.worker)
        address = client.post(LIST_ADDRESS, {"words": "kowalczyk"}).url

        response = client.get(address.replace(LIST_ADDRESS, TABLE))

        named = response.headers["Content-Disposition"]
        assert named == 'attachment; filename="osoby-2026-11-23.xlsx"'

    def test_a_search_that_is_not_kept_any_more_gives_out_nobody(self, office, users, client_of):
        stay(office("Trwa"), datetime.date(2026, 3, 2))

        response = client_of(users.worker).get(f"{TABLE}?s=zgubione", follow=True)

        assert response.redirect_chain == [(LIST_ADDRESS, 302)]
        assert "To wyszukiwanie już wygasło. Wpisz je jeszcze raz." in response.content.decode()
        assert not AccessEntry.objects.filter(act="download").exists()

    @pytest.mark.parametrize("words", ["", "kowal"])
    def test_too_many_are_refused_and_the_filter_stays(
        self, words, office, users, client_of, monkeypatch
    ):
        monkeypatch.setattr("kis.lib.table_files.MOST_ROWS", 2)
        for letter in "abc":
            office(f"Kowal{letter}")
        client = client_of(users.worker)
        query = EVERYBODY
        if words:
            query = client.post(LIST_ADDRESS, {"words": words}).url.split("?")[1]

        response = client.get(f"{TABLE}?{query}", follow=True)

        assert prepares(response) == f"{TABLE}?{query}"
        assert (
            "Naraz można pobrać najwyżej 2 wierszy, a ta lista ma ich więcej. "
            "Zawęź listę i pobierz tabelę jeszcze raz."
        ) in response.content.decode()
        assert not AccessEntry.objects.filter(act="download").exists()

    def test_whoever_is_outside_the_scope_is_in_neither(self, office, users, client_of):
        office("Kis")
        office("Rodzinny", area="families")

        for user in (users.worker, users.coordinator, users.head):
            assert [row[0] for row in csv_rows(client_of(user))[1:]] == ["Kis Ewa"]
        assert csv_rows(client_of(users.inspector))[1:] == []

    def test_a_merged_file_is_no_row(self, office, users, client_of):
        first, second = office("Lis"), office("Lisowska", pesel="", born_on=None)
        merge(second, into=first, by=users.coordinator, reason="ten sam dowód osobisty")

        assert [row[0] for row in csv_rows(client_of(users.worker))[1:]] == ["Lis Ewa"]

    def test_each_person_given_out_is_in_the_access_log(self, office, users, client_of):
        people = [office("Lis"), office("Kos")]
        office("Rodzinny", area="families")

        csv_rows(client_of(users.worker))

        noted = AccessEntry.objects.filter(act="download", kind="people_list", user=users.worker)
        assert set(noted.values_list("person_number", flat=True)) == {each.pk for each in people}

    def test_a_name_that_is_a_formula_is_text(self, office, users, client_of):
        office("=1+1")
        client = client_of(users.worker)

        assert csv_rows(client)[1][0] == "'=1+1 Ewa"
        assert sheet_rows(client)[1][0] == "=1+1 Ewa"

    @pytest.mark.parametrize("rows", [5, 50])
    def test_queries_do_not_grow_with_rows(
        self, rows, office, users, client_of, centre, django_assert_num_queries
    ):
        for number in range(rows):
            stay(office(f"Kowalczyk{chr(97 + number % 26)}"), datetime.date(2026, 3, 2))
        ChosenColumns.objects.keep(users.worker, LIST, [column.key for column in OFFERED])
        client = client_of(users.worker)

        # With the note for the access log and what it is written in.
        with django_assert_num_queries(11):
            client.get(f"{TABLE}?{EVERYBODY}")


class TestColumns:
    def test_the_list_and_the_table_show_what_was_chosen_in_the_order_of_the_offer(
        self, office, users, client_of
    ):
        lives_at = {"street": "ul. Lubelska", "house": "12/4", "postal_code": "24-100"}
        office("Lis", phone="600 100 200", town="Puławy", **lives_at)
        client = client_of(users.worker)

        response = choose(client, "phone", "address")

        assert response.redirect_chain == [(f"{LIST_ADDRESS}?{EVERYBODY}", 302)]
        assert "Zapisano, które kolumny" in response.content.decode()
        shown = [
            ["Nazwisko i imię", "Adres", "Telefon"],
            ["Lis Ewa", "ul. Lubelska 12/4, 24-100 Puławy", "600 100 200"],
        ]
        assert listed(client) == csv_rows(client) == shown

    def test_the_choice_is_kept_for_the_user_alone_and_for_another_login(self, users, client_of):
        choose(client_of(users.worker), "town")

        form = client_of(users.worker).get(f"{LIST_ADDRESS}?{EVERYBODY}")
        assert ChosenColumns.objects.of(users.worker, LIST) == ["town"]
        assert ChosenColumns.objects.of(users.colleague, LIST) is None
        assert form.status_code == 200

    def test_the_form_shows_what_is_chosen(self, office, users, client_of):
        office("Lis")
        client = client_of(users.worker)
        choose(client, "phone", "town")

        page = client.get(f"{LIST_ADDRESS}?{EVERYBODY}").content.decode()

        boxes = re.findall(r'<input type="checkbox"[^>]*>', page)
        checked = [box for box in boxes if "checked" in box]
        assert len(boxes) == len(OFFERED)
        assert [re.search('value="([^"]*)"', box)[1] for box in checked] == ["town", "phone"]

    def test_nothing_chosen_leaves_the_names(self, office, users, client_of):
        office("Lis")
        client = client_of(users.worker)
        choose(client)

        assert listed(client) == csv_rows(client) == [["Nazwisko i imię"], ["Lis Ewa"]]

    def test_a_second_choice_replaces_the_first(self, users, client_of):
        choose(client_of(users.worker), "town")
        choose(client_of(users.worker), "phone")

        assert ChosenColumns.objects.of(users.worker, LIST) == ["phone"]

    @pytest.mark.parametrize("key", ["nie-ma", "a\x00b", "x" * 100])
    def test_a_column_that_is_none_is_a_sentence(self, key, users, client_of):
        response = choose(client_of(users.worker), key)

        assert "Tej kolumny nie ma na liście." in response.content.decode()
        assert ChosenColumns.objects.of(users.worker, LIST) is None

    def test_whole_numbers_are_offered_to_who_may_reveal_them(self, users):
        offering = {
            name
            for name, user in vars(users).items()
            if "whole_pesel" in [column.key for column in offered_to(user)]
        }
        assert offering == {"worker", "colleague", "coordinator", "head"}

    def test_whole_numbers_are_shown_by_choice_alone_and_each_is_noted(
        self, office, users, client_of
    ):
        person = office("Lis", pesel="81050412359")
        client = client_of(users.worker)
        assert "81050412359" not in str([listed(client), csv_rows(client)])
        assert not AccessEntry.objects.filter(act="reveal_pesel").exists()

        choose(client, "whole_pesel")

        assert listed(client)[1] == csv_rows(client)[1] == ["Lis Ewa", "81050412359"]
        noted = AccessEntry.objects.filter(act="reveal_pesel", person_number=person.pk)
        assert set(noted.values_list("user", flat=True)) == {users.worker.pk}

    def test_a_column_that_was_chosen_goes_with_the_right_to_it(self, office, users, client_of):
        office("Lis", pesel="81050412359")
        ChosenColumns.objects.keep(users.worker, LIST, ["whole_pesel", "town"])
        users.worker.groups.set(users.inspector.groups.all())
        inspect(users.worker, by=users.coordinator)
        client = client_of(users.worker)

        assert csv_rows(client)[0] == ["Nazwisko i imię", "Miejscowość"]
        response = choose(client, "whole_pesel")
        assert "Tej kolumny nie ma na liście." in response.content.decode()


class TestCategory:
    @pytest.fixture
    def held(self, office, users):
        person = office("Lis")
        established(person, category(2, public_wording="uzależnieni"), is_main=False)
        established(person, category(5, public_wording="bezrobotni"))
        return person

    @pytest.mark.parametrize(
        ("reader", "read"),
        [
            ("worker", "bezrobotni; uzależnieni"),
            ("coordinator", "bezrobotni; uzależnieni"),
            ("head", "bezrobotni; uzależnieni"),
            ("colleague", "bezrobotni; kategoria zastrzeżona"),
        ],
    )
    def test_a_sensitive_one_is_named_to_who_may_read_it(
        self, reader, read, held, users, client_of
    ):
        client = client_of(getattr(users, reader))
        choose(client, "category")

        assert listed(client)[1] == csv_rows(client)[1] == ["Lis Ewa", read]
        assert sheet_rows(client)[1] == ["Lis Ewa", read]

    def test_voided_and_ended_ones_are_not_shown(self, office, users, client_of):
        person = office("Lis")
        established(person, category(5)).void(by=users.coordinator, reason="pomyłka")
        ended = established(person, category(7))
        ended.end(last_day=datetime.date(2026, 11, 22), reason="zatrudnienie")
        client = client_of(users.worker)
        choose(client, "category")

        assert listed(client)[1] == csv_rows(client)[1] == ["Lis Ewa", ""]

    def test_what_stands_in_a_merged_file_is_told_of_its_person(self, office, users, client_of):
        first, second = office("Lis"), office("Lisowska", pesel="", born_on=None)
        established(second, category(5, public_wording="bezrobotni"))
        merge(second, into=first, by=users.coordinator, reason="ten sam dowód osobisty")
        client = client_of(users.worker)
        choose(client, "category")

        assert csv_rows(client)[1:] == [["Lis Ewa", "bezrobotni"]]

    @pytest.mark.parametrize("rows", [5, 50])
    def test_with_every_column_the_note_of_whole_numbers_is_one_query_more(
        self, rows, office, users, client_of, centre, django_assert_num_queries
    ):
        for number in range(rows):
            office(f"Kowalczyk{chr(97 + number % 26)}")
        ChosenColumns.objects.keep(users.worker, LIST, [column.key for column in OFFERED])
        client = client_of(users.worker)
        address = client.post(LIST_ADDRESS, {"words": "kowalczyk"}).url

        with django_assert_num_queries(14):
            client.get(address)

    @pytest.mark.parametrize("rows", [5, 50])
    def test_queries_of_the_list_do_not_grow_with_rows(
        self, rows, office, users, client_of, centre, django_assert_num_queries
    ):
        for number in range(rows):
            person = office(f"Kowalczyk{chr(97 + number % 26)}")
            established(person)
            stay(person, datetime.date(2026, 3, 2))
        ChosenColumns.objects.keep(users.worker, LIST, ["category", "phone", "stays_until"])
        client = client_of(users.worker)
        address = client.post(LIST_ADDRESS, {"words": "kowalczyk"}).url

        with django_assert_num_queries(12):
            client.get(address)


class TestConditions:
    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ([], "brakuje: kategorii z ważnym dokumentem, odpowiedzi o świadczeniach"),
            (["ground"], "brakuje: odpowiedzi o świadczeniach"),
            (["ground", "answer"], "spełnione"),
        ],
    )
    def test_what_is_missing_is_told_in_words(self, given, told, office, users, client_of):
        person = office("Lis", information_given_on=datetime.date(2026, 1, 2))
        if "ground" in given:
            paper(established(person))
        if "answer" in given:
            question(person)
        client = client_of(users.worker)
        choose(client, "conditions")

        assert listed(client)[1] == csv_rows(client)[1] == ["Lis Ewa", told]

    def test_of_a_case_of_another_worker_nothing_is_told(self, office, users, client_of):
        office("Lis")
        client = client_of(users.colleague)
        choose(client, "conditions")

        assert listed(client)[1] == csv_rows(client)[1] == ["Lis Ewa", "zastrzeżone"]

    @pytest.mark.parametrize("rows", [5, 50])
    def test_they_are_one_query_whatever_the_rows(
        self, rows, office, users, client_of, centre, django_assert_num_queries
    ):
        for number in range(rows):
            paper(established(office(f"Kowalczyk{chr(97 + number % 26)}")))
        ChosenColumns.objects.keep(users.worker, LIST, ["conditions", "phone"])
        client = client_of(users.worker)
        address = client.post(LIST_ADDRESS, {"words": "kowalczyk"}).url

        with django_assert_num_queries(12):
            client.get(address)
