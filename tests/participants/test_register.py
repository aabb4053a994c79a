"""Which people the register finds: by what, in what order, for whom."""

from datetime import date
from itertools import chain

import pytest

from participants import register
from participants.models import Area
from participants.register import PeopleGroup, found, look_up
from tests.factories import AreaFactory
from tests.participants.made import category, established, stay


def names(people):
    return [str(person) for person in people]


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

    @pytest.mark.parametrize(
        "words",
        [
            *(
                "oneil",
                "O'Neil",
                "o\u2019neil",
                "O\u2018NEIL",
                "o\u02bcneil",
                "neil",
                "o neil",
                "o'n sean",
            ),
            *("o'", "\u200bo\u2019neil\ufeff"),
        ],
    )
    @pytest.mark.parametrize("kept", ["O'Neil", "O\u2019Neil", "ONeil"])
    def test_apostrophes_do_not_count(self, words, kept, office, users, on):
        office(kept, "Sean")
        office("Nowak")

        assert names(found(users.worker, on, words=words)) == [f"{kept} Sean"]

    @pytest.mark.parametrize(
        "words",
        [
            *("kowalska - nowak", "kowalska-nowak", "kowalska -nowak", "KOWALSKA\xa0- nowak ewa"),
            *("kowalska \u2013 nowak", "kowalska -", "kowalska - no", "- nowak", "nowak kowalska"),
        ],
    )
    @pytest.mark.parametrize("kept", ["Kowalska-Nowak", "Kowalska - Nowak", "Kowalska\u2013Nowak"])
    def test_spaces_around_a_hyphen_do_not_count(self, words, kept, office, users, on):
        office(kept)
        office("Kowalik")

        assert names(found(users.worker, on, words=words)) == [f"{kept} Ewa"]

    def test_a_hyphen_in_the_place_of_a_second_name_joins_nothing(self, office, users, on):
        office("Kowalska", second_name="-", pesel="81050412359")

        assert names(found(users.worker, on, words="ewa 810504")) == ["Kowalska Ewa"]
        assert names(found(users.worker, on, words="-")) == []

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
        office("O'Neil", "Sean")

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
            *[("o'niel", "O'Neil Sean"), ("onel sean", "O'Neil Sean")],
            *[("nowak - wisnewska", "Nowak-Wiśniewska Małgorzata")],
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
            (PeopleGroup.NOW, {"Trwa", "Dziś-ostatni", "Znowu"}),
            (PeopleGroup.FORMER, {"Wczoraj-skończył"}),
            (PeopleGroup.APPLICATIONS, {"Zgłoszenie", "Po-pracy"}),
            (PeopleGroup.PSU, {"Praca"}),
        ],
    )
    def test_each_filter_holds_its_people(self, group, expected, everybody, users, on):
        people = look_up(users.worker, on, group=group)

        assert len(people) == len(expected)
        assert {person.last_name for person in people[:]} == expected
        assert not people.too_many

    def test_all_holds_everybody_each_with_the_last_stay_that_began(self, everybody, users, on):
        people = look_up(users.worker, on, group=PeopleGroup.ALL)

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
        people = look_up(users.worker, on, group=PeopleGroup.ALL)

        parts = [names(people[start : start + 2]) for start in range(0, 10, 2)]

        everybody = names(found(users.worker, on))
        assert [*chain.from_iterable(parts)] == everybody == names(people[:])
        assert [len(part) for part in parts] == [2, 2, 2, 2, 1]
        (row,) = [row for row in people[:] if row.last_name == "Przerwa"]
        assert row.took_part_until == date(2026, 6, 30)

    def test_a_reader_without_the_register_sees_nobody_there(self, everybody, users, on):
        assert len(look_up(users.accountant, on, group=PeopleGroup.ALL)) == 0
        assert look_up(users.accountant, on, group=PeopleGroup.ALL)[:] == []

    def test_by_the_worker_in_charge(self, office, users, on):
        office("Kos", responsible=users.colleague)
        office("Lis")

        assert names(found(users.worker, on, worker=users.colleague.pk)) == ["Kos Ewa"]

    def test_a_filter_beside_words_that_were_left_empty_is_no_filter(
        self, everybody, users, on, django_assert_num_queries
    ):
        look_up(users.worker, on, group=PeopleGroup.NOW)
        left = {"words": "", "category": None, "worker": None}
        with django_assert_num_queries(1):
            assert len(look_up(users.worker, on, group=PeopleGroup.NOW, **left)) == 3

    @pytest.mark.parametrize("asked", [{"worker": "colleague"}, {"category": 2}])
    def test_another_filter_holds_in_the_list_too(self, asked, office, users, on):
        established(office("Kos", responsible=users.colleague), category(2))
        office("Lis")
        if "worker" in asked:
            asked = {"worker": users.colleague.pk}

        people = look_up(users.coordinator, on, group=PeopleGroup.ALL, **asked)

        assert names(people[:]) == ["Kos Ewa"]

    def test_the_last_stay_is_the_one_that_began_last_whenever_it_was_entered(
        self, office, users, on
    ):
        again = office("Przerwa")
        stay(again, date(2025, 9, 1), date(2026, 6, 30))
        stay(again, date(2025, 1, 2), date(2025, 6, 30))

        (row,) = look_up(users.worker, on, group=PeopleGroup.ALL)[:]

        assert row.took_part_until == date(2026, 6, 30)

    def test_what_was_asked_by_one_role_is_not_shown_to_another(self, office, users, on):
        office("Kos")
        for user, count in ((users.worker, 1), (users.accountant, 0), (users.worker, 1)):
            assert len(look_up(user, on, group=PeopleGroup.ALL)) == count

    @pytest.mark.parametrize("search", [{"group": PeopleGroup.ALL}, {"words": "kow"}])
    @pytest.mark.parametrize(("there", "told"), [(3, "3"), (4, "ponad 3"), (5, "ponad 3")])
    def test_so_many_are_shown_and_one_more_is_told(
        self, there, told, search, office, users, on, monkeypatch
    ):
        monkeypatch.setattr(register, "MOST", 3)
        for letter in "edcba"[-there:]:
            office(f"Kow{letter}")

        people = look_up(users.worker, on, **search)

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
