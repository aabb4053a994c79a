"""Attendance lists: what is printed to be signed at the place."""

import datetime
import re

import pytest
from django.urls import reverse

from psu.hours.attendance_keeping import kept_list
from psu.models import AttendancePaper, Referral
from tests.factories import PersonFactory
from tests.papers import faults, pages, text
from tests.psu.factories import ReferralFactory, WorkPlaceFactory, sign_list, work
from tests.refused import refused

MAY = datetime.date(2025, 5, 1)


@pytest.fixture
def referral(users, centre):
    person = PersonFactory(
        last_name="Żak", first_name="Danuta", responsible=users.worker, pesel="81050410027"
    )
    return ReferralFactory(person=person, place=WorkPlaceFactory(name="Szkoła nr 3"))


@pytest.fixture
def paper(client_of, users, referral):
    def fetch(name, **chosen):
        url = reverse(f"psu:{name}", args=[referral.place_id, MAY])
        return client_of(users.coordinator).get(url, chosen).content

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


def test_both_lists_carry_the_letterhead_of_the_centre(paper, referral):
    work(referral, MAY.replace(day=6), "2.5")
    for name in ("attendance_blank", "attendance_filled"):
        words = text(paper(name))
        assert "Miejski Ośrodek Pomocy Społecznej w Puławach" in words
        assert "ul. Leśna 17, 24-100 Puławy" in words


PLAN = {"planned_days": {"0": "5", "2": "5"}, "planned_time": "8.00–13.00"}
# Mondays and Wednesdays of May 2025 without a holiday.
PLANNED = [
    "5.05 pn",
    "7.05 śr",
    "12.05 pn",
    "14.05 śr",
    "19.05 pn",
    "21.05 śr",
    "26.05 pn",
    "28.05 śr",
]


def test_the_blank_list_has_the_planned_days_with_their_hours(paper, referral):
    Referral.objects.update(**PLAN)
    words = text(paper("attendance_blank"))
    assert re.findall(r"\d+\.05 \w\w", words) == PLANNED
    assert words.count("8.00–13.00") == len(PLANNED) + 1  # and once in the terms


def test_the_blank_list_has_all_days_when_they_are_chosen(paper, referral):
    Referral.objects.update(**PLAN)
    words = text(paper("attendance_blank", dni="wszystkie"))
    assert len(re.findall(r"\d+\.05 \w\w", words)) == 25  # of 31 without four Sundays, 1 and 3 May
    assert "6.05 wt" in words


def test_a_day_planned_on_a_sunday_or_outside_the_referral_is_known(paper, referral):
    Referral.objects.update(planned_days={"6": "2"}, ends_on=MAY.replace(day=20))
    assert re.findall(r"\d+\.05 \w\w", text(paper("attendance_blank"))) == [
        *("4.05 nd", "11.05 nd", "18.05 nd")
    ]


def test_a_plan_of_several_hours_of_the_day_is_told_and_fills_nothing_in(paper, referral):
    Referral.objects.update(planned_days={"0": "5"}, planned_time="pn 8–13, śr 9–12")
    words = text(paper("attendance_blank"))
    assert words.count("pn 8–13, śr 9–12") == 1


def test_a_plan_that_names_the_beginning_alone_ends_after_the_planned_hours(paper, referral):
    plan = {"planned_days": {"0": "5", "2": "3"}, "planned_time": "od 8.00"}
    Referral.objects.update(**plan)
    words = text(paper("attendance_blank"))
    assert words.count("8.00–13.00") == words.count("8.00–11.00") == len(PLANNED) / 2
    work(referral, MAY.replace(day=5), "5")
    work(referral, MAY.replace(day=7), "2")
    filled = text(paper("attendance_filled"))
    assert "5.05 pn 8.00–13.00 5,00" in filled
    assert "7.05 śr 2,00" in filled


def test_the_grey_field_is_explained_where_there_is_one(paper, users, referral):
    Referral.objects.update(**PLAN)
    assert "Szare pole" not in text(paper("attendance_blank"))
    other = PersonFactory(responsible=users.worker)
    ReferralFactory(place=referral.place, person=other, planned_days={"1": "5"})
    assert "Szare pole" in text(paper("attendance_blank"))


@pytest.mark.parametrize(("hours", "told"), [("5", "8.00–13.00 5,00"), ("4", "4,00")])
def test_the_filled_list_takes_from_and_to_of_the_plan_where_as_much_was_worked(
    paper, referral, hours, told
):
    Referral.objects.update(**PLAN)
    work(referral, MAY.replace(day=5), hours)
    assert f"5.05 pn {told}" in text(paper("attendance_filled"))


