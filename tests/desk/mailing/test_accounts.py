"""Whoever owns an account is written to when the way into it changed; invitations are sent, their code kept
nowhere.
"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kis.desk.mailing.tasks import send_of_accounts
from kis.desk.models import Mailing
from kis.entry.models import FactorReset, Invitation
from kis.journal.models import AccessEntry
from kis.journal.words import ACTS, TOLD, act_word
from tests.conftest import PASSWORD
from tests.entry.factors import SECRET, application, code, typed

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "zielony rower w stodole"


@pytest.fixture
def owner(users, centre):
    cache.clear()
    users.worker.email = "wrona@example.pl"
    users.worker.save(update_fields=["email"])
    return users.worker


def sent_now():
    return send_of_accounts(timezone.now())


def test_a_changed_password_is_told_its_owner_once_and_nothing_sensitive_with_it(owner, mailoutbox):
    client = typed(owner)
    client.post("/konto/haslo/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert (sent_now(), sent_now()) == (1, 0)
    (sent,) = mailoutbox
    assert sent.to == ["wrona@example.pl"]
    assert "zmiana hasła" in sent.body
    assert "https://kis.example.pl/konto/sesje/" in sent.body
    for hidden in (NEW, PASSWORD, "127.0.0.1", owner.last_name, owner.username):
        assert hidden not in sent.subject + sent.body
    assert "zmiana hasła" in client.get("/konto/sesje/").content.decode()


def test_a_factor_that_is_added_its_spare_codes_and_its_end_are_told(owner, mailoutbox):
    client = typed(owner)
    page = client.get("/konto/skladniki/aplikacja/")
    secret = page.context["form"].secret
    assert client.post("/konto/skladniki/aplikacja/", {"code": code(secret)}).status_code == 302
    client.post("/konto/skladniki/kody/nowe/")
    client.post("/konto/skladniki/aplikacja/usun/")
    sent_now()
    told = "\n".join(sent.body for sent in mailoutbox)
    for act in ("factor_added", "spare_codes", "factor_removed"):
        assert ACTS[act] in told, act


def test_a_factor_that_two_others_took_away_is_told(owner, users, client_of, mailoutbox):
    application(owner, SECRET)
    reset = FactorReset.objects.ask(owner, by=users.system, reason="telefon w rzece")
    client_of(users.head).post(
        reverse("entry:reset_settle", args=[reset.pk]), {"answer": "confirmed"}
    )
    assert sent_now() == 1
    assert ACTS["factor_reset"] in mailoutbox[0].body
    assert "rzece" not in mailoutbox[0].body
    page = client_of(owner).get("/konto/sesje/").content.decode()
    assert (ACTS["factor_reset"] in page, "Jan Dudek" in page) == (True, True)


def test_a_login_behind_many_wrong_passwords_is_told_and_one_behind_a_few_is_not(owner, mailoutbox):
    for _ in range(4):
        AccessEntry.objects.create(act="login_failed", kind="account", number=owner.pk, user=owner)
    typed(owner)
    assert sent_now() == 0
    for _ in range(5):
        AccessEntry.objects.create(act="code_failed", kind="account", number=owner.pk, user=owner)
    typed(owner)
    typed(owner)
    assert sent_now() == 1
    assert ACTS["login_doubtful"] in mailoutbox[0].body


def test_another_address_of_the_account_is_told_to_the_new_one_and_to_the_former_one(
    owner, users, client_of, mailoutbox
):
    facts = {name: getattr(owner, name) for name in ("username", "first_name", "last_name")}
    facts |= {"is_active": "on", "groups": [group.pk for group in owner.groups.all()]}
    client = client_of(users.system)
    address = reverse("admin:accounts_user_change", args=[owner.pk])
    assert client.post(address, facts | {"email": owner.email, "phone": "81 1"}).status_code == 302
    assert sent_now() == 0
    client.post(address, facts | {"email": "inny@example.pl"})
    assert (sent_now(), sent_now()) == (2, 0)
    new, former = mailoutbox
    assert (new.to, former.to) == (["inny@example.pl"], ["wrona@example.pl"])
    assert ACTS["address_changed"] in new.body
    assert "zmiana adresu e-mail. Na ten adres program już nie pisze." in former.body
    assert "inny@example.pl" not in former.body


def test_an_address_that_was_taken_away_and_each_of_a_row_of_them_is_told(owner, mailoutbox):
    for address in ("drugi@example.pl", "trzeci@example.pl", ""):
        owner.email = address
        owner.save(update_fields=["email"])
    assert sent_now() == 3
    told = [sent.to for sent in mailoutbox]
    assert told == [["wrona@example.pl"], ["drugi@example.pl"], ["trzeci@example.pl"]]


def test_a_first_address_and_a_change_of_something_else_leave_no_former_one(owner, users):
    users.head.email = "kierownik@example.pl"
    users.head.save(update_fields=["email"])
    owner.phone = "81 2"
    owner.save(update_fields=["phone"])
    assert sent_now() == 0


def test_a_former_address_is_not_written_to_after_a_day(owner):
    owner.email = "drugi@example.pl"
    owner.save(update_fields=["email"])
    assert send_of_accounts(timezone.now() + timedelta(hours=25)) == 0


@pytest.mark.parametrize("act", TOLD)
def test_every_such_change_is_told(owner, mailoutbox, act):
    AccessEntry.objects.create(act=act, kind="account", number=owner.pk, user=owner)
    assert sent_now() == 1
    assert act_word(act) in mailoutbox[0].body


def test_what_is_no_change_and_what_is_another_thing_is_not_told(owner, mailoutbox):
    for act, kind in [("login", "account"), ("factor_lost", "account"), ("directory", "person")]:
        AccessEntry.objects.create(act=act, kind=kind, number=owner.pk, user=owner)
    assert sent_now() == 0


def test_without_an_address_or_a_server_nothing_is_taken_for_sent(owner, users, settings):
    AccessEntry.objects.create(act="directory", kind="account", number=users.head.pk)
    assert sent_now() == 0
    settings.HAS_MAIL = False
    AccessEntry.objects.create(act="directory", kind="account", number=owner.pk)
    assert sent_now() == 0
    assert not Mailing.objects.exists()
    settings.HAS_MAIL = True
    assert sent_now() == 1


def test_what_is_older_than_a_day_is_not_written_of_any_more(owner):
    AccessEntry.objects.create(act="directory", kind="account", number=owner.pk)
    assert send_of_accounts(timezone.now() + timedelta(hours=25)) == 0


def test_an_invitation_goes_out_once_and_what_it_says_opens(
    owner, users, client_of, mailoutbox, settings
):
    page = client_of(users.system).post(
        reverse("entry:invite", args=[owner.pk]), {"jak": "poczta"}, follow=True
    )
    assert "wrona@example.pl" in page.content.decode()
    assert (sent_now(), sent_now()) == (1, 0)
    (sent,) = mailoutbox
    token = re.search(r"https://kis\.example\.pl/konto/zaproszenie/#([\w-]+)", sent.body)[1]
    assert token not in str(Invitation.objects.values()) + str(Mailing.objects.values())
    client = Client()
    assert client.post("/konto/zaproszenie/", {"kod": token}).url == reverse("entry:password")


def test_an_invitation_that_another_worker_has_in_hand_is_left_to_it(owner, users):
    Invitation.objects.post(owner, by=users.system)
    (waiting,) = Invitation.objects.to_send(timezone.now())
    assert waiting.take_in_hand()
    assert waiting.take_in_hand() is None
    assert not Invitation.objects.to_send(timezone.now())


def test_an_invitation_that_nobody_could_send_for_three_days_is_over(owner, users, mailoutbox):
    Invitation.objects.post(owner, by=users.system)
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        assert sent_now() == 0


def test_looking_for_them_reads_an_index_of_its_own(owner):
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        rows = AccessEntry.objects.of_account(owner.pk).explain()
        cursor.execute("RESET enable_seqscan")
    assert "journal_of_account" in rows
