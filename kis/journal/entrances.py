"""Who came in, who tried to, who went out: told by signals, written with the other notes."""

import datetime

from allauth.account.signals import password_changed
from allauth.mfa import signals as factors
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils import timezone

from kis.journal.models import ACCOUNT, AccessEntry
from kis.journal.record import record_of

# So many wrong passwords and codes of a day are more than a tired person's.
MANY_FAILED = 5
FAILED = ["login_failed", "code_failed"]


def failed_since(user, at: datetime.datetime) -> int:
    """Passwords and codes that did not fit."""
    return AccessEntry.objects.filter(user=user.pk, at__gte=at, act__in=FAILED).count()


def _came_in(sender, request, user, **kwargs):
    day_ago = timezone.now() - datetime.timedelta(days=1)
    earlier = AccessEntry.objects.filter(user=user.pk, act="login", at__gt=day_ago)
    last = earlier.order_by("-at").values_list("at", flat=True).first()
    _note(request, user, "login")
    if failed_since(user, last or day_ago) >= MANY_FAILED:
        _note(request, user, "login_doubtful")


def _went_out(sender, request, user, **kwargs):
    if user is not None:
        _note(request, user, "logout")


def _failed(sender, credentials, request=None, **kwargs):
    """Of an account that is there its number is told; what else was typed may be a password."""
    typed = credentials.get("username") or credentials.get("email") or ""
    named = get_user_model().objects.filter(username__iexact=typed).first() if typed else None
    _note(request, named, "login_failed")


def _noting(act: str):
    def note(sender, request, user, **kwargs):
        _note(request, user, act)

    return note


# By the library's signals: a factor set up, taken away, its spare codes made anew, a code that was wrong,
# one's own password changed.
_CHANGES = {
    "factor_added": factors.authenticator_added,
    "factor_removed": factors.authenticator_removed,
    "spare_codes": factors.authenticator_reset,
    "code_failed": factors.authentication_failed,
    "password_changed": password_changed,
}


def note(request, user, act: str, *, of=None) -> None:
    """What the user did to an account, their own or that `of` another."""
    whose = of or user
    record_of(request, user, act, kind=ACCOUNT, number=whose.pk if whose else None)


def _note(request, user, act: str) -> None:
    # A login by a command has no request.
    if request is not None:
        note(request, user, act)


def connect() -> None:
    user_logged_in.connect(_came_in, dispatch_uid="journal_login")
    user_logged_out.connect(_went_out, dispatch_uid="journal_logout")
    user_login_failed.connect(_failed, dispatch_uid="journal_login_failed")
    for act, signal in _CHANGES.items():
        # Not held by anybody else: without it the receiver is gone as soon as this returns.
        signal.connect(_noting(act), dispatch_uid=f"journal_{act}", weak=False)
