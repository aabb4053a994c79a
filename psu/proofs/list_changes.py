"""Signed lists, and entries changed after a list was noted: its "agrees" speaks of the earlier ones.

A list keeps the number of the last event that the history of its entries had when they were compared; saving
it once more notes it anew. A supervisor's confirmation grows old in the same way.
"""

import datetime
from collections.abc import Iterable

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
from psu.models import Agreement, PersonMonth, Referral, SignedList, WorkDay, WorkPlace

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
    counted = changes(places, month).order_by().values("referral__place")
    return dict(counted.annotate(last=Max("pgh_id")).values_list("referral__place", "last"))


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
    """Lists that prove their hours: they agree, and no entry changed since.

    Once somebody's month at the place is closed, its list can be noted no more: it stands, and what changed
    later is only told.
    """
    lists = SignedList.objects.filter(agrees=True)
    return lists.filter(Exists(_closed_days()) | ~Exists(_later_changes()))


def with_changes(lists):
    """The same lists, each with `changed_days`, see below, and `stands`.

    `stands`: the list is used by a closed month and cannot be noted anew.
    """
    return with_changed_days(lists).annotate(stands=Exists(_closed_days()))


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


def _closed_days():
    closed = PersonMonth.objects.filter(
        person=OuterRef("person"),
        agreement=OuterRef("agreement"),
        month=OuterRef(OuterRef("month")),
        state=PersonMonth.State.CLOSED,
    )
    return WorkDay.objects.filter(
        Exists(closed),
        referral__place=OuterRef("place"),
        day__gte=OuterRef("month"),
        day__lt=MonthAfter(OuterRef("month")),
    )
