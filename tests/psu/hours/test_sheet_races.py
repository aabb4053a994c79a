"""Two people in the same cell, or at the same button, at the same moment."""

import datetime

import pytest
from django.urls import reverse

from psu.models import Confirmation, SignedList, Supervision, WorkDay
from psu.proofs.list_changes import last_changes, proofs
from tests.psu.connections import race
from tests.psu.factories import ReferralFactory, work

pytestmark = pytest.mark.django_db(transaction=True)
MAY = datetime.date(2025, 5, 1)
MONDAY = datetime.date(2025, 5, 5)


def saving(client, referral, typed, earlier="", day=MONDAY):
    name = f"h-{referral.pk}-{day.day}"
    url = reverse("psu:sheet_cells", args=[referral.place_id, MAY])
    return lambda: client.post(url, {name: typed, f"earlier-{name}": earlier}).content.decode()


@pytest.fixture
def referral(users, centre):
    return ReferralFactory()


def test_the_second_one_reads_what_the_first_one_saved_and_is_asked(users, client_of, referral):
    first, second = client_of(users.coordinator), client_of(users.coordinator)

    answer = race(saving(first, referral, "5"), saving(second, referral, "4"))

    assert WorkDay.objects.get().hours == 5
    assert "było puste, jest 5 (M. Zając). Wpisano 4. Wybierz, co zostaje." in answer


def test_the_same_hours_typed_by_both_are_one_entry(users, client_of, referral):
    first, second = client_of(users.coordinator), client_of(users.coordinator)

    answer = race(saving(first, referral, "5"), saving(second, referral, "5"))

    assert WorkDay.objects.get().version == 1
    assert "data-refused" not in answer


def test_two_cells_of_one_week_never_pass_its_limit(users, client_of, referral):
    first, second = client_of(users.coordinator), client_of(users.coordinator)

    answer = race(
        saving(first, referral, "6"),
        saving(second, referral, "5", day=MONDAY.replace(day=6)),
    )

    assert [entry.hours for entry in WorkDay.objects.all()] == [6]
    assert "jest już 6 godz. Limit tygodnia: 10. Można wpisać najwyżej 4, wpisano 5." in answer


def test_two_clicks_on_the_confirmation_are_one_confirmation(users, client_of, referral):
    place = referral.place
    Supervision.objects.create(place=place, user=users.supervisor, starts_on=MAY)
    work(referral, MONDAY)
    data = {"seen": last_changes([place], MAY)[place.pk], "from": "sheet"}
    url = reverse("psu:month_confirm", args=[place.pk, MAY])

    def press(client):
        return lambda: client.post(url, data).status_code

    first, second = client_of(users.supervisor), client_of(users.supervisor)
    assert race(press(first), press(second)) == 302
    assert Confirmation.objects.get().version == 2


def noting(client, referral, seen):
    url = reverse("psu:signed_list", args=[referral.place_id, MAY])
    data = {"received_on": "2.06.2025", "agrees": "on", "seen": seen}
    return lambda: client.post(url, data).content.decode()


def test_a_cell_on_its_way_is_not_among_what_a_list_agrees_with(users, client_of, referral):
    first, second = client_of(users.coordinator), client_of(users.coordinator)

    answer = race(saving(first, referral, "5"), noting(second, referral, seen=0))

    assert "Po otwarciu tej strony zmieniono wpisy tego miesiąca" in answer
    assert not SignedList.objects.exists()


def test_a_cell_that_waits_for_a_list_makes_it_old(users, client_of, referral):
    first, second = client_of(users.coordinator), client_of(users.coordinator)

    race(noting(first, referral, seen=0), saving(second, referral, "5"))

    assert WorkDay.objects.get().hours == 5
    assert SignedList.objects.get().agrees
    assert not proofs().exists()
