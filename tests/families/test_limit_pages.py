"""A limit of one assistant, set and put right by the head."""

import pytest
from django.urls import reverse

from tests.families.factories import AssistantLimitFactory, D, works_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
SENT = {"families": "3", "points": "", "reason": "pół etatu", "row_version": "1"}


@pytest.fixture
def own(assistant, users):
    return AssistantLimitFactory(assistant=assistant, families=5, set_by=users.head)


def address(own):
    return reverse("families:limit_edit", args=[own.assistant_id, own.pk])


def test_the_page_of_an_assistant_leads_to_each_limit_and_there_it_is_put_right(
    client_of, users, own
):
    client = client_of(users.head)
    page = client.get(reverse("families:assistant", args=[own.assistant_id]))
    assert address(own) in page.content.decode()
    client.post(address(own), SENT)
    own.refresh_from_db()
    assert (own.families, own.reason) == (3, "pół etatu")


def test_its_day_stays_whatever_is_sent(client_of, users, own):
    day = own.valid_from
    client_of(users.head).post(address(own), SENT | {"valid_from": "1.01.2030"})
    own.refresh_from_db()
    assert (own.families, own.valid_from) == (3, day)


def test_below_the_families_that_are_there_it_is_refused_in_words(client_of, users, assistant, own):
    for _ in range(4):
        works_with(assistant, users, since=D(2026, 3, 5))
    page = client_of(users.head).post(address(own), SENT)
    assert page.status_code == 200
    assert "Nie zapisano" in page.content.decode()
    own.refresh_from_db()
    assert own.families == 5


def test_of_another_assistant_there_is_no_such_limit(client_of, users, own):
    wrong = reverse("families:limit_edit", args=[own.assistant_id + 1, own.pk])
    assert client_of(users.head).get(wrong).status_code == 404