@pytest.mark.parametrize("days", ["", "wszystkie"])
@pytest.mark.parametrize(("people", "sheets"), [(1, 1), (7, 1), (8, 2)])
def test_seven_people_need_one_page_with_the_signatures(
    client_of, users, referral, people, sheets, days
):
    """July 2025 has 27 days without a Sunday: no month has more."""
    for number in range(people - 1):
        # Each on terms of their own, under a long name: so much stands above the table at most.
        person = PersonFactory(
            last_name=f"Brzęczyszczykiewicz-Kowal{number}",
            first_name="Małgorzata",
            responsible=users.worker,
        )
        ReferralFactory(
            person=person,
            place=referral.place,
            agreement=referral.agreement,
            planned_days={str(number % 6): "5"},
            planned_time=f"{number + 7}.00–{number + 12}.00",
        )
    url = reverse("psu:attendance_blank", args=[referral.place_id, datetime.date(2025, 7, 1)])

    content = client_of(users.coordinator).get(url, {"dni": days}).content
    found = pages(content)

    assert faults(content) == []
    assert len(found) == sheets
    assert all(sheet.count("Razem") == 1 for sheet in found)
    assert "opiekun PSU – potwierdzam" in found[-1]


def test_the_sheet_offers_both_blank_lists(client_of, users, referral):
    page = (
        client_of(users.coordinator).get(reverse("psu:sheet", args=[referral.place_id, MAY])).text
    )
    blank = reverse("psu:attendance_blank", args=[referral.place_id, MAY])
    assert f'href="{blank}"' in page
    assert f'href="{blank}?dni=wszystkie"' in page


# the signed list is printed again as it was


@pytest.fixture
def renamed(referral):
    def rename():
        referral.person.last_name = "Inna"
        referral.person.save()

    return rename


def test_a_list_whose_signed_copy_is_noted_keeps_its_bytes(paper, users, referral, renamed):
    work(referral, MAY.replace(day=6))
    before = paper("attendance_filled")
    sign_list(referral.place, MAY, users.coordinator)
    renamed()
    assert paper("attendance_filled") == before


def test_a_list_printed_first_behind_the_note_is_kept_from_then_on(paper, users, referral, renamed):
    work(referral, MAY.replace(day=6))
    sign_list(referral.place, MAY, users.coordinator)
    before = paper("attendance_filled")
    renamed()
    assert paper("attendance_filled") == before
    assert AttendancePaper.objects.get().document.content == before


@pytest.mark.parametrize("agrees", [None, False])
def test_until_the_signed_copy_agrees_each_print_is_of_today(
    paper, users, referral, renamed, agrees
):
    work(referral, MAY.replace(day=6))
    before = paper("attendance_filled")
    if agrees is not None:
        sign_list(referral.place, MAY, users.coordinator, agrees=agrees)
    assert paper("attendance_filled") == before
    assert AttendancePaper.objects.count() == 1
    renamed()
    assert "Inna Danuta" in text(paper("attendance_filled"))


def test_entries_changed_behind_the_note_are_printed_anew(paper, users, referral):
    work(referral, MAY.replace(day=6))
    paper("attendance_filled")
    sign_list(referral.place, MAY, users.coordinator)
    work(referral, MAY.replace(day=7), "2.5")
    assert "7.05 śr 2,50" in text(paper("attendance_filled"))


def test_somebody_sent_there_later_who_has_no_entry_leaves_the_signed_list_as_it_is(
    paper, users, referral, renamed
):
    work(referral, MAY.replace(day=6))
    before = paper("attendance_filled")
    sign_list(referral.place, MAY, users.coordinator)
    ReferralFactory(place=referral.place, person=PersonFactory(responsible=users.worker))
    renamed()
    assert paper("attendance_filled") == before


def test_a_kept_list_of_people_whom_the_reader_does_not_see_is_not_given_out(users, referral):
    work(referral, MAY.replace(day=6))
    sign_list(referral.place, MAY, users.coordinator)
    kept_list(referral.place, MAY, Referral.objects.all(), by=users.coordinator)
    seen_by_nobody = kept_list(referral.place, MAY, Referral.objects.none(), by=users.accountant)
    assert "Żak" not in text(seen_by_nobody)


def test_a_kept_list_is_neither_changed_nor_deleted(paper, users, referral):
    work(referral, MAY.replace(day=6))
    paper("attendance_filled")
    with refused("attendance_paper_is_kept"):
        AttendancePaper.objects.update(made_by=users.head)
    with refused("attendance_paper_is_kept"):
        AttendancePaper.objects.all().delete()
