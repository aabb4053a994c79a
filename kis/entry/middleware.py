from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from kis.entry.passing import factors_of, has_passed

# Going out, and showing once more who one is.
ALWAYS = {
    *("account_logout", "account_inactive", "account_reauthenticate"),
    *("mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    # They show nothing, and log whoever is in out.
    *("entry:invited", "entry:phone_key", "entry:password"),
}
# The choice of a first factor, while there is none.
FIRST = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"}


class SecondFactor:
    """Where a second factor is compulsory, no page is given out to a login that has not passed one.

    It is the session that must have passed; that the account owns a factor is not enough. Nor is what the
    session once passed after the factor was taken away.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name
        if name in ALWAYS:
            return None
        owned = factors_of(request.user)
        if not owned:
            return None if name in FIRST else leads(request, reverse("mfa_index"))
        return None if has_passed(request) else leads(request, _proof(request, owned))


def _proof(request, owned: set[str]) -> str:
    """The page that asks for the factor, and then goes on to the page that was asked for."""
    is_code = Authenticator.Type.TOTP in owned
    name = "mfa_reauthenticate" if is_code else "mfa_reauthenticate_webauthn"
    page = request.get_full_path() if request.method == "GET" and not request.htmx else ""
    return reverse(name) + (f"?{urlencode({REDIRECT_FIELD_NAME: page})}" if page else "")


def leads(request, url: str):
    """The whole page goes there, not the part that htmx asked for."""
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
