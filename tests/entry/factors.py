"""Second factors in tests: an application that tells codes, and logins of real pages."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from tests.conftest import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOGIN, CODE = "/konto/login/", "/konto/kod/"


def code(secret=SECRET, *, steps=0):
    """What the application shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def application(user, secret=SECRET) -> Authenticator:
    return TOTP.activate(user, secret).instance


def spare_codes(user) -> list[str]:
    return RecoveryCodes.activate(user).generate_codes()


def typed(user, password=PASSWORD) -> Client:
    """A client behind the page of the password."""
    client = Client()
    client.post(LOGIN, {"login": user.username, "password": password})
    return client


def logged_in(user) -> Client:
    """The same behind the page of the code."""
    client = typed(user)
    client.post(CODE, {"code": code()})
    return client
