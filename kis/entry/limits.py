"""How long a login lasts: a pause ends it, and so does the length of a day.

Kept in the session itself, whose row every page reads anyway; written at most once a minute.
"""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.utils import timezone

from kis.journal.entrances import note

BEGAN, SEEN, REMEMBERED = "login_began", "login_seen", "login_remembered"
EVERY = 60  # seconds


def begin(sender, request, user, **kwargs):
    # A login by a command has no session.
    if request is not None:
        request.session[BEGAN] = request.session[SEEN] = int(time.time())


def remember(request) -> None:
    """This telephone stays logged in: no pause ends it, and closing the browser does not either."""
    request.session[REMEMBERED] = True
    request.session.set_expiry(settings.REMEMBERED_SECONDS)


def over(session, now: float) -> str | None:
    """Why the login is over, in a sentence; None while it lasts."""
    began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
    if session.get(REMEMBERED):
        is_over = now - began > settings.REMEMBERED_SECONDS
        return "Minęło 30 dni od logowania. Zaloguj się jeszcze raz." if is_over else None
    if now - began > settings.LONGEST_LOGIN_SECONDS:
        hours = settings.LONGEST_LOGIN_SECONDS // 3600
        return f"Logowanie trwa najwyżej {hours} godz. Zaloguj się – wpisany tekst czeka."
    if now - seen > settings.IDLE_LOGIN_SECONDS:
        minutes = settings.IDLE_LOGIN_SECONDS // 60
        return f"Wylogowano po {minutes} minutach przerwy. Zaloguj się – wpisany tekst czeka."
    return None


class LoginLimits:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if SESSION_KEY in request.session:
            self._look(request)
        return self.get_response(request)

    def _look(self, request):
        session, now = request.session, int(time.time())
        if why := over(session, now):
            UserSession.objects.filter(session_key=session.session_key).delete()
            note(request, request.user, "login_ended")
            logout(request)
            messages.info(request, why)
        elif now - session[SEEN] > EVERY:
            session[SEEN] = now
            UserSession.objects.filter(session_key=session.session_key).update(
                last_seen_at=timezone.now()
            )


def connect() -> None:
    user_logged_in.connect(begin, dispatch_uid="entry_login_begins")
