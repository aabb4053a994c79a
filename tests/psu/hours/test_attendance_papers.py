"""Attendance lists: what is printed to be signed at the place."""

import datetime

import pytest
from django.urls import reverse

from tests.factories import PersonFactory
from tests.papers import faults, pages, text
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
    for letter in ("U – nieobecność", "N – nieuspraw", "O – odmowa", "P – przestój"):
        assert letter in words


@pytest.mark.parametrize("name", ["attendance_blank", "attendance_filled"])
def test_archive_and_screen_reader_object_to_nothing(paper, referral, name):
    work(referral, MAY.replace(day=6), "2.5")
    other = ReferralFactory(place=referral.place, agreement=referral.agreement)
    work(other, MAY.replace(day=7), "0", outcome="idle")

    assert faults(paper(name)) == []


def test_the_blank_list_has_a_row_for_each_day_but_sundays_and_holidays(paper):
    words = text(paper("attendance_blank"))

    assert "2.05 pt" in words
    assert "31.05 sb" in words
    for left_out in ("1.05 cz", "3.05 sb", "4.05 nd"):
        assert left_out not in words


def test_the_filled_list_has_hours_from_and_to_absences_and_the_sum(paper, referral):
    work(referral, MAY.replace(day=6), "2.5")
    eight, half_past_twelve = datetime.time(8), datetime.time(12, 30)
    work(referral, MAY.replace(day=7), "4", starts_at=eight, ends_at=half_past_twelve)
    work(referral, MAY.replace(day=8), "0", outcome="excused")

    words = text(paper("attendance_filled"))

    assert "6.05 wt 2,50" in words
    assert "7.05 śr 8.00–12.30 4,00" in words
    assert "8.05 cz U" in words
    assert "Razem 6,50" in words
    assert "9.05" not in words


@pytest.mark.parametrize("people", [1, 3])
def test_each_blank_list_fits_a_page_with_the_signatures_on_the_last(
    client_of, users, referral, people
):
    """July 2025 has 27 days without a Sunday: no month has more."""
    for _ in range(people - 1):
        ReferralFactory(place=referral.place, agreement=referral.agreement)
    url = reverse("psu:attendance_blank", args=[referral.place_id, datetime.date(2025, 7, 1)])

    sheets = pages(client_of(users.coordinator).get(url).content)

    assert len(sheets) == people
    assert all(sheet.count("Razem") == 1 for sheet in sheets)
    assert "opiekun PSU – potwierdzam" in sheets[-1]
