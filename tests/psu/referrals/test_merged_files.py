"""A referral of a merged file: shown in the first file, carried on by who leads it."""

import pytest
from django.urls import reverse

from participants.merging import merge
from tests.factories import PersonFactory
from tests.psu.factories import ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(users, centre):
    """The first file and a referral of the second."""
    first = PersonFactory(responsible=users.worker)
    second = PersonFactory(responsible=users.colleague)
    referral = ReferralFactory(person=second)
    merge(second, into=first, by=users.coordinator, reason="ten sam dowód osobisty")
    return first, referral


def test_the_tab_of_the_first_file_shows_it_and_says_whose_it_is(merged, users, client_of):
    first, referral = merged
    page = client_of(users.worker).get(reverse("psu:person", args=[first.pk])).content.decode()
    assert referral.number in page
    assert f"z karty nr {referral.person_id}" in page
    assert reverse("psu:person_papers", args=[referral.person_id]) in page


def test_who_leads_the_first_file_carries_it_on_and_who_led_the_second_does_not(
    merged, users, client_of
):
    _, referral = merged
    address = reverse("psu:referral_edit", args=[referral.pk])
    assert client_of(users.worker).get(address).status_code == 200
    assert client_of(users.colleague).get(address).status_code == 404


def test_a_new_referral_is_entered_in_the_first_file_alone(merged, users, client_of):
    first, referral = merged
    client = client_of(users.worker)
    assert client.get(reverse("psu:referral_new", args=[first.pk])).status_code == 200
    second = reverse("psu:referral_new", args=[referral.person_id])
    assert client.get(second).status_code == 404
