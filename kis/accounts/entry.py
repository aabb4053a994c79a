"""Who is let in: the one place that decides it, for every page, file, search and the admin panel.

Art. 100 ust. 6 of the act on social assistance: data of people are processed only with an authorisation and
a pledge of secrecy in writing. An account whose only role is the system administrator's opens no data of
theirs and needs none: it makes the accounts of a new office and enters the first authorisations.
"""

import datetime

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.utils import timezone

from kis.accounts.models import Authorisation, User
from kis.accounts.rights import Role
from kis.journal.record import record_of
from kis.lib.worded import worded

WHERE_NEXT = (
    "Dostępu do danych osób bez ważnego upoważnienia nie ma. Zgłoś się do administratora systemu "
    "albo do kierownika: nowe upoważnienie wpisuje się w programie po podpisaniu."
)
NEVER_HAD_ONE = "W rejestrze nie ma Twojego upoważnienia do przetwarzania danych osobowych."
SWITCHED_OFF = "To konto jest wyłączone. Jeśli to pomyłka, zgłoś się do administratora systemu."


@worded()
def _known(number: int, on: datetime.date):
    # In no order: for one row Django would word the Polish one.
    return User.objects.knowing_access(on).order_by().filter(pk=number)


def found(number: int, on: datetime.date) -> User | None:
    """The user with roles and authorisation, by which every page decides: one query for all."""
    rows = _known(number, on)
    return rows[0] if rows else None


def is_let_in(user: User, on: datetime.date) -> bool:
    return user.is_active and (not needs_authorisation(user) or _is_authorised(user, on))


def needs_authorisation(user: User) -> bool:
    return user.roles != {Role.SYSTEM_ADMIN}


def _is_authorised(user: User, on: datetime.date) -> bool:
    known = getattr(user, "is_authorised", None)
    return Authorisation.objects.valid(on).filter(user=user).exists() if known is None else known


def why_shut(user: User, on: datetime.date) -> str:
    """What is said to somebody who is not let in and has shown who they are."""
    if not user.is_active:
        return SWITCHED_OFF
    last = Authorisation.objects.filter(user=user, starts_on__lte=on).order_by("-starts_on", "-pk")
    row = last.first() or Authorisation.objects.filter(user=user).order_by("starts_on").first()
    if row is None:
        return f"{NEVER_HAD_ONE} {WHERE_NEXT}"
    return (
        f"Twoje upoważnienie do przetwarzania danych (nr {row.number}) {row.why_invalid(on)}. "
        f"{WHERE_NEXT}"
    )


def ended_access(get_response):
    """Middleware: whose access ended while logged in is told why, and the session ends."""

    def middleware(request):
        # Read first: behind a new password asking for the user empties the session.
        number = request.session.get(SESSION_KEY)
        # The backend gave nobody for the number that the session holds.
        if number and not request.user.is_authenticated:
            _end(request, number)
        return get_response(request)

    return middleware


def _end(request, number: str) -> None:
    on = timezone.localdate()
    user = User.objects.filter(pk=number).first()
    logout(request)
    if user is None or is_let_in(user, on):
        return  # another reason: the password is a new one, the row is gone
    messages.warning(request, why_shut(user, on))
    record_of(request, user, "shut_out", kind="account", number=user.pk)
