"""Requests under the law on data protection until they are answered, and restrictions to look at again."""

from django.db.models import DateField, F, Func, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from kis.accounts.rights import Role
from kis.lib.dates import DAY, polish
from kis.lib.work import DeskGroup, Kind, asked
from kis.privacy.models import DataRequest
from kis.privacy.models.request import MONTHS
from participants.models import Restriction

AHEAD = 14 * DAY


def _month_after(column: str) -> Func:
    """PostgreSQL adds months as the program does."""
    return Func(
        F(column),
        Value(MONTHS),
        template="(%(expressions)s)::date",
        arg_joiner=" + INTERVAL '1 month' * ",
        output_field=DateField(),
    )


def _waiting(people, user, on):
    due = Coalesce("prolonged_until", _month_after("received_on"))
    waiting = DataRequest.objects.open().annotate(due=due)
    return asked(waiting, person="person", day="due", kind="kind")


def _tell(row, user) -> dict:
    return {
        "what": f"wniosek: {DataRequest.Kind(row.facts['kind']).label}",
        "detail": f"odpowiedź do {polish(row.day)}",
        "url": reverse("privacy:person", args=[row.person]),
        "action": "Odpowiedz",
    }


def _restricted(people, user, on):
    """On their day, and those without one from a month on."""
    look = Coalesce("look_again_on", _month_after("starts_on"))
    rows = Restriction.objects.in_force().annotate(look=look).filter(look__lte=on + AHEAD)
    return asked(rows, person="person", day="look")


def _tell_restricted(row, user) -> dict:
    return {
        "what": "ograniczone przetwarzanie danych",
        "detail": f"sprawdzić do {polish(row.day)}",
        "url": reverse("privacy:person", args=[row.person]),
        "action": "Sprawdź",
    }


KINDS = [
    Kind(DeskGroup.QUESTIONS, _waiting, _tell),
    Kind(DeskGroup.QUESTIONS, _restricted, _tell_restricted),
]


def kinds(user) -> list[Kind]:
    return KINDS if user.roles & {Role.SOCIAL_WORKER, Role.COORDINATOR} else []
