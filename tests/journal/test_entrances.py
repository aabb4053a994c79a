"""Who came in, who tried to, who was refused and where from: all of it stands in the access log."""

import pytest
from django.test import Client
from django.urls import reverse

from kis.journal.models import AccessEntry
from tests.conftest import PASSWORD
from tests.entry.factors import application, code, typed

pytestmark = pytest.mark.django_db

LOGIN = reverse("account_login")
HERE = "127.0.0.1"


def noted(**facts):
    found = AccessEntry.objects.filter(**facts)
    return list(found.order_by("pk").values_list("act", "kind", "user", "number", "address"))


def log_in(username, password=PASSWORD):
    client = Client()
    client.post(LOGIN, {"login": username, "password": password})
    return client


def test_coming_in_and_going_out_are_noted_with_the_address(users):
    me = users.worker.pk
    client = log_in(users.worker.username)
    client.post(reverse("account_logout"))
    assert noted(user=users.worker, kind="account") == [
        ("login", "account", me, me, HERE),
        ("logout", "account", me, me, HERE),
    ]


def test_a_failed_login_is_noted_with_the_account_that_it_was_tried_with(users):
    me = users.worker.pk
    log_in(users.worker.username.upper(), "nie to hasło")
    assert noted(act="login_failed") == [("login_failed", "account", me, me, HERE)]


def test_what_was_typed_in_place_of_a_name_is_not_kept(users):
    log_in("moje-tajne-hasło", "worker")
    assert noted(act="login_failed") == [("login_failed", "account", None, None, HERE)]


def test_a_refusal_is_noted_with_the_page_and_whose_it_is(users, person, client_of):
    address = reverse("participants:details_edit", args=[person.pk])
    assert client_of(users.accountant).get(address).status_code == 403
    assert list(
        AccessEntry.objects.filter(user=users.accountant).values_list(
            "act", "kind", "number", "person_number"
        )
    ) == [("refused", "participants:details_edit", person.pk, person.pk)]


def test_a_refusal_of_a_page_about_nobody_names_nobody(users, client_of):
    assert client_of(users.supervisor).get(reverse("participants:list")).status_code == 403
    assert list(
        AccessEntry.objects.filter(user=users.supervisor).values_list("act", "kind", "number")
    ) == [("refused", "participants:list", None)]


def test_a_wrong_code_a_new_factor_and_its_end_are_noted(users, settings):
    application(users.worker)
    client = typed(users.worker)
    client.post("/konto/kod/", {"code": "000000"})
    assert [act for act, *_ in noted(kind="account")] == ["code_failed"]
    client.post("/konto/kod/", {"code": code()})
    client.post("/konto/skladniki/aplikacja/usun/")
    acts = [act for act, *_ in noted(user=users.worker, kind="account")]
    assert acts == ["code_failed", "login", "factor_removed"]
