"""The list of people: who is found by what, in what order, and that no address tells of whom."""

import re
from datetime import date
from itertools import chain
from urllib.parse import unquote

import pytest
from django.urls import reverse

from participants import register
from participants.kept_searches import KEPT_AT_MOST
from participants.models import Area
from participants.register import Group, found, look_up
from tests.factories import AreaFactory, PersonFactory
from tests.participants.made import category, established, stay

LIST = reverse("participants:list")


def names(people):
    return [str(person) for person in people]


@pytest.fixture
def office(users):
    """Add a person of the worker's by name."""

    def add(last_name, first_name="Ewa", **facts):
        return PersonFactory(
            last_name=last_name,
            first_name=first_name,
            **{"responsible": users.worker, **facts},
        )

    return add


class TestWords:
    @pytest.mark.parametrize(
        "words",
        [
            *("lukasz kow", "KOW lukasz", "łukasz kowalczyk", "walcz uka", "kow", "Łuk"),
            *("ko łukasz", "81050412", "2359", "kowalczyk 2359"),
        ],
    )
    def test_fragments_find_in_any_order_without_polish_letters(self, words, office, users, on):
        office("Kowalczyk", "Łukasz", pesel="81050412359")
        office("Nowak", "Łucja", pesel="90010112345", born_on=None)

        assert names(found(users.worker, on, words=words)) == ["Kowalczyk Łukasz"]

    @pytest.mark.parametrize("words", ["kowalski", "lukasz now", "2356", "k%w", "k_walczyk"])
    def test_every_fragment_must_be_there(self, words, office, users, on):
        office("Kowalczyk", "Łukasz", pesel="81050412359")

        assert names(found(users.worker, on, words=words)) == []

    def test_the_second_name_is_searched_too(self, office, users, on):
        office("Kowalczyk", "Łukasz", second_name="Świętosław")

        assert names(found(users.worker, on, words="swietoslaw")) == ["Kowalczyk Łukasz"]

    def test_two_letters_find_beginnings_of_surnames_only(self, office, users, on):
        for last_name in ("Kos", "Łoś", "Lokaj", "Zakos"):
            office(last_name)

        assert names(found(users.worker, on, words="ko")) == ["Kos Ewa"]
        assert names(found(users.worker, on, words="lo")) == ["Lokaj Ewa", "Łoś Ewa"]

    def test_names_stand_in_the_order_of_the_polish_alphabet(self, office, users, on):
        for last_name in ("Żak", "Zając", "Łuczak", "Lis", "Świder", "Sowa", "Ćma", "Czop"):
            office(last_name)

        assert names(found(users.worker, on)) == [
            *("Czop Ewa", "Ćma Ewa", "Lis Ewa", "Łuczak Ewa"),
            *("Sowa Ewa", "Świder Ewa", "Zając Ewa", "Żak Ewa"),
        ]

    def test_a_person_of_another_part_of_the_office_is_not_found(self, office, users, on):
        office("Kowalczyk", area="families")

        assert names(found(users.worker, on, words="kowalczyk")) == []

    @pytest.mark.parametrize("words", ["", "kowalczyk", "ko"])
    def test_one_more_than_are_shown_is_enough_to_know(self, words, office, users, on, monkeypatch):
        monkeypatch.setattr("participants.register.MOST", 3)
        for letter in "fedcba":
            office(f"Kowalczyk{letter}")

        people = found(users.worker, on, words=words)

        assert people.count() == 4
        assert words or names(people)[0] == "Kowalczyka Ewa"

    def test_a_merged_file_is_not_found(self, office, users, on):
        office("Kowalczyk", merged_into=office("Kowalska"))

        assert names(found(users.worker, on)) == ["Kowalska Ewa"]


