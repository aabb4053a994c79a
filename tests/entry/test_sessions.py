"""Whoever is logged in sees where, and ends it; an account that is switched off is in nowhere."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from kis.accounts.models import User
from kis.entry.sessions import device, open_logins
from kis.journal.models import AccessEntry
from tests.conftest import PASSWORD
from tests.entry.factors import typed

pytestmark = pytest.mark.django_db
MINE = "/konto/sesje/"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


def is_in(client):
    return client.get("/moje-ustawienia/").status_code == 200


def numbers(client, address=MINE):
    """The logins that the page offers to end, this one last named."""
    page = client.get(address).content.decode()
    return [int(number) for number in re.findall(r'name="koniec" value="(\d+)"', page)]


def test_a_login_is_listed_with_its_place_and_ended_from_another(users, centre):
    here, there = typed(users.worker), typed(users.worker)
    page = here.get(MINE).content.decode()
    assert page.count("127.0.0.1") == 4  # each in its row and in the name of its button
    assert page.count("to tutaj") == 1
    other = next(
        row.pk for row in open_logins(users.worker) if row.session_key == there.session.session_key
    )
    here.post(MINE, {"koniec": other})
    assert (is_in(here), is_in(there)) == (True, False)
    entry = AccessEntry.objects.get(act="session_ended")
    assert (entry.user, entry.number) == (users.worker, users.worker.pk)


def test_all_others_end_at_once_and_this_one_goes_on(users, centre):
    here, *others = [typed(users.worker) for _ in range(3)]
    here.post(MINE, {"koniec": "inne"})
    assert [is_in(client) for client in [here, *others]] == [True, False, False]


def test_the_login_of_somebody_else_is_not_ended(users, centre):
    here, other = typed(users.worker), typed(users.colleague)
    (number,) = [row.pk for row in open_logins(users.colleague)]
    here.post(MINE, {"koniec": number})
    assert is_in(other)


def test_an_administrator_ends_the_logins_of_another(users, centre, client_of):
    other, admin = typed(users.worker), client_of(users.system)
    address = reverse("entry:user_sessions", args=[users.worker.pk])
    assert len(numbers(admin, address)) == 1
    admin.post(address, {"koniec": "inne"})
    assert not is_in(other)
    assert client_of(users.coordinator).get(address).status_code == 403


def test_from_the_logins_of_another_the_administrator_goes_on_to_the_account(
    users, centre, client_of
):
    admin = client_of(users.system)
    page = admin.get(reverse("entry:user_sessions", args=[users.worker.pk])).content.decode()
    assert "Nikt się jeszcze tym kontem nie logował." in page
    for name in ("admin:accounts_user_change", "entry:invite"):
        assert f'href="{reverse(name, args=[users.worker.pk])}"' in page
    assert "Zaproszenie</a>" not in admin.get(MINE).content.decode()


def test_a_switched_off_account_stays_out_when_it_is_switched_on_again(users, centre):
    client = typed(users.worker)
    for is_active in (False, True):
        user = User.objects.get(pk=users.worker.pk)
        user.is_active = is_active
        user.save()
    assert not is_in(client)


def test_a_new_password_ends_the_other_logins(users, centre):
    here, there = typed(users.worker), typed(users.worker)
    new = "zielony rower w stodole"
    typed_in = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/konto/haslo/", typed_in).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert len(numbers(here)) == 1


def test_the_last_login_and_what_failed_since_are_told(users, centre):
    typed(users.worker)
    typed(users.worker, password="nie to")
    page = typed(users.worker).get(MINE).content.decode()
    assert "Poprzednie logowanie" in page
    assert "Nieudane próby w ostatnich 7 dniach: 1." in page


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (EDGE, "Edge, Windows"),
        ("Mozilla/5.0 (Android 14; Mobile) Firefox/130.0", "Firefox, Android"),
        ("curl/8", "nieznana przeglądarka"),
    ],
)
def test_a_computer_is_named_as_people_know_it(agent, name):
    assert device(agent) == name
