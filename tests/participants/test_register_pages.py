"""The list of people and the field in the header: what they show, and that no address tells of whom."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.urls import reverse

from participants.kept_searches import KEPT_AT_MOST
from tests.participants.made import category, stay

LIST = reverse("participants:list")


class TestPage:
    def search(self, client, **typed):
        return client.post(LIST, typed, follow=True)

    def test_the_first_filter_is_who_takes_part_now(self, office, users, client_of, today):
        stay(office("Trwa"), date(2026, 3, 2))
        office("Zgłoszenie")

        page = client_of(users.worker).get(LIST).content.decode()

        assert "Trwa Ewa" in page
        assert "trwa od 2.03.2026" in page
        assert "Zgłoszenie Ewa" not in page

    def test_a_search_leads_to_a_token_and_stays_open_for_back(
        self, office, users, client_of, today
    ):
        office("Kowalczyk", "Łukasz", pesel="81050412359")
        client = client_of(users.worker)

        response = client.post(LIST, {"words": "kowalczyk 81050412359"})

        assert response.status_code == 302
        address = unquote(response.url)
        assert re.fullmatch(rf"{LIST}\?s=[\w-]{{12}}", address)
        for _again in range(2):
            page = client.get(response.url).content.decode()
            assert "Kowalczyk Łukasz" in page
            assert 'value="kowalczyk 81050412359"' in page

    def test_no_address_on_the_page_tells_of_whom(self, office, users, client_of, today):
        for number in range(30):
            office("Kowalczyk", f"Łukasz{chr(97 + number % 26)}", pesel=f"810504{number:05}")
        page = self.search(client_of(users.worker), words="kowalczyk 810504").content.decode()

        addresses = [unquote(found) for found in re.findall(r'(?:href|action)="([^"]*)"', page)]
        assert any("strona=2" in address for address in addresses)
        told = re.compile(r"kowalczyk|łukasz|\d{6}", re.IGNORECASE)
        assert not [address for address in addresses if told.search(address)]

    def test_people_of_somebody_who_left_are_found(self, office, users, client_of, today):
        office("Kos", responsible=users.colleague)
        office("Lis")
        users.colleague.is_active = False
        users.colleague.save(update_fields=["is_active"])
        client = client_of(users.worker)
        form = client.get(LIST).content.decode()
        assert f'<option value="{users.colleague.pk}">Piotr Sowa (konto wyłączone)' in form

        page = self.search(client, worker=users.colleague.pk).content.decode()

        assert "Kos Ewa" in page
        assert "Lis Ewa" not in page

    def test_somebody_who_left_nobody_behind_is_not_offered(self, users, client_of, today):
        users.colleague.is_active = False
        users.colleague.save(update_fields=["is_active"])

        assert "Piotr Sowa" not in client_of(users.worker).get(LIST).content.decode()

    @pytest.mark.parametrize("has_words", [True, False], ids=["words", "a filter"])
    def test_the_second_page_goes_on_where_the_first_ended(
        self, has_words, office, users, client_of, today
    ):
        for letter in "abcdefghijklmnoprstuwxyząż":
            office(f"Kowal{letter}", town="Lublin")
        client = client_of(users.worker)
        address = f"{LIST}?grupa=wszyscy"
        if has_words:
            address = client.post(LIST, {"words": "kowal"}).url

        pages = [client.get(f"{address}&strona={number}").content.decode() for number in (1, 2)]

        shown = [re.findall(r"Kowal(.) Ewa", page) for page in pages]
        assert shown == [list("aąbcdefghijklmnoprstuwxyz"), ["ż"]]
        assert "A. Wrona" in pages[1]
        assert "Lublin" in pages[1]

    def test_only_who_leads_cases_is_offered_and_only_categories_in_force(
        self, users, client_of, today
    ):
        category(2, public_wording="obowiązuje")
        category(5, public_wording="dawna", valid_to=date(2026, 11, 22))
        users.colleague.groups.clear()

        page = client_of(users.worker).get(LIST).content.decode()

        offered = re.findall(r"<option[^>]*>([^<]*)</option>", page)
        assert {"Anna Wrona", "Marta Zając", "obowiązuje"} <= set(offered)
        assert not {"Piotr Sowa", "Ewa Lis", "dawna"} & set(offered)

    def test_a_token_is_of_one_login_only(self, office, users, client_of, today):
        office("Kowalczyk")
        response = client_of(users.worker).post(LIST, {"words": "kowalczyk"})

        page = client_of(users.colleague).get(response.url).content.decode()

        assert "kowalczyk" not in page.lower()
        assert "To wyszukiwanie już wygasło" in page

    def test_only_the_last_searches_are_kept(self, users, client_of, today):
        client = client_of(users.worker)
        first, *others = (
            client.post(LIST, {"words": f"kow{n}"}).url for n in range(KEPT_AT_MOST + 1)
        )

        assert "już wygasło" in client.get(first).content.decode()
        assert "już wygasło" not in client.get(others[0]).content.decode()

    def test_pesel_is_masked_in_what_is_sent(self, office, users, client_of, today):
        office("Kowalczyk", pesel="81050412359")

        page = self.search(client_of(users.worker), words="kowalczyk").content.decode()

        assert "81050412359" not in page
        assert "•••••••2359" in page

    def test_nothing_found_says_what_was_sought(self, users, client_of, today):
        page = self.search(client_of(users.worker), words="kowal  luk").content.decode()

        assert "Nie znaleziono „kowal luk”. Sprawdź pisownię" in page

    def test_two_letters_are_explained(self, users, client_of, today):
        page = self.search(client_of(users.worker), words="ko").content.decode()

        assert (
            "Pokazano nazwiska zaczynające się na „ko”. Trzy znaki szukają także w środku." in page
        )

    def test_more_than_a_thousand_say_so(self, office, users, client_of, today, monkeypatch):
        monkeypatch.setattr("participants.register.MOST", 3)
        for number in range(5):
            office(f"Kowalczyk{chr(97 + number)}")

        page = self.search(client_of(users.worker), words="kowalczyk").content.decode()

        assert "Ponad 1000 osób. Dopisz imię albo część numeru PESEL." in page
        assert "Znalezione: ponad 3" in page

    def test_angle_brackets_and_nul_are_only_words(self, users, client_of, today):
        client = client_of(users.worker)

        assert "<script>alert" not in self.search(client, words="<script>alert").content.decode()
        assert client.post(LIST, {"words": "a\x00b"}).status_code == 200

    @pytest.mark.parametrize("typed", [{"group": "x"}, {"category": "x"}, {"worker": "x"}])
    def test_a_filter_that_is_none_is_a_sentence(self, typed, users, client_of, today):
        response = client_of(users.worker).post(LIST, typed)

        assert response.status_code == 200
        assert "Nie zapisano" in response.content.decode()

    def test_the_inspection_sees_nobody_yet(self, office, users, client_of, today):
        stay(office("Trwa"), date(2026, 3, 2))

        assert "Trwa Ewa" not in client_of(users.inspector).get(LIST).content.decode()

    @pytest.mark.parametrize("rows", [5, 50])
    def test_queries_do_not_grow_with_rows(
        self, rows, office, users, client_of, today, centre, django_assert_num_queries
    ):
        category()
        for number in range(rows):
            stay(office(f"Kowalczyk{chr(97 + number % 26)}"), date(2026, 3, 2))
        client = client_of(users.worker)
        address = client.post(LIST, {"words": "kowalczyk"}).url

        with django_assert_num_queries(11):
            client.get(address)


FIND = reverse("participants:find")


class TestFieldInTheHeader:
    def typed(self, client, words):
        """What htmx brings while somebody types."""
        response = client.post(FIND, {"find": words}, headers={"HX-Request": "true"})
        assert response.status_code == 200
        return response.content.decode()

    def test_it_stands_on_every_page_of_those_who_have_the_register(self, users, centre, client_of):
        having = {
            name
            for name, user in vars(users).items()
            if FIND in client_of(user).get(reverse("desk:start")).content.decode()
        }
        assert having == {"worker", "colleague", "coordinator", "head", "inspector"}

    def test_without_a_script_it_leads_to_the_register_by_a_token(
        self, office, users, client_of, today
    ):
        office("Kowalczyk", "Łukasz", pesel="75050412359")
        client = client_of(users.worker)

        response = client.post(FIND, {"find": "  kowalczyk   75050412359 "})

        assert re.fullmatch(rf"{LIST}\?s=[\w-]{{12}}", unquote(response.url))
        page = client.get(response.url).content.decode()
        assert "Kowalczyk Łukasz" in page
        assert 'value="kowalczyk 75050412359"' in page

    def test_while_typing_people_are_options_that_open_the_file(
        self, office, users, client_of, today
    ):
        person = office("Kowalczyk", "Łukasz", pesel="75050412359")
        office("Kowalczyk", area="families")

        answer = self.typed(client_of(users.worker), "kowal 7505041235")

        assert answer.count('role="option"') == 1
        assert f'data-kis-opens="/osoby/{person.pk}/"' in answer
        assert "Znalezione: 1." in answer
        assert "75050412359" not in answer
        assert "•••••••2359" in answer

    def test_the_first_few_are_shown_and_the_rest_is_counted(self, office, users, client_of, today):
        for letter in "abcdefghijkl":
            office(f"Kowalczyk{letter}")

        answer = self.typed(client_of(users.worker), "kow")

        assert answer.count('role="option"') == 8
        assert "Znalezione: 12." in answer

    def test_more_than_a_thousand_say_so(self, office, users, client_of, today, monkeypatch):
        monkeypatch.setattr("participants.register.MOST", 3)
        for letter in "abcdef":
            office(f"Kowalczyk{letter}")

        answer = self.typed(client_of(users.worker), "kow")

        assert "Ponad 1000 osób. Dopisz imię albo część numeru PESEL." in answer

    def test_a_typing_error_is_told(self, office, users, client_of, today):
        office("Kowalczyk")

        answer = self.typed(client_of(users.worker), "kowalcyzk")

        assert "Nie znaleziono „kowalcyzk”. Podobne: 1." in answer
        assert "Kowalczyk Ewa" in answer

    def test_nobody_and_two_letters_are_told(self, office, users, client_of, today):
        office("Kowalczyk")
        client = client_of(users.worker)

        assert "Nie znaleziono „xqz”. Sprawdź pisownię" in self.typed(client, "xqz")
        assert "Nazwiska zaczynające się na „ko”" in self.typed(client, "ko")
        assert self.typed(client, "  ").strip() == ""

    @pytest.mark.parametrize("words", ["a\x00b", "k" * 101])
    def test_what_cannot_be_searched_is_a_sentence(self, words, users, client_of, today):
        response = client_of(users.worker).post(FIND, {"find": words}, follow=True)

        assert "notice-error" in response.content.decode()

    def test_angle_brackets_are_only_words(self, users, client_of, today):
        answer = self.typed(client_of(users.worker), "<script>alert")

        assert "<script>" not in answer

    @pytest.mark.parametrize("rows", [1, 8])
    def test_queries_do_not_grow_with_rows(
        self, rows, office, users, client_of, today, django_assert_num_queries
    ):
        for number in range(rows):
            office(f"Kowalczyk{chr(97 + number)}")
        client = client_of(users.worker)

        with django_assert_num_queries(7):
            self.typed(client, "kowalczyk")
