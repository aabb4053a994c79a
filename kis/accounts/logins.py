"""When the user was here the last time: kept with the login, before Django writes the new moment over it."""

import datetime

from django.contrib.auth.signals import user_logged_in
from django.utils import timezone

PREVIOUS = "previous_login"


def keep_previous_login(sender, request, user, **kwargs):
    # A login by a command has no session to keep it in.
    if request is not None and user.last_login:
        request.session[PREVIOUS] = user.last_login.isoformat()
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])


def connect() -> None:
    user_logged_in.disconnect(dispatch_uid="update_last_login")
    user_logged_in.connect(keep_previous_login, dispatch_uid="keep_previous_login")


def previous_login(request) -> datetime.datetime | None:
    """None at the first login."""
    kept = request.session.get(PREVIOUS)
    return datetime.datetime.fromisoformat(kept) if kept else None
