"""The office's own directory says who somebody is; the program decides whether and to what."""

from datetime import timedelta
from urllib.parse import urlsplit

import jwt
import pytest
import requests
import time_machine
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kis.accounts.models import User
from kis.journal.models import AccessEntry
from tests.entry.factors import CODE, LOGIN, application, code
from tests.entry.provider import CLIENT, NAME, SECRET, Provider, named_in, new_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    running = Provider()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def directory(settings, provider):
    cache.clear()
    named_in(settings, provider)


@pytest.fixture
def known(users, centre):
    SocialAccount.objects.create(user=users.worker, provider=NAME, uid="osoba-7")
    return users.worker


def start(client):
    """To the directory and, as the browser does, back: the address that it leads to."""
    response = client.post(reverse("openid_connect_login", args=[NAME]))
    assert response.status_code == 302, response.content.decode()[-3000:]
    back = requests.get(response.url, allow_redirects=False, timeout=5).headers["Location"]
    url = urlsplit(back)
    return f"{url.path}?{url.query}"


def come_back(client=None):
    client = client or Client()
    return client, client.get(start(client))


def is_in(client):
    return client.get("/moje-ustawienia/").status_code == 200


def test_a_connected_person_comes_in_with_the_roles_of_the_program(known):
    client, response = come_back()
    assert (response.status_code, response.url) == (302, "/")
    assert is_in(client)
    assert client.get("/osoby/").status_code == 200
    assert client.get("/administracja/accounts/user/").status_code in (302, 403)
    assert AccessEntry.objects.filter(act="login", user=known).count() == 1
    assert not SocialToken.objects.exists()


def test_the_directory_is_no_second_factor(known, settings):
    settings.SECOND_FACTOR = True
    client, _ = come_back()
    assert client.get("/").url == "/konto/skladniki/"
    application(known)
    client, response = come_back()
    assert response.url == CODE
    assert not is_in(client)
    client.post(CODE, {"code": code()})
    assert is_in(client)


def test_a_stranger_is_told_what_the_administrator_needs_and_no_account_is_made(
    users, centre, provider
):
    before = User.objects.count()
    provider.subject, provider.wrong = "obcy-1", {"email": "w@example.pl", "email_verified": True}
    User.objects.filter(pk=users.worker.pk).update(email="w@example.pl")
    client, response = come_back()
    page = response.content.decode()
    assert response.status_code == 403
    assert "obcy-1" in page
    assert provider.issuer in page
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()
    assert not is_in(client)


def test_a_switched_off_account_stays_out(known):
    User.objects.filter(pk=known.pk).update(is_active=False)
    client, _ = come_back()
    assert not is_in(client)


def unsigned(claims):
    return jwt.encode(claims, None, "none", {"kid": "1"})


