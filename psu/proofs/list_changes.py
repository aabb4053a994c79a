"""Signed lists, and entries changed after a list was noted: its "agrees" speaks of the earlier ones.

A list keeps the number of the last event that the history of its entries had when they were compared; saving
it once more notes it anew. A supervisor's confirmation grows old in the same way.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

import pghistory
from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    Func,
    Max,
    OuterRef,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Concat

from kis.lib.dates import month_of
from psu.models import Agreement, Referral, SignedList, WorkDay, WorkPlace
from psu.rules.cells import CellValue

VALUE = "outcome", "hours"
(WorkDayEvent,) = pghistory.core.event_models(tracks_model=WorkDay)


class MonthAfter(Func):
    """The first day of the next month, of the first day of a month."""

    template = "(%(expressions)s + interval '1 month')::date"
    output_field = DateField()


def changes(places: Iterable[WorkPlace], month: datetime.date):
    """Events of the places' entries of that month."""
    return WorkDayEvent.objects.filter(referral__place__in=places, day__range=month_of(month))


def last_changes(places: Iterable[WorkPlace], month: datetime.date) -> dict[int, int]:
    """By number of the place, the number of the last event of its entries of that month. One query."""
    return dict(_last_by_place(changes(places, month)).values_list("referral__place", "last"))


def last_change_there(place: OuterRef, month: datetime.date) -> Subquery:
    """The same of the place of each row, to be asked within another query."""
    events = WorkDayEvent.objects.filter(referral__place=place, day__range=month_of(month))
    return Subquery(_last_by_place(events).values("last"))


def last_changes_of_day(places: Iterable[WorkPlace], day: datetime.date):
    """The same of the entries of one day, to be asked: rows with `referral__place` and `last`."""
    return _last_by_place(changes(places, day).filter(day=day))


def _last_by_place(events):
    return events.order_by().values("referral__place").annotate(last=Max("pgh_id"))


def changes_behind(
    seen: dict[int, int], month: datetime.date
) -> dict[tuple[int, datetime.date], int]:
    """By referral and day the last event of an entry, of places that saw an earlier one. One query.

    `seen`: number of the place → the last event that was seen there.
    """
    later = changes(seen, month).filter(pgh_id__gt=min(seen.values(), default=0))
    last = later.order_by().values("referral", "day").annotate(last=Max("pgh_id"))
    return {(row["referral"], row["day"]): row["last"] for row in last}


def last_change(place: WorkPlace, month: datetime.date) -> int:
    """The same of one place; 0 for a month without entries."""
    return last_changes([place], month).get(place.pk, 0)


@dataclass(frozen=True)
class ChangedDay:
    """A day of somebody at a place; None: no entry."""

    referral: Referral
    day: datetime.date
    before: CellValue | None
    now: CellValue | None


def changed_days_since(place: WorkPlace, month: datetime.date, seen: int) -> list[ChangedDay]:
    """Days that changed behind the event `seen`, as they were then and as they are. Three queries."""
    there = changes([place], month)
    touched = set(there.filter(pgh_id__gt=seen).values_list("referral", "day"))
    referrals = Referral.objects.select_related("person").in_bulk({pk for pk, _ in touched})
    before = {}
    earlier = there.filter(pgh_id__lte=seen, referral__in=referrals).order_by("pgh_id")
    for pk, day, label, *value in earlier.values_list("referral", "day", "pgh_label", *VALUE):
        before[pk, day] = None if label == "delete" else CellValue(*value)
    entries = WorkDay.objects.filter(referral__in=referrals).in_month(month)
    now = {
        (pk, day): CellValue(*value)
        for pk, day, *value in entries.values_list("referral", "day", *VALUE)
    }
    found = [
        ChangedDay(referrals[pk], day, before.get((pk, day)), now.get((pk, day)))
        for pk, day in touched
    ]
    return sorted(found, key=lambda each: (each.day, str(each.referral.person)))


def entries_stand(place: WorkPlace, month: datetime.date) -> int:
    """Until the transaction ends nobody changes an entry of that month there; gives the last change's number.

    Every entry is written behind a lock of its agreement, which is first in the order of locks. Without it
    an event could have its number already and not be in sight yet.
    """
    there = Referral.objects.filter(place=place).within(*month_of(month))
    agreements = Agreement.objects.filter(pk__in=there.values("agreement")).order_by("pk")
    list(agreements.select_for_update(no_key=True).values_list("pk"))
    return last_change(place, month)


def proofs():
    """Lists that prove their hours: they agree, and no entry changed since."""
    return SignedList.objects.filter(agrees=True).exclude(Exists(_later_changes()))


def with_changed_days(rows):
    """Lists or confirmations, each with `changed_days`: days of somebody that changed since it was saved."""
    counted = (
        _later_changes()
        .order_by()
        .values("referral__place")
        .annotate(changed=_days_of_people())
        .values("changed")
    )
    return rows.annotate(changed_days=Coalesce(Subquery(counted), 0))


def with_later_change(days):
    """Confirmations of days, each with `is_behind`: whether an entry of its day changed since."""
    later = WorkDayEvent.objects.filter(
        referral__place=OuterRef("place"),
        day=OuterRef("day"),
        pgh_id__gt=OuterRef("entries_seen"),
    )
    return days.annotate(is_behind=Exists(later))


def _days_of_people():
    # One text of both: DISTINCT over two columns is no aggregate that Django words.
    return Count(Concat("person_id", Value("-"), "day", output_field=CharField()), distinct=True)


def _later_changes():
    """Events of the entries of the row around, behind the last one that it has seen."""
    return WorkDayEvent.objects.filter(
        referral__place=OuterRef("place"),
        day__gte=OuterRef("month"),
        # A range, not TruncMonth of the day: the index on referral, day and event is used.
        day__lt=MonthAfter(OuterRef("month")),
        pgh_id__gt=OuterRef("entries_seen"),
    )
