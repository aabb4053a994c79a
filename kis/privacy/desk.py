"""Requests under the law on data protection, on the desk until they are answered."""

from django.db.models import DateField, F, Func, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from kis.accounts.rights import Role
from kis.lib.dates import polish
from kis.lib.work import DeskGroup, Kind, asked
from kis.privacy.models import DataRequest
from kis.privacy.models.request import MONTHS


def _waiting(people, user, on):
    # The day that `due_on` tells: PostgreSQL adds months as the program does.
    month = Func(
        F("received_on"),
        Value(MONTHS),
        template="(%(expressions)s)::date",
        arg_joiner=" + INTERVAL '1 month' * ",
        output_field=DateField(),
    )
    waiting = DataRequest.objects.open().annotate(due=Coalesce("prolonged_until", month))
    return asked(waiting, person="person", day="due", kind="kind")


def _tell(row, user) -> dict:
    return {
        "what": f"wniosek: {DataRequest.Kind(row.facts['kind']).label}",
        "detail": f"odpowiedź do {polish(row.day)}",
        "url": reverse("privacy:person", args=[row.person]),
        "action": "Odpowiedz",
    }


KINDS = [Kind(DeskGroup.QUESTIONS, _waiting, _tell)]


def kinds(user) -> list[Kind]:
    return KINDS if user.roles & {Role.SOCIAL_WORKER, Role.COORDINATOR} else []