class TestTypingErrors:
    @pytest.fixture
    def known(self, office):
        office("Kowalski", "Jan", pesel="75050412359")
        office("Nowak-Wiśniewska", "Małgorzata")
        office("Źrebiec", "Łucja")
        office("Ho", "Krzysztof")

    def nearly(self, users, on, words):
        answer = look_up(users.worker, on, words=words)
        return names(answer[:]), answer.nearly

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            *[("kowlaski", "Kowalski Jan"), ("Kowalsky", "Kowalski Jan")],
            *[("kovalski", "Kowalski Jan"), ("kowalskii", "Kowalski Jan")],
            *[("owalski jna", "Kowalski Jan"), ("kowalski jna", "Kowalski Jan")],
            *[("jna kowal", "Kowalski Jan"), ("kowlaski 7505", "Kowalski Jan")],
            *[("nowak-wisnewska", "Nowak-Wiśniewska Małgorzata"), ("ŹREBEIC", "Źrebiec Łucja")],
            *[("malgorazta", "Nowak-Wiśniewska Małgorzata"), ("ho krzystof", "Ho Krzysztof")],
            *[("75050412395", "Kowalski Jan"), ("750504123599", "Kowalski Jan")],
        ],
    )
    def test_one_in_each_word_is_forgiven_where_nobody_was_found(
        self, words, expected, known, users, on
    ):
        assert self.nearly(users, on, words) == ([expected], True)

    @pytest.mark.parametrize(
        "words", ["koalwski", "kwolaskii", "kowlaski adam", "750504124", "xq", "kowlaski xq", "%%%"]
    )
    def test_more_than_one_in_a_word_is_another_word(self, words, known, users, on):
        assert self.nearly(users, on, words) == ([], False)

    def test_who_has_just_these_words_is_found_alone(self, known, office, users, on):
        office("Kowlaski")

        assert self.nearly(users, on, "kowlaski") == (["Kowlaski Ewa"], False)

    def test_filters_and_scope_hold_there_too(self, office, users, on):
        office("Kowalski", area="families")
        office("Kowalska", responsible=users.colleague)

        assert look_up(users.worker, on, words="kowalskz", worker=users.worker.pk)[:] == []
        assert len(look_up(users.worker, on, words="kowalskz")) == 1


