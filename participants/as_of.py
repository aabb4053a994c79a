"""A person's data as the program had it at the end of a day, put together from the kept history.

Every insert and change is an event (kis.lib.history); the last one by the end of the day is the row. None of
these rows is ever deleted: a guard keeps them.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar

import pghistory
from django.db.models import Min, Model, QuerySet
from django.utils import timezone

from kis.lib.dates import DAY
from participants.models import BankAccount, HouseholdMember, Job, LabourOfficePeriod, Person

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Dated:
    """Rows of one kind that held on the day: those that were known then, and what was entered since."""

    known: list
    later: list


@dataclass(frozen=True)
class AsOf:
    """What was known at the end of the day; without a person the history does not reach so far."""

    on: datetime.date
    known_since: datetime.date | None
    person: Person | None
    household: list[HouseholdMember] = field(default_factory=list)
    labour_periods: Dated | None = None
    jobs: Dated | None = None
    accounts: Dated | None = None


def as_of(person: Person, files: QuerySet | Collection[int], on: datetime.date) -> AsOf:
    """`files` are the numbers of all the person's files. A query for each kind of rows, and one more each
    for what stands now.
    """
    events = _events(Person).filter(pgh_obj=person.pk)
    since = events.aggregate(first=Min("pgh_created_at"))["first"]
    known_since = since and timezone.localdate(since)
    known = _rows_then(Person, events, on)
    if not known:
        return AsOf(on, known_since, None)
    members = _of_files(HouseholdMember, files, on)
    return AsOf(
        on,
        known_since,
        known[0],
        household=[row for row in members if row.left_on is None or on <= row.left_on],
        labour_periods=_dated(LabourOfficePeriod, files, on),
        jobs=_dated(Job, files, on),
        accounts=_dated(BankAccount, files, on),
    )


def end_of(day: datetime.date) -> datetime.datetime:
    """The first moment of the next day, by the clock of the office."""
    return timezone.make_aware(datetime.datetime.combine(day + DAY, datetime.time()))


def _events(model: type[Model]) -> QuerySet:
    (events,) = pghistory.core.event_models(tracks_model=model)
    return events.objects.all()


def _of_files(model: type[Row], files, on: datetime.date) -> list[Row]:
    return _rows_then(model, _events(model).filter(person__in=files), on)


def _rows_then(model: type[Row], events: QuerySet, on: datetime.date) -> list[Row]:
    """Each row as its last event by the end of the day has it."""
    past = events.filter(pgh_created_at__lt=end_of(on))
    last = past.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [_made(model, event) for event in last]


def _made(model: type[Row], event: Model) -> Row:
    """Of a generated column the history has nothing: it is read from the row of today, if asked for."""
    kept = {column.attname for column in event._meta.concrete_fields}
    names = [column.attname for column in model._meta.concrete_fields if column.attname in kept]
    return model.from_db("default", names, [getattr(event, name) for name in names])


def _dated(model: type[Row], files, on: datetime.date) -> Dated:
    """Rows whose time includes the day."""
    known = [row for row in _of_files(model, files, on) if _includes(row, on)]
    numbers = {row.pk for row in known}
    now = model._default_manager.on(on).filter(person__in=files)
    return Dated(known, [row for row in now if row.pk not in numbers])


def _includes(row, on: datetime.date) -> bool:
    return row.starts_on <= on and (row.ends_on is None or on <= row.ends_on)
