"""What the tab *Udział w KIS* tells of each stay, read in as many queries for ten stays as for one."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, Prefetch
from django.db.models.functions import JSONObject

from contracts.graduates import GraduateAnswer, graduate_of
from contracts.participation import Cover, gaps
from kis.accounts.models import User
from participants.commissioned import last_day_of
from participants.models import (
    RATED,
    Break,
    Certificate,
    CommissionLimit,
    FollowUp,
    Participation,
    Prolongation,
    Rating,
)

Moment = Rating.Moment


@dataclass(frozen=True)
class StayShown:
    stay: Participation
    covers: list[Cover]
    on: datetime.date
    limits: CommissionLimit | None = None  # of a commissioned stay, by the day on which it began

    @property
    def last_day(self) -> datetime.date | None:
        """The last one that law lets a commissioned stay have."""
        return self.limits and last_day_of(self.stay.starts_on, self.limits)

    @property
    def may_be_prolonged(self) -> bool:
        return self.last_day is None or self.stay.planned_end_on < self.last_day

    @property
    def has_ended(self) -> bool:
        return self.stay.ends_on is not None

    @property
    def status(self) -> tuple[str, str]:
        """The word, and the state that colours it."""
        stay, on = self.stay, self.on
        if stay.voided_at:
            return "Wpis unieważniony", ""
        if stay.ends_on:
            return stay.get_outcome_display().capitalize(), ""
        if stay.starts_on > on:
            return "Jeszcze się nie zaczął", "look"
        if self.last_day and self.last_day < on:
            return "Po ostatnim dniu", "late"
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


def stays_shown(
    people: Iterable[int], covers: Iterable[Cover], on: datetime.date
) -> list[StayShown]:
    """Of these files, the newest first, voided ones too. Three queries; short rows come with their stay."""
    voidable = ("made_by", "voided_by")
    stays = (
        Participation.with_voided.filter(person__in=people)
        .select_related("voided_by")
        .annotate(
            told_prolongations=_gathered(Prolongation, "made_by"),
            told_ratings=_gathered(Rating, "rated_by"),
            told_follow_ups=_gathered(FollowUp, "settled_by"),
        )
        .prefetch_related(
            Prefetch("breaks", Break.with_voided.select_related(*voidable), to_attr="all_breaks"),
            Prefetch(
                "certificates",
                Certificate.with_voided.select_related("issued_by", "voided_by").defer("facts"),
                to_attr="all_certificates",
            ),
        )
    )
    for stay in stays:
        stay.all_prolongations = _rows(Prolongation, "made_by", stay.told_prolongations)
        stay.all_ratings = _rows(Rating, "rated_by", stay.told_ratings)
        stay.all_follow_ups = _rows(FollowUp, "settled_by", stay.told_follow_ups)
    limits = _limits_of(stays)
    return [StayShown(stay, list(covers), on, limits.get(stay.pk)) for stay in stays]


def _limits_of(stays: Iterable[Participation]) -> dict[int, CommissionLimit]:
    """By the number of the stay. One query where any is commissioned."""
    commissioned = [stay for stay in stays if stay.is_commissioned]
    rows = list(CommissionLimit.objects.all()) if commissioned else []
    return {
        stay.pk: row
        for stay in commissioned
        for row in rows
        if row.valid_from <= stay.starts_on and (not row.valid_to or stay.starts_on <= row.valid_to)
    }


NAMES = ("first_name", "last_name")


def _gathered(model: type[Model], user: str) -> ArraySubquery:
    """All rows of a stay as one column, each with the names of its user."""
    columns = {field.attname: field.attname for field in model._meta.concrete_fields}
    columns |= {f"{user}__{name}": f"{user}__{name}" for name in NAMES}
    rows = model.objects.filter(participation=OuterRef("pk"))
    return ArraySubquery(rows.values(told=JSONObject(**columns)))


def _rows(model: type[Model], user: str, told: Iterable[dict]) -> list[Model]:
    made = []
    for row in told:
        names = {name: row.pop(f"{user}__{name}") or "" for name in NAMES}
        # JSON has days as text.
        values = {name: model._meta.get_field(name).to_python(value) for name, value in row.items()}
        instance = model(**values)
        setattr(instance, user, User(pk=getattr(instance, f"{user}_id"), **names))
        made.append(instance)
    return made
