"""Where a second factor is compulsory nothing opens without one; codes are good once."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kis.accounts.models import User
from tests.conftest import PASSWORD, clients_of
from tests.entry.factors import CODE, LOGIN, application, code, logged_in, spare_codes, typed
from tests.scene import PAGES, address, user_of

pytestmark = pytest.mark.django_db
CHOICE = "/konto/skladniki/"


@pytest.fixture(autouse=True)
def compulsory(settings):
    settings.SECOND_FACTOR = True
    cache.clear()


def leads_to(response):
    assert response.status_code == 302, response.status_code
    return response.url.partition("?")[0]


# no page without


def test_no_page_opens_to_a_login_without_a_factor(scene, users):
    client_of = clients_of(vars(users).values())
    opened = {}
    for page in PAGES:
        if page.anonymous:
            continue
        user = user_of(users, sorted(page.roles)[0])
        response = getattr(client_of(user), page.methods[0])(address(page, scene.inside))
        if (response.status_code, response.headers.get("Location")) != (302, CHOICE):
            opened[page.name] = response.status_code
    assert opened == {}


@pytest.mark.parametrize(
    "path", ["/administracja/", "/administracja/accounts/user/", "/administracja/password_change/"]
)
def test_the_panel_is_no_weaker_door(path, users, client_of, client):
    assert leads_to(client.get(path)).startswith(("/konto/login/", "/administracja/login/"))
    assert leads_to(client_of(users.system).get(path)) == CHOICE
    application(users.system)
    assert leads_to(client_of(users.system).get(path)) == "/konto/potwierdz/kod/"


def test_a_password_alone_leads_to_the_code_and_the_code_to_the_desk(users, centre):
    application(users.worker)
    client = Client()
    response = client.post(LOGIN, {"login": "worker", "password": PASSWORD})
    assert leads_to(response) == CODE
    assert leads_to(client.get("/")) == LOGIN
    assert leads_to(client.post(CODE, {"code": code()})) == "/"
    assert client.get("/").status_code == 200


def test_an_account_that_owns_a_factor_is_not_enough_the_session_must_have_passed(
    users, client_of, centre
):
    application(users.worker)
    client = client_of(users.worker)
    response = client.get("/osoby/?q=a")
    assert response.url == "/konto/potwierdz/kod/?next=%2Fosoby%2F%3Fq%3Da"
    # No address of a person's page is told on where something was being sent.
    assert client.post("/osoby/nowa/").url == "/konto/potwierdz/kod/"
    assert client.get(response.url).status_code == 200
    assert client.post(response.url, {"code": code()}).url == "/osoby/?q=a"
    assert client.get("/").status_code == 200


def test_a_session_does_not_outlive_its_factor(users, centre):
    application(users.worker)
    client = logged_in(users.worker)
    Authenticator.objects.all().delete()
    assert leads_to(client.get("/")) == CHOICE


def test_pages_that_change_what_an_account_has_are_shut_until_the_factor_is_passed(
    users, client_of
):
    application(users.worker)
    client = client_of(users.worker)
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_change_password"):
        assert leads_to(client.get(reverse(name))) == "/konto/potwierdz/kod/", name


def test_a_part_of_a_page_sends_the_whole_page_there(users, client_of):
    response = client_of(users.worker).get("/osoby/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, CHOICE)


@pytest.mark.django_db(transaction=True)
def test_a_first_factor_is_set_up_and_opens_the_program(users, centre, client):
    client.post(LOGIN, {"login": "worker", "password": PASSWORD})
    page = client.get(CHOICE).content.decode()
    assert "Zabezpiecz swoje logowanie" in page
    page = client.get("/konto/skladniki/aplikacja/").content.decode()
    secret = re.search(r'<code class="checksum">(\w+)</code>', page)[1]
    assert not [kept for kept in Session.objects.all() if secret in str(kept.get_decoded())]
    response = client.post("/konto/skladniki/aplikacja/", {"code": code(secret)})
    assert leads_to(response) == "/konto/skladniki/kody/"
    spare = client.get(response.url)
    assert "no-store" in spare.headers["Cache-Control"]
    assert len(re.findall(r"<code>\d{8}</code>", spare.content.decode())) == 10
    assert "<code>" not in client.get(response.url).content.decode(), "they are shown once"
    assert client.get("/").status_code == 200


def test_in_a_demonstration_without_it_a_page_asks_no_question_more(
    users, client_of, centre, settings
):
    settings.SECOND_FACTOR = False
    client = client_of(users.worker)
    with CaptureQueriesContext(connection) as asked:
        client.get("/moje-ustawienia/")
    assert not [query for query in asked.captured_queries if "mfa_" in query["sql"]]


def test_compulsory_it_costs_one_question(users, client_of, centre):
    application(users.worker)
    client = logged_in(users.worker)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/moje-ustawienia/").status_code == 200
    assert len([query for query in asked.captured_queries if "mfa_" in query["sql"]]) == 1


# codes


def test_a_code_is_good_once_and_for_no_other_page_either(users, centre):
    application(users.worker)
    first = typed(users.worker)
    used = code()
    assert leads_to(first.post(CODE, {"code": used})) == "/"
    second = typed(users.worker)
    page = second.post(CODE, {"code": f"{used[:3]} {used[3:]}"})
    assert "był już użyty" in page.content.decode()
    assert first.post("/konto/potwierdz/kod/", {"code": used}).status_code == 200
    assert leads_to(second.post(CODE, {"code": code(steps=1)})) == "/"


def test_a_spent_code_stays_spent_as_long_as_it_would_be_taken(users, centre):
    application(users.worker)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        early = code(steps=1)
        assert leads_to(typed(users.worker).post(CODE, {"code": early})) == "/"
        clock.shift(timedelta(seconds=45))
        assert typed(users.worker).post(CODE, {"code": early}).status_code == 200


def test_a_code_of_the_step_before_last_is_not_taken(users, centre):
    application(users.worker)
    for steps, leads in [(-2, False), (2, False), (-1, True)]:
        response = typed(users.worker).post(CODE, {"code": code(steps=steps)})
        assert (response.status_code == 302) == leads, steps


def test_a_spare_code_opens_once(users, centre):
    application(users.worker)
    spare, *_ = spare_codes(users.worker)
    assert leads_to(typed(users.worker).post(CODE, {"code": spare})) == "/"
    assert typed(users.worker).post(CODE, {"code": spare}).status_code == 200


def test_the_sixth_wrong_code_shuts_that_account_and_no_other(users, centre):
    for user in (users.worker, users.colleague):
        application(user)
    client = typed(users.worker)
    for _ in range(5):
        client.post(CODE, {"code": "000000"})
    assert "Za dużo nieudanych prób" in client.post(CODE, {"code": code()}).content.decode()
    assert leads_to(typed(users.colleague).post(CODE, {"code": code()})) == "/"


# what the database keeps


def test_no_secret_is_in_clear_and_an_old_key_is_still_read(users, centre, settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SECOND_FACTOR_KEYS = [old]
    factor = application(users.worker)
    spare_codes(users.worker)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert factor.data["secret"] in kept
    assert "JBSWY3DPEHPK3PXP" not in kept
    settings.SECOND_FACTOR_KEYS = [new, old]
    assert leads_to(typed(users.worker).post(CODE, {"code": code()})) == "/"
    call_command("renew_factor_keys")
    settings.SECOND_FACTOR_KEYS = [new]
    cache.clear()
    assert leads_to(typed(users.worker).post(CODE, {"code": code()})) == "/"


def test_a_lost_key_is_told_in_a_sentence_and_renews_nothing(users, centre, settings):
    factor = application(users.worker)
    settings.SECOND_FACTOR_KEYS = [Fernet.generate_key().decode()]
    page = typed(users.worker).post(CODE, {"code": code()})
    assert "brakuje klucza" in page.content.decode()
    with pytest.raises(CommandError, match="Nic nie zmieniono"):
        call_command("renew_factor_keys")
    factor.refresh_from_db()
    assert factor.data["secret"] == application_secret(factor)


def application_secret(factor):
    return Authenticator.objects.get(pk=factor.pk).data["secret"]


def test_nobody_enters_a_factor_for_somebody_else_in_the_panel():
    assert Authenticator not in admin.site._registry


def test_a_switched_off_account_does_not_come_in_by_its_code(users, centre):
    application(users.worker)
    client = typed(users.worker)
    User.objects.filter(pk=users.worker.pk).update(is_active=False)
    client.post(CODE, {"code": code()})
    assert leads_to(client.get("/")) == LOGIN


NO_ANSWERS = ["", "{}", "null", "[]", '"x"', "7", '{"response": {}}', '{"id": "a", "rawId": 1}']


@pytest.mark.parametrize(
    "sent", [*NO_ANSWERS, '{"rawId": "YQ", "response": {"userHandle": "4pyT"}}']
)
def test_what_no_key_answered_is_refused_in_words_everywhere(sent, users, centre):
    application(users.worker)
    client, inside = typed(users.worker), Client()
    assert client.post(CODE, {"credential": sent}).status_code == 200
    Client().get("/konto/klucz/", headers={"Accept": "application/json"})
    assert leads_to(Client().post("/konto/klucz/", {"credential": sent})) == LOGIN
    inside = logged_in(users.worker)
    assert inside.post("/konto/skladniki/klucze/dodaj/", {"credential": sent}).status_code == 200


def test_passkey_logins_of_an_office_do_not_shut_it_out(centre, users):
    for _ in range(100):
        response = Client().post("/konto/klucz/", {"credential": "{}"})
    assert leads_to(response) == LOGIN
