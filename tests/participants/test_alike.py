"""Whether two people are probably one is told alike of one person and of many at once."""

import datetime

import pytest

from participants.alike import Known, alike, in_the_register
from participants.duplicates import probable_duplicates
from tests.factories import PersonFactory

BORN = datetime.date(1981, 5, 4)
REGISTER = [
    ("Kowalczyk", "Łukasz", "", BORN, ""),
    ("Kowalczyk-Nowak", "Anna", "Maria", BORN, ""),
    ("Nowak Kowalczyk", "Anna", "", datetime.date(1981, 4, 5), ""),
    ("Łukasz", "Kowalczyk", "", datetime.date(1981, 5, 5), ""),
    ("Żak", "Ewa", "", None, "ABC 123456"),
    ("de la Cruz", "Anna-Maria", "", None, ""),
    ("Lis", "Jan", "", datetime.date(1990, 1, 1), "xy7"),
]
ASKED = [
    *REGISTER,
    ("KOWALCZYK", "Lukasz", "", BORN, ""),
    ("Kowalczyk", "Łukasz", "", datetime.date(1990, 5, 4), ""),
    ("Nowak", "Anna", "", BORN, ""),
    ("Nowak-Kowalczyk", "Maria", "", BORN, ""),
    ("Kowalczyk", "Anna", "", None, ""),
    ("Cruz", "Maria", "", BORN, ""),
    ("Zak", "Ewa", "", BORN, ""),
    ("Inna", "Osoba", "", BORN, "abc123456"),
    ("Lis", "Jan", "", datetime.date(1990, 1, 2), ""),
    ("Maria", "Anna", "", None, ""),
]


@pytest.mark.django_db
def test_many_are_asked_about_as_one_is(users):
    for last, first, second, born_on, number in REGISTER:
        PersonFactory(
            responsible=users.worker,
            last_name=last,
            first_name=first,
            second_name=second,
            born_on=born_on,
            pesel="",
            identity_number=number,
            identity_kind="passport" if number else "",
        )
    asked = [
        Known(last, first, second, born_on, identity_number=number)
        for last, first, second, born_on, number in ASKED
    ]
    for one, found in zip(asked, in_the_register(asked), strict=True):
        expected = probable_duplicates(
            last_name=one.last_name,
            first_name=one.first_name,
            second_name=one.second_name,
            born_on=one.born_on,
            identity_number=one.identity_number,
        )
        assert {known.person for known in found} == {person.pk for person in expected}, one


@pytest.mark.django_db
def test_many_are_asked_about_by_one_query(users, django_assert_num_queries):
    asked = [Known(f"Lis-{number}", "Ewa", born_on=BORN) for number in range(200)]
    with django_assert_num_queries(1):
        in_the_register(asked)


def test_the_same_pesel_is_the_same_person_whatever_the_names():
    assert alike(Known("Lis", "Ewa", pesel="81050412355"), Known("X", "Y", pesel="81050412355"))
    assert not alike(Known("Lis", "Ewa"), Known("X", "Y"))
