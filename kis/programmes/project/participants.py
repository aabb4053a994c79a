"""Participants of a project with all that was told of them, read in a few queries however many they are."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch

from kis.programmes.models import (
    Edition,
    EditionNumber,
    Enrolment,
    ProjectStart,
    Situation,
    Support,
)
from participants.models import Person, Restriction

# Where the edition's own number is not there: the guidelines say four weeks.
LEAVING_DAYS = 28


@dataclass(frozen=True)
class Participant:
    enrolment: Enrolment
    start: ProjectStart | None
    supports: list[Support] = field(default_factory=list)
    situation: Situation | None = None
    is_restricted: bool = (
        False  # the processing of the person's data, which are given to nobody then
    )

    @property
    def person(self) -> Person:
        return self.enrolment.person

    @property
    def age(self) -> int | None:
        """On the day of start."""
        starts_on = self.enrolment.starts_on
        return self.person.age(starts_on) if starts_on else None

    def situation_due(self, days: int) -> datetime.date | None:
        """By when the situation is to be told; None while the participation goes on or it was told."""
        if self.enrolment.ends_on is None or self.situation:
            return None
        return self.enrolment.ends_on + datetime.timedelta(days=days)


def leaving_days(edition: Edition) -> int:
    number = edition.numbers.filter(code=EditionNumber.Code.LEAVING_DAYS).first()
    return int(number.value) if number else LEAVING_DAYS


def participants_of(edition: Edition, *, who=None) -> list[Participant]:
    """Whoever applied and was not refused, in Polish order. `who`: only these enrolments. Three queries."""
    rows = Enrolment.objects.filter(edition=edition, refused_on=None)
    if who is not None:
        rows = rows.filter(pk__in=who)
    restricted = Restriction.objects.in_force().filter(person=OuterRef("person"))
    rows = rows.annotate(is_restricted=Exists(restricted))
    rows = rows.select_related("person", "project_start", "situation").in_polish_order()
    rows = rows.prefetch_related(Prefetch("supports", Support.objects.order_by("starts_on", "pk")))
    return [told(row) for row in rows]


def told(enrolment: Enrolment) -> Participant:
    return Participant(
        enrolment,
        getattr(enrolment, "project_start", None),
        list(enrolment.supports.all()),
        getattr(enrolment, "situation", None),
        getattr(enrolment, "is_restricted", False),
    )
