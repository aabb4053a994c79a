"""A right withdrawn, an account switched off, a login ended while a page is open: the next request knows."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from kis.accounts.rights import Role
from participants.models import Note
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SENT = {"kind": "call", "text": "po odebraniu", "day": "2.11.2026", "hour": "8.00"}


@pytest.fixture
def form(person):
    return reverse("participants:note_new", args=[person.pk])


def test_a_form_opened_before_the_role_was_withdrawn_saves_nothing(form, users, centre, client_of):
    worker = client_of(users.worker)
    assert worker.get(form).status_code == 200
    users.worker.groups.clear()
    assert worker.post(form, SENT).status_code == 403
    assert worker.get(form).status_code == 403
    assert not Note.objects.exists()


def test_an_account_switched_off_is_out_with_all_its_windows(form, users, centre, client_of):
    windows = [client_of(users.worker), client_of(users.worker)]
    users.worker.is_active = False
    users.worker.save()
    for window in windows:
        assert window.post(form, SENT).url.startswith("/konto/login/")
    assert not Note.objects.exists()


def test_who_loses_one_of_two_roles_keeps_what_the_other_gives(users, centre, client_of):
    users.worker.groups.add(users.head.groups.get())
    worker = client_of(users.worker)
    assert worker.get(reverse("participants:openings")).status_code == 200
    users.worker.groups.remove(users.head.groups.get())
    assert worker.get(reverse("participants:openings")).status_code == 403
    assert worker.get(reverse("participants:list")).status_code == 200
    assert Role.SOCIAL_WORKER in type(users.worker).objects.get(pk=users.worker.pk).roles


# Logins


def cookie(client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def with_cookie(value) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = value
    return client


def opens(client) -> bool:
    return client.get(reverse("desk:start")).status_code == 200


def test_a_cookie_kept_from_before_the_logout_opens_nothing(users, centre, client_of):
    worker = client_of(users.worker)
    stolen = cookie(worker)
    assert opens(with_cookie(stolen))
    worker.post(reverse("account_logout"))
    assert not opens(with_cookie(stolen))


def test_a_login_takes_no_session_that_was_there_before(users, centre):
    planted = Client()
    planted.get(reverse("account_login"))
    session = planted.session
    session["planted"] = True
    session.save()
    planted.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    planted.post(reverse("account_login"), {"login": "worker", "password": PASSWORD})
    assert cookie(planted) != session.session_key
    assert not opens(with_cookie(session.session_key))


def test_an_expired_and_a_made_up_session_open_nothing(users, centre, client_of):
    worker = client_of(users.worker)
    Session.objects.filter(pk=cookie(worker)).update(expire_date="2020-01-01T00:00Z")
    assert not opens(worker)
    for made_up in ("", "x" * 32, "../../etc/passwd", "'; DROP TABLE users; --"):
        assert not opens(with_cookie(made_up))


def test_a_changed_password_ends_the_other_logins(users, centre, client_of):
    first, other = client_of(users.worker), client_of(users.worker)
    new = "zielony rower w stodole"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert first.post(reverse("account_change_password"), sent).status_code == 302
    assert not opens(other)


def test_a_logout_clears_what_the_browser_kept(users, centre, client_of):
    worker = client_of(users.worker)
    assert "Clear-Site-Data" not in worker.get(reverse("desk:start")).headers
    answer = worker.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
