"""What the tab *Udział w KIS* tells of each stay, read in a number of queries that no stay adds to."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from contracts.graduates import GraduateAnswer, graduate_of
from contracts.participation import Cover, gaps
from participants.models import (
    RATED,
    Break,
    Certificate,
    FollowUp,
    Participation,
    Person,
    Prolongation,
    Rating,
)

Moment = Rating.Moment


@dataclass(frozen=True)
class StayShown:
    stay: Participation
    covers: list[Cover]
    on: datetime.date

    @property
    def has_ended(self) -> bool:
        return self.stay.ends_on is not None

    @property
    def status(self) -> tuple[str, str]:
        """The word, and the state that colours it."""
        stay, on = self.stay, self.on
        if stay.ends_on and stay.ends_on < on:
            return stay.get_outcome_display().capitalize(), ""
        if stay.starts_on > on:
            return "Jeszcze się nie zaczął", "look"
        if self.running_break:
            return "Przerwa", "look"
        bare = gaps(stay, self.covers, on)
        return ("Bez kontraktu", "late") if bare and bare[-1][1] == on else ("Trwa", "good")

    @cached_property
    def running_break(self) -> Break | None:
        lasting = (row for row in self.stay.all_breaks if not row.voided_at and self.lasts(row))
        return next(lasting, None)

    def lasts(self, row: Break) -> bool:
        return row.starts_on <= self.on and (row.ends_on is None or self.on <= row.ends_on)

    @property
    def breaks(self) -> list[tuple[Break, bool]]:
        """Each with whether it may still be ended: it is open, or its last day is still to come."""
        return [
            (row, not row.voided_at and (row.ends_on is None or row.ends_on > self.on))
            for row in self.stay.all_breaks
        ]

    @property
    def certificate(self) -> Certificate | None:
        """The one that counts."""
        return next((row for row in self.stay.all_certificates if not row.voided_at), None)

    @property
    def may_be_certified(self) -> bool:
        is_dead = self.stay.leaving_reason == Participation.LeavingReason.DEATH
        return self.has_ended and not is_dead and self.certificate is None

    @property
    def graduate(self) -> GraduateAnswer | None:
        return graduate_of(self.stay, self.covers, str(self.certificate or ""))

    @property
    def ratings(self) -> list[tuple[str, str, str]]:
        """Of each field its name and the levels at the start and at the end; fields without any left out."""
        rated = {row.moment: row for row in self.stay.all_ratings}
        rows = [
            (
                Rating._meta.get_field(name).verbose_name,
                _level(rated.get(Moment.START), name),
                _level(rated.get(Moment.END), name),
            )
            for name in RATED
        ]
        return [row for row in rows if row[1] or row[2]]


def _level(rating: Rating | None, name: str) -> str:
    return getattr(rating, f"get_{name}_display")() if rating and getattr(rating, name) else ""


def stays_shown(person: Person, covers: Iterable[Cover], on: datetime.date) -> list[StayShown]:
    """The newest first."""
    voidable = ("made_by", "voided_by")
    stays = person.participations.select_related("begun_by", "ended_by").prefetch_related(
        Prefetch("breaks", Break.with_voided.select_related(*voidable), to_attr="all_breaks"),
        Prefetch(
            "certificates",
            Certificate.with_voided.select_related("issued_by", "voided_by").defer("facts"),
            to_attr="all_certificates",
        ),
        Prefetch(
            "prolongations",
            Prolongation.objects.select_related("made_by"),
            to_attr="all_prolongations",
        ),
        Prefetch("ratings", Rating.objects.all(), to_attr="all_ratings"),
        Prefetch(
            "follow_ups", FollowUp.objects.select_related("settled_by"), to_attr="all_follow_ups"
        ),
    )
    return [StayShown(stay, list(covers), on) for stay in stays]
