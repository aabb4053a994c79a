"""A case goes to another worker: who writes in it from then on, and until when the first one still may."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from kis.lib.refusals import Refused
from participants.handover import hand_over
from participants.models import CaseAccess, Person


@pytest.fixture
def handed(person, users, on):
    return hand_over(
        person,
        to=users.colleague,
        by=users.coordinator,
        on=on,
        reason="urlop macierzyński",
        keep_until=on + timedelta(days=7),
    )


def writes(user, person, day):
    return Person.objects.writable_by(user, day).filter(pk=person.pk).exists()


@pytest.mark.parametrize(("days", "still"), [(0, True), (7, True), (8, False)])
def test_the_first_worker_writes_until_the_last_day(days, still, handed, users, on):
    assert writes(users.worker, handed, on + timedelta(days=days)) is still


def test_the_new_worker_leads_the_case(handed, users, on):
    assert handed.responsible == users.colleague
    assert writes(users.colleague, handed, on + timedelta(days=365))


def test_the_reason_and_who_decided_are_kept(handed, users, on):
    access = CaseAccess.objects.get()

    assert (access.reason, access.given_by, access.user) == (
        "urlop macierzyński",
        users.coordinator,
        users.worker,
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"to": "worker"}, "Tę sprawę już prowadzi Anna Wrona."),
        ({"to": "accountant"}, "Sprawę może prowadzić pracownik socjalny albo koordynator."),
        ({"reason": "  "}, "Napisz, dlaczego"),
        ({"days": -1}, "kończy się najwcześniej 23.11.2026"),
    ],
)
def test_what_is_refused(changed, sentence, person, users, on):
    with pytest.raises(Refused, match=sentence):
        hand_over(
            person,
            to=getattr(users, changed.get("to", "colleague")),
            by=users.coordinator,
            on=on,
            reason=changed.get("reason", "urlop"),
            keep_until=on + timedelta(days=changed.get("days", 0)),
        )


def test_a_worker_who_left_gets_no_case(person, users, on):
    get_user_model().objects.filter(pk=users.colleague.pk).update(is_active=False)
    users.colleague.refresh_from_db()

    with pytest.raises(Refused):
        hand_over(
            person,
            to=users.colleague,
            by=users.coordinator,
            on=on,
            reason="urlop",
            keep_until=on,
        )


def test_the_coordinator_hands_over_on_screen(person, users, client_of, today):
    address = reverse("participants:hand_over", args=[person.pk])
    typed = {"to": users.colleague.pk, "reason": "zmiana rejonu", "keep_until": "30.11.2026"}

    response = client_of(users.coordinator).post(address, typed)

    assert response.status_code == 302
    person.refresh_from_db()
    assert person.responsible == users.colleague


def test_a_refusal_is_a_sentence_and_nothing_typed_is_lost(person, users, client_of, today):
    address = reverse("participants:hand_over", args=[person.pk])
    typed = {"to": users.colleague.pk, "reason": "zmiana rejonu", "keep_until": "22.11.2026"}

    text = client_of(users.coordinator).post(address, typed).content.decode()

    assert "kończy się najwcześniej 23.11.2026" in text
    assert "zmiana rejonu" in text
