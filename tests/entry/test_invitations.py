"""An invitation to set a password: opens once and not for long; nobody but its owner learns the password."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from kis.accounts.models import User
from kis.entry.models import Invitation
from kis.journal.models import AccessEntry
from kis.lib.refusals import Refused
from tests.conftest import PASSWORD
from tests.entry.factors import CODE, application, code, typed

pytestmark = pytest.mark.django_db
INVITED, SETTING, MINE = (reverse(f"entry:{name}") for name in ("invited", "password", "sessions"))
NEW = "zielony rower w stodole"
SET = {"password1": NEW, "password2": NEW}


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


def page_of(user):
    return reverse("entry:invite", args=[user.pk])


def invite(client, user):
    page = client.post(page_of(user), {"jak": "ekran"}).content.decode()
    return re.search(r'value="http://localhost:8000/konto/zaproszenie/#([\w-]+)"', page)[1]


def comes_with(token):
    client = Client()
    return client, client.post(INVITED, {"kod": token})


def is_in(client):
    return client.get(MINE).status_code == 200


@pytest.fixture
def newcomer(users, client_of, centre):
    """As the panel makes an account."""
    facts = {"username": "nowa", "first_name": "Nina", "last_name": "Nowa", "email": "n@example.pl"}
    facts["groups"] = [str(users.system.groups.get().pk)]
    answer = client_of(users.system).post(reverse("admin:accounts_user_add"), facts)
    user = User.objects.get(username="nowa")
    assert answer.url == page_of(user)
    return user


def test_a_new_account_opens_to_nobody_until_its_owner_sets_a_password(users, client_of, newcomer):
    assert not newcomer.has_usable_password()
    token = invite(client_of(users.system), newcomer)
    client, answer = comes_with(token)
    assert answer.url == SETTING
    assert "nowa" in client.get(SETTING).content.decode()
    assert client.post(SETTING, SET).url == reverse("account_login")
    assert not is_in(client), "the login comes behind it"
    assert is_in(typed(newcomer, NEW))
    assert set(
        AccessEntry.objects.of_account(newcomer.pk).values_list("act", "user__username")
    ) == {
        ("password_invited", "system"),
        ("password_changed", "nowa"),
    }


@pytest.mark.parametrize("button", ["_addanother", "_continue"])
def test_whoever_goes_on_in_the_panel_is_led_to_the_invitation_all_the_same(
    button, users, client_of, centre
):
    facts = {"username": "nowa", "first_name": "Nina", "last_name": "<b>Nowa", button: "1"}
    facts["groups"] = [str(users.system.groups.get().pk)]
    page = (
        client_of(users.system)
        .post(reverse("admin:accounts_user_add"), facts, follow=True)
        .content.decode()
    )
    assert f'<a href="{page_of(User.objects.get(username="nowa"))}">Daj zaproszenie</a>' in page
    assert "<b>Nowa" not in page


def test_it_is_good_once_and_a_newer_one_and_three_days_end_it(users, client_of, newcomer):
    system = client_of(users.system)
    old, new = invite(system, newcomer), invite(system, newcomer)
    assert comes_with(old)[1].status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        assert comes_with(new)[1].status_code == 200
    first, second = comes_with(new)[0], comes_with(new)[0]
    first.post(SETTING, SET)
    assert second.post(SETTING, SET).url == INVITED
    assert comes_with(new)[1].status_code == 200


def test_the_code_is_shown_once_and_stands_in_no_row(users, client_of, newcomer):
    system = client_of(users.system)
    token = invite(system, newcomer)
    assert token not in system.get(page_of(newcomer)).content.decode()
    assert token not in str(Invitation.objects.values())


def test_the_password_is_judged_as_any_other(users, client_of, newcomer):
    client, _ = comes_with(invite(client_of(users.system), newcomer))
    for first, second in [("krótkie", "krótkie"), (NEW, "inne hasło w stodole"), ("", "")]:
        answer = client.post(SETTING, {"password1": first, "password2": second})
        assert "error-summary" in answer.content.decode()
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()


def test_a_forgotten_password_is_set_anew_and_passes_no_factor_by(
    users, client_of, centre, settings
):
    settings.SECOND_FACTOR = True
    application(users.worker)
    settings.SECOND_FACTOR = False
    there, system = client_of(users.worker), client_of(users.system)
    token = invite(system, users.worker)
    assert is_in(there), "an invitation alone ends nothing"
    client, _ = comes_with(token)
    client.post(SETTING, SET)
    assert not is_in(there)
    assert not is_in(typed(users.worker, PASSWORD))
    settings.SECOND_FACTOR = True
    again = typed(users.worker, NEW)
    assert not is_in(again)
    again.post(CODE, {"code": code()})
    assert is_in(again)
    assert Authenticator.objects.filter(user=users.worker).exists()


def test_an_invitation_of_a_telephone_sets_no_password_and_the_other_way_round(users, centre):
    phone = Invitation.objects.invite(users.supervisor, by=users.system, to="phone")
    client, _ = comes_with(phone)
    assert client.post(SETTING, SET).url == INVITED
    word = Invitation.objects.invite(users.worker, by=users.system, to="password")
    client, _ = comes_with(word)
    assert client.get(reverse("entry:phone_key")).url == INVITED


def test_nobody_invites_themselves_nor_an_account_that_is_off(users, client_of, centre):
    users.worker.is_active = False
    users.worker.save()
    for user, why in [(users.system, "Zmień hasło"), (users.worker, "wyłączone")]:
        with pytest.raises(Refused, match=why):
            Invitation.objects.invite(user, by=users.system, to="password")
        page = client_of(users.system).post(page_of(user), {"jak": "ekran"}).content.decode()
        assert why in page
    assert not Invitation.objects.exists()


def test_an_account_that_was_switched_off_meanwhile_opens_nothing(users, client_of, newcomer):
    token = invite(client_of(users.system), newcomer)
    client, _ = comes_with(token)
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    assert client.post(SETTING, SET).url == INVITED


def test_whoever_was_logged_in_is_not_any_more(users, client_of, centre):
    token = Invitation.objects.invite(users.worker, by=users.system, to="password")
    client = client_of(users.coordinator)
    client.post(INVITED, {"kod": token})
    assert not is_in(client)


def test_no_page_of_the_panel_takes_a_password_for_somebody_else(users, client_of, centre):
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_user_password_change", args=[users.worker.pk])
    client = client_of(users.system)
    for address in (
        reverse("admin:accounts_user_add"),
        reverse("admin:accounts_user_change", args=[users.worker.pk]),
    ):
        assert "password" not in client.get(address).content.decode()
    address = f"{reverse('admin:accounts_user_change', args=[users.worker.pk])}password/"
    assert client.post(address, SET).status_code in (302, 404)
    users.worker.refresh_from_db()
    assert users.worker.check_password(PASSWORD)


def test_only_one_that_waits_for_its_e_mail_has_no_code(users):
    with pytest.raises(IntegrityError, match="invitation_has_code"), transaction.atomic():
        Invitation.objects.create(
            user=users.worker, made_by=users.system, ends_at=timezone.now(), to="phone"
        )
    with pytest.raises(Refused, match="nie ma adresu"):
        Invitation.objects.post(users.worker, by=users.system)