class TestGroups:
    @pytest.fixture
    def everybody(self, office, on):
        """One person in each situation, named after it."""
        stay(office("Trwa"), date(2026, 3, 2))
        stay(office("Dziś-ostatni"), date(2026, 3, 2), on)
        stay(office("Wczoraj-skończył"), date(2026, 3, 2), date(2026, 11, 22))
        stay(office("Od-jutra"), date(2026, 11, 24))
        again = office("Znowu")
        stay(again, date(2026, 1, 12), date(2026, 6, 30))
        stay(again, date(2026, 9, 1))
        office("Zgłoszenie")
        office("Praca", area=Area.Kind.PSU)
        ended = office("Po-pracy")
        AreaFactory(
            person=ended,
            kind=Area.Kind.PSU,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 11, 22),
        )

    @pytest.mark.parametrize(
        ("group", "expected"),
        [
            (Group.NOW, {"Trwa", "Dziś-ostatni", "Znowu"}),
            (Group.FORMER, {"Wczoraj-skończył"}),
            (Group.APPLICATIONS, {"Zgłoszenie", "Po-pracy"}),
            (Group.PSU, {"Praca"}),
        ],
    )
    def test_each_filter_holds_its_people(self, group, expected, everybody, users, on):
        people = look_up(users.worker, on, group=group)

        assert len(people) == len(expected)
        assert {person.last_name for person in people[:]} == expected
        assert not people.too_many

    def test_all_holds_everybody_each_with_the_last_stay_that_began(self, everybody, users, on):
        people = look_up(users.worker, on, group=Group.ALL)

        assert len(people) == 8
        told = {row.last_name: (row.takes_part_since, row.took_part_until) for row in people[:]}
        assert told["Trwa"] == (date(2026, 3, 2), None)
        assert told["Dziś-ostatni"] == (date(2026, 3, 2), None)
        assert told["Wczoraj-skończył"] == (None, date(2026, 11, 22))
        assert told["Od-jutra"] == (None, None)
        assert told["Znowu"] == (date(2026, 9, 1), None)
        assert told["Praca"] == (None, None)

    def test_its_parts_follow_each_other_in_the_order_of_the_polish_alphabet(
        self, everybody, office, users, on
    ):
        """Somebody with two stays as well."""
        again = office("Przerwa")
        stay(again, date(2025, 1, 2), date(2025, 6, 30))
        stay(again, date(2025, 9, 1), date(2026, 6, 30))
        people = look_up(users.worker, on, group=Group.ALL)

        parts = [names(people[start : start + 2]) for start in range(0, 10, 2)]

        everybody = names(found(users.worker, on))
        assert [*chain.from_iterable(parts)] == everybody == names(people[:])
        assert [len(part) for part in parts] == [2, 2, 2, 2, 1]
        (row,) = [row for row in people[:] if row.last_name == "Przerwa"]
        assert row.took_part_until == date(2026, 6, 30)

    def test_a_reader_without_the_register_sees_nobody_there(self, everybody, users, on):
        assert len(look_up(users.accountant, on, group=Group.ALL)) == 0
        assert look_up(users.accountant, on, group=Group.ALL)[:] == []

    def test_by_the_worker_in_charge(self, office, users, on):
        office("Kos", responsible=users.colleague)
        office("Lis")

        assert names(found(users.worker, on, worker=users.colleague.pk)) == ["Kos Ewa"]

    def test_a_filter_beside_words_that_were_left_empty_is_no_filter(
        self, everybody, users, on, django_assert_num_queries
    ):
        look_up(users.worker, on, group=Group.NOW)
        left = {"words": "", "category": None, "worker": None}
        with django_assert_num_queries(1):
            assert len(look_up(users.worker, on, group=Group.NOW, **left)) == 3

    @pytest.mark.parametrize("asked", [{"worker": "colleague"}, {"category": 2}])
    def test_another_filter_holds_in_the_list_too(self, asked, office, users, on):
        established(office("Kos", responsible=users.colleague), category(2))
        office("Lis")
        if "worker" in asked:
            asked = {"worker": users.colleague.pk}

        people = look_up(users.coordinator, on, group=Group.ALL, **asked)

        assert names(people[:]) == ["Kos Ewa"]

    def test_the_last_stay_is_the_one_that_began_last_whenever_it_was_entered(
        self, office, users, on
    ):
        again = office("Przerwa")
        stay(again, date(2025, 9, 1), date(2026, 6, 30))
        stay(again, date(2025, 1, 2), date(2025, 6, 30))

        (row,) = look_up(users.worker, on, group=Group.ALL)[:]

        assert row.took_part_until == date(2026, 6, 30)

    def test_what_was_asked_by_one_role_is_not_shown_to_another(self, office, users, on):
        office("Kos")
        for user, count in ((users.worker, 1), (users.accountant, 0), (users.worker, 1)):
            assert len(look_up(user, on, group=Group.ALL)) == count

    @pytest.mark.parametrize("search", [{"group": Group.ALL}, {"words": "kow"}])
    @pytest.mark.parametrize(("there", "told"), [(3, "3"), (4, "ponad 3"), (5, "ponad 3")])
    def test_so_many_are_shown_and_one_more_is_told(
        self, there, told, search, office, users, on, monkeypatch
    ):
        monkeypatch.setattr(register, "MOST", 3)
        register._count_in.cache_clear()  # the number is part of the kept wording
        for letter in "edcba"[-there:]:
            office(f"Kow{letter}")

        people = look_up(users.worker, on, **search)
        register._count_in.cache_clear()

        assert (people.count_in_words, people.too_many) == (told, there > 3)
        assert len(people) == len(people[:]) == 3
        assert names(people[:]) == sorted(names(people[:]))


class TestCategory:
    @pytest.fixture
    def two(self, office, users):
        """One of the worker's own and one of the colleague's, both of a sensitive category."""
        for last_name, leader in (("Kos", users.worker), ("Lis", users.colleague)):
            established(office(last_name, responsible=leader), category(2))

    def test_a_worker_finds_own_cases_only(self, two, users, on):
        assert names(found(users.worker, on, category=2)) == ["Kos Ewa"]

    def test_the_coordinator_finds_all(self, two, users, on):
        assert names(found(users.coordinator, on, category=2)) == ["Kos Ewa", "Lis Ewa"]

    def test_an_ended_one_does_not_count(self, office, users, on):
        established(
            office("Kos"), category(2), ends_on=date(2026, 11, 22), end_reason="ustała przyczyna"
        )

        assert names(found(users.worker, on, category=2)) == []


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

        with django_assert_num_queries(8):
            self.typed(client, "kowalczyk")
