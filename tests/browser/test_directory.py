"""The office's own directory in a real browser, whose content policy holds the redirect behind the form."""

import copy

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache

from tests.entry.provider import Provider, named_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def provider(settings):
    running = Provider()
    named_in(settings, running)
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"] = ["'self'", running.issuer]
    settings.CONTENT_SECURITY_POLICY = policy
    cache.clear()
    yield running
    running.stop()


def test_a_person_goes_there_and_comes_back_logged_in(users, centre, walker, provider, settings):
    SocialAccount.objects.create(user=users.worker, provider=settings.OIDC_PROVIDER, uid="osoba-7")
    at = walker()
    at.go("/konto/login/")
    at.press("Zaloguj przez katalog urzędu")
    at.reads("Pulpit")
    provider.subject = "obca-osoba"
    at.page.context.clear_cookies()
    at.go("/konto/login/")
    at.press("Zaloguj przez katalog urzędu")
    at.reads("Tego konta katalogu program nie zna")
