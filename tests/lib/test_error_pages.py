"""The pages of errors, as the demonstration and a centre show them."""

import logging

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import path

from kis.urls import urlpatterns as ours


def fail(request):
    raise ZeroDivisionError


def forbid(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation


urlpatterns = [
    *ours,
    path("blad/", fail),
    path("zakaz/", forbid),
    path("podejrzane/", suspect),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def browser(users, centre):
    client = Client(raise_request_exception=False)
    client.force_login(users.worker)
    return client


@pytest.mark.parametrize("debug", [False, True], ids=["in a centre", "in the demonstration"])
@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nie-ma/", 404, "Nie ma takiej strony"),
        ("/osoby/999999/dane/", 404, "Nie ma takiej strony"),
        ("/zakaz/", 403, "Brak uprawnienia"),
        ("/podejrzane/", 400, "Nie zapisano"),
        ("/blad/", 500, "Błąd programu"),
    ],
)
def test_an_error_is_told_in_polish(browser, settings, debug, address, status, said):
    settings.DEBUG = debug
    response = browser.get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{said}</h1>" in page
    for technical in ("Traceback", "DEBUG = True", "urlpatterns", "ZeroDivisionError"):
        assert technical not in page


def test_the_console_still_tells_what_failed(browser, settings, caplog, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    browser.get("/blad/")
    assert any(
        record.exc_info and record.exc_info[0] is ZeroDivisionError for record in caplog.records
    )


def test_a_form_without_its_token_is_told_in_polish(users, centre):
    client = Client(enforce_csrf_checks=True)
    client.force_login(users.worker)
    response = client.post("/osoby/nowa/", {})
    assert response.status_code == 403
    assert "<h1>Nie zapisano</h1>" in response.content.decode()
