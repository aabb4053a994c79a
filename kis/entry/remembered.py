"""A supervisor who came in by the telephone's key is remembered there for thirty days."""

from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.contrib.auth.signals import user_logged_in

from kis.entry.limits import remember
from kis.entry.scope import is_supervisor_alone


def _came_in(sender, request, user, **kwargs):
    if (
        request is not None
        and did_use_passwordless_login(request, user)
        and is_supervisor_alone(user)
    ):
        remember(request)


def connect() -> None:
    user_logged_in.connect(_came_in, dispatch_uid="entry_remembered")
