"""Logins that are open: which ones somebody has, and their end."""

import datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.utils import timezone

from kis.journal.entrances import failed_since


def _store():
    return import_module(settings.SESSION_ENGINE).SessionStore()


def open_logins(user) -> list[UserSession]:
    """The one last seen first. Those that are over already are forgotten on the way."""
    rows = list(UserSession.objects.filter(user_id=user.pk).order_by("-last_seen_at", "-pk"))
    alive = _alive(user, {row.session_key for row in rows})
    end([row for row in rows if row.session_key not in alive])
    return [row for row in rows if row.session_key in alive]


def _alive(user, keys: set[str]) -> set[str]:
    """Not expired, and begun with the password that the account has now."""
    store, now = _store(), timezone.now()
    sessions = store.model.objects.filter(session_key__in=keys, expire_date__gt=now)
    marks = {
        row.session_key: store.decode(row.session_data).get(HASH_SESSION_KEY) for row in sessions
    }
    return {key for key, mark in marks.items() if mark == user.get_session_auth_hash()}


def end(logins) -> int:
    """How many ended."""
    keys = [row.session_key for row in logins]
    _store().model.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def end_all(user, *, but: str | None = None) -> int:
    """Every login of this user; `but`: the key of one that goes on."""
    rows = UserSession.objects.filter(user_id=user.pk)
    return end(rows.exclude(session_key=but) if but else rows)


BROWSERS = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome")]
BROWSERS += [("Safari/", "Safari")]
SYSTEMS = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")]
SYSTEMS += [("Mac OS", "Mac"), ("Linux", "Linux")]


def device(user_agent: str) -> str:
    """Firefox, Windows: what a person knows a computer by."""
    named = [
        next((name for mark, name in known if mark in user_agent), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, named)) or "nieznana przeglądarka"


def failed_lately(user) -> int:
    """Passwords and codes that did not fit, in a week."""
    return failed_since(user, timezone.now() - datetime.timedelta(days=7))
