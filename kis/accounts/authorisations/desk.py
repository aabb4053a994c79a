"""Authorisations that end soon, wait for a signature or lack, for whoever enters them."""

from datetime import timedelta

from django.db.models.functions import TruncDate
from django.urls import reverse

from kis.accounts.models import Authorisation, User
from kis.accounts.rights import Role
from kis.lib.dates import polish
from kis.lib.work import DeskGroup, Kind, asked

SOON = timedelta(days=30)
NAMES = {"first": "user__first_name", "last": "user__last_name"}


def kinds(user) -> list[Kind]:
    """The administrator has a group of what ends; the head has one of what is to be signed."""
    if Role.SYSTEM_ADMIN in user.roles:
        return KINDS[DeskGroup.ENDING]
    return KINDS[DeskGroup.SIGNING] if Role.HEAD in user.roles else []


def _ending(people, user, on):
    rows = Authorisation.objects.ending(on, on + SOON)
    return asked(rows, person=None, day="ends_on", account="user_id", **NAMES)


def _tell_ending(row, user) -> dict:
    return {
        "who": _name(row),
        "what": "upoważnienie do przetwarzania danych",
        "detail": f"do {polish(row.day)}",
        "url": f"{reverse('authorisations:new')}?kto={row.facts['account']}",
        "action": "Przygotuj następne",
    }


def _unsigned(people, user, on):
    rows = Authorisation.objects.unsigned(on)
    return asked(rows, person=None, day="starts_on", number="pk", paper="number", **NAMES)


def _tell_unsigned(row, user) -> dict:
    return {
        "who": _name(row),
        "what": f"upoważnienie nr {row.facts['paper']} czeka na podpisy",
        "detail": f"od {polish(row.day)}",
        "url": reverse("authorisations:edit", args=[row.number]),
        "action": "Odnotuj podpisy",
    }


def _lacking(people, user, on):
    """Of those for whom nothing is being prepared either."""
    prepared = Authorisation.objects.unsigned(on).values("user")
    rows = User.objects.shut_out(on).exclude(pk__in=prepared)
    names = {"first": "first_name", "last": "last_name"}
    return asked(rows, person=None, day=TruncDate("date_joined"), **names)


def _tell_lacking(row, user) -> dict:
    return {
        "who": _name(row),
        "what": "konto bez ważnego upoważnienia, nie może się zalogować",
        "url": f"{reverse('authorisations:new')}?kto={row.number}",
        "action": "Wpisz upoważnienie",
    }


def _name(row) -> str:
    return f"{row.facts['first']} {row.facts['last']}".strip()


KINDS = {
    group: [
        Kind(group, _ending, _tell_ending),
        Kind(group, _unsigned, _tell_unsigned),
        Kind(group, _lacking, _tell_lacking, is_deadline=False),
    ]
    for group in (DeskGroup.ENDING, DeskGroup.SIGNING)
}
