"""Staff and grants: entered for the yearly report, corrected, voided by a second person."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from kis.reports.models import Grant, Staff
from tests.refused import name_of_refusal
from tests.reports.made import grant, staff_member

pytestmark = pytest.mark.django_db
D = datetime.date
STAFF = {
    "name": "Halina  Gil",
    "sex": "K",
    "position": "doradca zawodowy",
    "basis": "employment",
    "full_time": "0,5",
    "starts_on": "1.02.2025",
}
GRANT = {
    "year": "2025",
    "source": "alcohol",
    "title": "Zajęcia",
    "received_on": "3.03.2025",
    "received": "18 000,00 zł",
    "spent": "17 500,50",
    "returned": "499,50",
    "settled_on": "20.01.2026",
}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-02-12 12:00", tick=False):
        yield


@pytest.fixture
def coordinator(client_of, users, centre):
    return client_of(users.coordinator)


def address(name, *numbers):
    return reverse(f"reports:{name}", args=numbers)


def text_of(response):
    return response.content.decode()


def test_who_works_in_the_club_is_entered_with_time_and_basis(coordinator, users):
    answer = coordinator.post(address("staff_new"), STAFF)
    assert answer.status_code == 302, text_of(answer)
    row = Staff.objects.get()
    assert (row.name, row.full_time, row.entered_by) == (
        "Halina Gil",
        Decimal("0.50"),
        users.coordinator,
    )
    page = text_of(coordinator.get(address("staff")))
    assert "0,5 etatu" in page
    assert "umowa o pracę" in page


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"full_time": None}, "staff_working_time"),
        ({"full_time": Decimal("1.5")}, "staff_working_time"),
        ({"monthly_hours": Decimal(10)}, "staff_working_time"),
        ({"basis": "mandate", "full_time": Decimal(1)}, "staff_working_time"),
        ({"basis": "mandate", "monthly_hours": Decimal(321)}, "staff_hours_in_month"),
        ({"basis": "other"}, "staff_other_basis_told"),
        ({"basis_note": "x"}, "staff_other_basis_told"),
        ({"ends_on": D(2024, 12, 31)}, "staff_ends_after_start"),
    ],
)
def test_the_database_holds_what_an_entry_says(users, facts, name):
    assert name_of_refusal(staff_member, entered_by=users.coordinator, **facts) == name


def test_nobody_stands_twice_on_the_same_terms(users):
    staff_member(entered_by=users.coordinator, ends_on=D(2025, 6, 30))
    staff_member(entered_by=users.coordinator, starts_on=D(2025, 7, 1), full_time=Decimal(1))
    refused = name_of_refusal(staff_member, entered_by=users.coordinator, starts_on=D(2025, 9, 1))
    assert refused == "staff_once_a_day"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"full_time": ""}, "Umowa o pracę ma część etatu"),
        ({"basis": "other", "full_time": ""}, "napisz, jaka to podstawa"),
        ({"ends_on": "1.01.2025"}, "Ostatni dzień nie może być przed pierwszym."),
    ],
)
def test_what_is_wrong_with_an_entry_is_said(coordinator, facts, words):
    assert words in text_of(coordinator.post(address("staff_new"), STAFF | facts))
    assert not Staff.objects.exists()


def test_a_grant_is_entered_with_its_settlement(coordinator):
    coordinator.post(address("grant_new"), GRANT)
    row = Grant.objects.get()
    assert (row.received, row.left, row.settled_on) == (Decimal(18000), 0, D(2026, 1, 20))
    assert "rozliczono 20.01.2026" in text_of(coordinator.get(address("grants")))


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"year": 1999}, "grant_of_a_year"),
        ({"received": Decimal(0)}, "grant_sums_not_negative"),
        ({"returned": Decimal(-1)}, "grant_sums_not_negative"),
        ({"spent": Decimal(600), "returned": Decimal(500)}, "grant_spent_within_received"),
        ({"settled_on": D(2025, 12, 1)}, "grant_settled_whole"),
        ({"settled_on": D(2025, 1, 1), "spent": Decimal(1000)}, "grant_settled_whole"),
    ],
)
def test_the_database_holds_the_sums_of_a_grant(users, facts, name):
    assert name_of_refusal(grant, entered_by=users.coordinator, **facts) == name


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"spent": "18 000"}, "razem najwyżej tyle, ile otrzymano"),
        ({"returned": "0"}, "Rozliczona dotacja jest w całości wykorzystana albo zwrócona"),
    ],
)
def test_sums_that_do_not_agree_are_said(coordinator, facts, words):
    assert words in text_of(coordinator.post(address("grant_new"), GRANT | facts))
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    ("name", "make", "changed"),
    [
        ("staff", staff_member, STAFF | {"position": "psycholog"}),
        ("grant", grant, GRANT | {"title": "Inna"}),
    ],
)
def test_an_entry_is_corrected_and_a_second_person_voids_it(
    name, make, changed, coordinator, client_of, users
):
    row = make(entered_by=users.coordinator)
    coordinator.post(address(f"{name}_edit", row.pk), changed | {"row_version": row.version})
    row.refresh_from_db()
    assert row.version == 2

    own = coordinator.post(address(f"{name}_void", row.pk), {"reason": "Pomyłka."})
    assert "Wpis unieważnia druga osoba" in text_of(own)
    client_of(users.head).post(address(f"{name}_void", row.pk), {"reason": "Pomyłka."})
    assert not type(row).objects.exists()
    assert type(row).with_voided.get().void_reason == "Pomyłka."
    led_back = coordinator.get(address(f"{name}_edit", row.pk), follow=True)
    assert "Ten wpis unieważniono 12.02.2026" in text_of(led_back)


def test_voided_entries_are_struck_out_and_not_taken_away(coordinator, users):
    row = staff_member(entered_by=users.worker)
    row.void(by=users.coordinator, reason="Pomyłka.")
    assert "Halina Gil" in text_of(coordinator.get(address("staff")))
    assert "Halina Gil" not in text_of(coordinator.get(address("staff") + "?plik=csv"))


def test_the_inspector_reads_and_is_offered_no_act(client_of, users, centre):
    staff_member(entered_by=users.coordinator)
    page = text_of(client_of(users.inspector).get(address("staff")))
    assert "Halina Gil" in page
    assert "Nowy wpis" not in page
    assert "Popraw" not in page
