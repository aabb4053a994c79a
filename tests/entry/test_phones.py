"""A supervisor's telephone: an invitation that opens once and not for long; nothing else gets in by it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kis.entry.models import Invitation
from kis.journal.models import AccessEntry
from tests.entry.factors import application

pytestmark = pytest.mark.django_db
PHONES, PHONE, KEY = (reverse(f"entry:{name}") for name in ("phones", "invited", "phone_key"))


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


def invite(client, user):
    page = client.post(PHONES, {"kto": user.pk}).content.decode()
    return re.search(r'value="http://localhost:8000/konto/zaproszenie/#([\w-]+)"', page)[1]


def opens(token):
    return Client().post(PHONE, {"kod": token}).status_code == 302


def test_an_invitation_is_shown_once_and_kept_as_a_digest(users, centre, client_of):
    client = client_of(users.coordinator)
    token = invite(client, users.supervisor)
    assert len(token) == 43
    assert token not in client.get(PHONES).content.decode()
    assert token not in str(Invitation.objects.values())
    assert AccessEntry.objects.filter(act="phone_invited", number=users.supervisor.pk).exists()
    assert opens(token)


def test_a_newer_invitation_a_day_and_a_key_end_it(users, centre, client_of):
    client = client_of(users.coordinator)
    old = invite(client, users.supervisor)
    new = invite(client, users.supervisor)
    assert (opens(old), opens(new)) == (False, True)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert not opens(new)
    application(users.supervisor)
    assert not opens(new)


def test_a_used_invitation_and_a_switched_off_account_open_nothing(users, centre, client_of):
    token = invite(client_of(users.coordinator), users.supervisor)
    users.supervisor.is_active = False
    users.supervisor.save()
    assert not opens(token)
    users.supervisor.is_active = True
    users.supervisor.save()
    Invitation.objects.update(used_at=timezone.now())
    assert not opens(token)


def test_whoever_does_more_than_look_after_a_place_is_not_invited(users, centre, client_of):
    client = client_of(users.coordinator)
    for number in (users.worker.pk, "", "x", "9" * 30):
        assert client.post(PHONES, {"kto": number}).status_code == 302
    application(users.supervisor)
    assert client.post(PHONES, {"kto": users.supervisor.pk}).status_code == 302
    assert not Invitation.objects.exists()


def test_a_guessed_code_and_no_code_are_refused_in_words(client, centre):
    for code in ("", "zgaduję", "a" * 43):
        page = client.post(PHONE, {"kod": code}).content.decode()
        assert "Zaproszenie nie działa" in page
    assert client.get(KEY).url == PHONE


def test_a_key_that_was_not_made_here_joins_nothing(users, centre, client_of):
    token, client = invite(client_of(users.coordinator), users.supervisor), Client()
    client.post(PHONE, {"kod": token})
    assert client.get(KEY).status_code == 200
    for credential in ("", "{}", '{"id": "a"}', "null", "[]", '{"response": {}}'):
        assert client.post(KEY, {"credential": credential}).status_code == 200, credential
    assert client.get("/").status_code == 302
    assert Invitation.objects.get().used_at is None


def test_one_person_has_one_open_invitation(users):
    Invitation.objects.invite(users.supervisor, by=users.system, to="phone")
    with pytest.raises(IntegrityError, match="invitation_open_once"):
        Invitation.objects.create(
            user=users.supervisor, mark="x", made_by=users.system, ends_at=timezone.now()
        )
