"""A supervisor's telephone: invited, joined, remembered for thirty days, lost and reset."""

import time

import pytest
from django.conf import settings as program
from django.core.cache import cache
from django.urls import reverse

from kis.entry.models import FactorReset
from tests.browser.conftest import PHONE
from tests.browser.keys import key_in
from tests.psu.factories import school_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def compulsory(settings):
    settings.SECOND_FACTOR = False  # of the coordinator, who is at her desk already
    settings.DEMO = False
    cache.clear()


def test_a_telephone_joins_is_remembered_and_once_lost_is_out(
    users, centre, walker, settings, live_server
):
    settings.PROGRAM_ADDRESS = live_server.url
    school_of(users.supervisor, "2026-01-01")
    desk = walker()
    desk.arrive("coordinator")
    desk.go("/konto/telefony/")
    desk.page.get_by_role("button", name="Zaproś telefon").click()
    desk.check()
    address = desk.page.get_by_label("Adres, jeśli aparat").input_value()

    settings.SECOND_FACTOR = True
    at = walker(PHONE, has_touch=True)
    key_in(at.page)
    at.page.goto(address)
    at.check()
    assert "#" not in at.page.url
    at.press("Dalej")
    with at.page.expect_navigation(url="**/psu/dzis/**"):
        at.page.get_by_role("button", name="Zapisz klucz i wejdź").click()
    at.check()
    (cookie,) = [
        kept for kept in at.page.context.cookies() if kept["name"] == program.SESSION_COOKIE_NAME
    ]
    assert 29 <= (cookie["expires"] - time.time()) / 86400 <= 30
    users.supervisor.refresh_from_db()
    assert not users.supervisor.has_usable_password()

    at.page.context.clear_cookies()
    at.go("/konto/login/")
    with at.page.expect_navigation(url="**/psu/dzis/**"):
        at.page.get_by_role("button", name="Zaloguj kluczem").click()

    reset = FactorReset.objects.ask(users.supervisor, by=users.coordinator, reason="w rzece")
    reset.settle(FactorReset.Answer.CONFIRMED, by=users.head)
    at.go(reverse("psu:today"))
    at.reads("Zaloguj kluczem")
    at.page.get_by_role("button", name="Zaloguj kluczem").click()
    at.page.wait_for_load_state()
    at.reads("Logowanie")
