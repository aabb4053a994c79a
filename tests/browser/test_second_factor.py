"""Keys and codes in a real browser, whose key is a virtual one."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from tests.browser.conftest import PHONE
from tests.browser.keys import key_in
from tests.conftest import PASSWORD
from tests.entry.factors import code

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def compulsory(settings):
    settings.SECOND_FACTOR = True
    cache.clear()


@pytest.mark.parametrize("size", [None, PHONE], ids=["desktop", "phone"])
def test_a_key_is_added_at_the_first_login_and_then_opens_alone(size, users, centre, walker):
    at = walker(size) if size else walker()
    key_in(at.page)
    at.log_in("worker", PASSWORD)
    at.reads("Zabezpiecz swoje logowanie")
    at.press("Dodaj klucz")
    at.type(name="telefon służbowy")
    with at.page.expect_navigation(url="**/konto/skladniki/kody/"):
        at.page.get_by_role("button", name="Dodaj klucz").click()
    at.check()
    assert at.page.locator(".spare-codes li").count() == 10
    at.press("Kody zapisane, dalej")
    at.reads("Pulpit")
    at.go("/konto/skladniki/")
    at.press("Pokaż klucze")
    at.reads("telefon służbowy wystarcza do logowania")
    at.page.context.clear_cookies()
    at.go("/konto/login/")
    with at.page.expect_navigation(url=at.address + "/"):
        at.page.get_by_role("button", name="Zaloguj kluczem").click()
    at.check()
    at.reads("Pulpit")


def test_an_application_is_switched_on_and_asked_for(users, centre, walker):
    at = walker()
    at.log_in("worker", PASSWORD)
    at.press("Włącz aplikację")
    secret = at.page.locator("code.checksum").inner_text()
    at.type(code="000000")
    at.press("Włącz aplikację")
    at.reads("Nie włączono aplikacji")
    at.type(code=code(secret))
    at.press("Włącz aplikację")
    at.reads("Kody zapasowe")
    at.page.context.clear_cookies()
    at.log_in("worker", PASSWORD)
    at.reads("Drugi składnik logowania")
    at.type(code=code(secret, steps=1))
    at.press("Zaloguj")
    at.reads("Pulpit")


def test_a_key_that_was_not_used_is_told_on_the_page(users, centre, walker):
    at = walker()
    cdp, number = key_in(at.page)
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    at.go("/konto/login/")
    at.page.get_by_role("button", name="Zaloguj kluczem").click()
    at.page.get_by_role("alert").get_by_text("Nie użyto klucza").wait_for()
    at.check()
    assert not Authenticator.objects.exists()