OTHER_KEY = new_key()
WRONG = {
    "another issuer": {"iss": "https://inny.example.pl"},
    "for another program": {"aud": "inny"},
    "for others too": {"aud": [CLIENT, "inny"]},
    "over": {"exp": 1_700_000_000},
    "without an end": {"exp": ...},
    "without a name": {"sub": ...},
    "an empty name": {"sub": ""},
    "no name": {"sub": None},
    "a number for a name": {"sub": 7},
}
SIGNED = {
    "by another key": lambda told: jwt.encode(told, OTHER_KEY, "RS256", {"kid": "1"}),
    "by an unknown key": lambda told: jwt.encode(told, OTHER_KEY, "RS256", {"kid": "2"}),
    "without a key's number": lambda told: jwt.encode(told, OTHER_KEY, "RS256"),
    "by a shared word": lambda told: jwt.encode(told, "x" * 64, "HS256", {"kid": "1"}),
    "by nobody": unsigned,
    "garbled": lambda told: "a.b.c",
    "nothing": lambda told: "",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_claims_that_are_not_ours_let_nobody_in(wrong, known, provider):
    provider.wrong = WRONG[wrong]
    client, response = come_back()
    assert response.status_code in (401, 403), wrong
    assert not is_in(client)


@pytest.mark.parametrize("signed", SIGNED)
def test_a_token_signed_otherwise_lets_nobody_in(signed, known, provider):
    provider.sign = SIGNED[signed]
    client, response = come_back()
    assert response.status_code in (401, 403), signed
    assert not is_in(client)


def test_an_answer_is_good_once_and_in_its_own_browser(known):
    first = Client()
    address = start(first)
    stranger = Client()
    assert stranger.get(address).status_code == 401
    assert not is_in(stranger)
    first.get(address)
    assert is_in(first)
    again = Client()
    again.get(address)
    assert not is_in(again)


def test_a_directory_that_is_down_is_told_and_the_password_still_works(known, provider):
    provider.stop()
    response = Client().post(reverse("openid_connect_login", args=[NAME]))
    assert response.status_code == 503
    assert "nie odpowiada" in response.content.decode()


def test_nobody_connects_their_own_account(known, users, provider, client_of):
    provider.subject = "inna-osoba"
    client = client_of(users.coordinator)
    asked = f"{reverse('openid_connect_login', args=[NAME])}?process=connect"
    response = client.post(asked)
    back = requests.get(response.url, allow_redirects=False, timeout=5).headers["Location"]
    client.get(f"{urlsplit(back).path}?{urlsplit(back).query}")
    assert SocialAccount.objects.get().user == known


def test_the_administrator_connects_and_disconnects_an_account(users, centre, client_of):
    address, admin = reverse("entry:directory", args=[users.worker.pk]), client_of(users.system)
    assert client_of(users.coordinator).get(address).status_code == 403
    admin.post(address, {"subject": "osoba-7"})
    assert is_in(come_back()[0])
    page = admin.post(
        reverse("entry:directory", args=[users.head.pk]), {"subject": "osoba-7"}
    ).content.decode()
    assert "ma już inne konto" in page
    admin.post(address, {"subject": ""})
    assert not SocialAccount.objects.exists()


def test_whose_connection_is_taken_away_is_out_at_once(known, users, client_of):
    client, _ = come_back()
    address, admin = reverse("entry:directory", args=[known.pk]), client_of(users.system)
    admin.post(address, {"subject": "osoba-7"})
    assert is_in(client), "nothing changed"
    admin.post(address, {"subject": ""})
    assert not is_in(client)
    assert is_in(admin)


def test_a_login_by_the_directory_has_the_limits_of_every_other_and_is_begun_there_anew(known):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client, _ = come_back()
        clock.shift(timedelta(minutes=31))
        assert not is_in(client)
        client, _ = come_back(client)
        for _ in range(36):
            assert is_in(client)
            clock.shift(timedelta(minutes=20))
        clock.shift(timedelta(minutes=1))
        assert not is_in(client)


def test_without_a_directory_in_the_settings_there_is_none(
    settings, client, users, client_of, centre
):
    settings.OIDC_ISSUER, settings.SOCIALACCOUNT_PROVIDERS = "", {}
    assert client.post(reverse("openid_connect_login", args=[NAME])).status_code == 404
    assert "katalog" not in client.get(LOGIN).content.decode().lower()
    address = reverse("entry:directory", args=[users.worker.pk])
    page = client_of(users.system).post(address, {"subject": "osoba-7"}).content.decode()
    assert "nie włączono" in page
    assert not SocialAccount.objects.exists()


def test_a_row_of_the_database_is_no_second_directory(known, settings, provider, client):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    SocialApp.objects.create(
        provider="openid_connect",
        provider_id=NAME,
        client_id=CLIENT,
        secret=SECRET,
        settings={"server_url": provider.issuer},
    )
    assert client.post(reverse("openid_connect_login", args=[NAME])).status_code == 404


def test_the_login_page_offers_it(client, centre):
    assert "Zaloguj przez katalog urzędu" in client.get(LOGIN).content.decode()
