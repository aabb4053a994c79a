"""Participants of EU projects who left, until their situation was told: by the day that the edition sets.

Rows are of editions, not of the register: each kind asks for those that the reader sees.
"""

from django.db.models import (
    DateField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from kis.accounts.rights import Role
from kis.lib.dates import polish
from kis.lib.work import DeskGroup, Kind, asked
from kis.programmes.models import Edition, EditionNumber, Enrolment, Kind as Programme
from kis.programmes.project.participants import LEAVING_DAYS

ROLES = (Role.PROGRAMME_STAFF, Role.COORDINATOR)


def kinds(user) -> list[Kind]:
    return [SITUATIONS] if user.roles & set(ROLES) else []


def _situations(people, user, on):
    number = EditionNumber.objects.filter(
        edition=OuterRef("edition"), code=EditionNumber.Code.LEAVING_DAYS
    )
    days = Coalesce(Cast(Subquery(number.values("value")[:1]), IntegerField()), Value(LEAVING_DAYS))
    rows = Enrolment.objects.filter(
        edition__in=Edition.objects.visible_to(user, on).filter(kind=Programme.PROJECT),
        ends_on__lt=on,
        situation=None,
    ).annotate(due=ExpressionWrapper(F("ends_on") + days, output_field=DateField()))
    return asked(
        rows,
        person=None,
        day="due",
        last="person__last_name",
        first="person__first_name",
        edition="edition",
    )


def _tell_situation(row, user) -> dict:
    return {
        "who": f"{row.facts['last']} {row.facts['first']}",
        "what": "sytuacja po zakończeniu projektu",
        "detail": f"zapytać do {polish(row.day)}",
        "url": reverse("programmes:participant", args=[row.facts["edition"], row.number]),
        "action": "Wpisz oświadczenie",
    }


SITUATIONS = Kind(DeskGroup.QUESTIONS, _situations, _tell_situation)
