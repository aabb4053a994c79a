"""Attendance lists: what is printed to be signed at the place."""

import datetime

import pytest
from django.urls import reverse

from tests.factories import PersonFactory
from tests.papers import pages, text
from tests.psu.factories import ReferralFactory, WorkPlaceFactory, work

MAY = datetime.date(2025, 5, 1)


@pytest.fixture
def referral(users, centre):
    person = PersonFactory(
        last_name="Żak", first_name="Danuta", responsible=users.worker, pesel="81050410027"
    )
    return ReferralFactory(person=person, place=WorkPlaceFactory(name="Szkoła nr 3"))


@pytest.fixture
def paper(client_of, users, referral):
    def fetch(name):
        url = reverse(f"psu:{name}", args=[referral.place_id, MAY])
        return client_of(users.coordinator).get(url).content

    return fetch


@pytest.mark.parametrize("name", ["attendance_blank", "attendance_filled"])
def test_it_names_person_place_and_work_and_never_the_number(paper, referral, name):
    words = text(paper(name))

    for expected in ("Żak Danuta", "Szkoła nr 3", "maj 2025", "sprzątanie terenu", "opiekun PSU"):
        assert expected in words
    assert "81050410027" not in words
    assert "PESEL" not in words


def test_the_blank_list_has_a_row_for_each_day_but_sundays_and_holidays(paper):
    words = text(paper("attendance_blank"))

    assert "2.05 pt" in words
    assert "31.05 sb" in words
    for left_out in ("1.05 cz", "3.05 sb", "4.05 nd"):
        assert left_out not in words


def test_the_filled_list_has_hours_absences_and_the_sum(paper, referral):
    work(referral, MAY.replace(day=6), "2.5")
    work(referral, MAY.replace(day=7), "4")
    work(referral, MAY.replace(day=8), "0", outcome="excused")

    words = text(paper("attendance_filled"))

    assert "6.05 wt 2,50" in words
    assert "8.05 cz U" in words
    assert "Razem 6,50" in words
    assert "9.05" not in words


def test_each_blank_list_fits_a_page(paper, referral):
    for _ in range(2):
        ReferralFactory(place=referral.place, agreement=referral.agreement)

    sheets = pages(paper("attendance_blank"))

    assert len(sheets) == 3
    assert all(sheet.count("Razem") == 1 for sheet in sheets)
