"""A pause and a long day end a login; what was typed waits behind the next one."""

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kis.accounts.opened_forms import FIELD, new_key
from kis.journal.models import AccessEntry
from tests.entry.factors import LOGIN, typed

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def is_in(client):
    return client.get("/moje-ustawienia/").status_code == 200


def test_a_pause_of_half_an_hour_ends_a_login_and_says_so(users, centre, clock):
    client = typed(users.worker)
    clock.shift(29 * MINUTE)
    assert is_in(client)
    clock.shift(29 * MINUTE)
    assert is_in(client), "each page begins the pause anew"
    clock.shift(31 * MINUTE)
    response = client.get("/moje-ustawienia/")
    assert response.url == f"{LOGIN}?next=/moje-ustawienia/"
    page = client.get(response.url).content.decode()
    assert "Wylogowano po 30 minutach przerwy. Zaloguj się – wpisany tekst czeka." in page
    assert not UserSession.objects.exists()
    assert AccessEntry.objects.filter(act="login_ended", user=users.worker).count() == 1


def test_twelve_hours_end_a_login_that_had_no_pause(users, centre, clock):
    client = typed(users.worker)
    for _ in range(36):
        clock.shift(20 * MINUTE)
        assert is_in(client)
    clock.shift(MINUTE)
    assert not is_in(client)


def test_the_limits_are_settings(users, centre, clock, settings):
    settings.IDLE_LOGIN_SECONDS, settings.LONGEST_LOGIN_SECONDS = 600, 3600
    client = typed(users.worker)
    clock.shift(11 * MINUTE)
    assert not is_in(client)


def test_a_session_that_tells_no_beginning_is_over(users, centre, client_of):
    client = client_of(users.worker)
    session = client.session
    del session["login_began"]
    session.save()
    assert not is_in(client)


def test_what_was_typed_waits_behind_the_next_login(users, centre, clock):
    client = typed(users.worker)
    address, fields = "/osoby/nowa/", [["last_name", "Wiśniewska"]]
    typed_in = {"adres": address, "pola": json.dumps(fields), FIELD: new_key()}
    assert client.post("/niezapisane/zachowaj/", typed_in).status_code == 200
    clock.shift(31 * MINUTE)
    assert not is_in(client)
    page = typed(users.worker).get(address).content.decode()
    assert 'name="przywroc"' in page


def test_a_page_within_the_minute_writes_nothing(users, centre, clock):
    client = typed(users.worker)
    is_in(client)
    with CaptureQueriesContext(connection) as asked:
        assert is_in(client)
    writes = ("UPDATE", "INSERT", "DELETE")
    assert not [query for query in asked if query["sql"].startswith(writes)]
    assert not [query for query in asked if "usersession" in query["sql"]]


def test_an_ended_login_leaves_no_session_behind(users, centre, clock):
    client = typed(users.worker)
    key = client.session.session_key
    clock.shift(31 * MINUTE)
    is_in(client)
    assert not Session.objects.filter(session_key=key).exists()
