"""Signed lists, and entries changed after a list was noted: its "agrees" speaks of the earlier ones.

The history tells when a list was noted and when an entry changed; saving the list once more notes it anew.
A supervisor's confirmation grows old in the same way.
"""

import pghistory
from django.db.models import CharField, Count, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat, TruncMonth

from psu.models import PersonMonth, SignedList, WorkDay

(WorkDayEvent,) = pghistory.core.event_models(tracks_model=WorkDay)


def proofs():
    """Lists that prove their hours: they agree, and no entry changed since.

    Once somebody's month at the place is closed, its list can be noted no more: it stands, and what changed
    later is only told.
    """
    lists = SignedList.objects.filter(agrees=True)
    return lists.filter(Exists(_closed_days()) | ~Exists(_later_changes(SignedList)))


def with_changes(lists):
    """The same lists, each with `changed_days`, see below, and `stands`.

    `stands`: the list is used by a closed month and cannot be noted anew.
    """
    return with_changed_days(lists).annotate(stands=Exists(_closed_days()))


def with_changed_days(rows):
    """Lists or confirmations, each with `changed_days`: days of somebody that changed since it was saved."""
    counted = (
        _later_changes(rows.model)
        .order_by()
        .values("referral__place")
        .annotate(changed=_days_of_people())
        .values("changed")
    )
    return rows.annotate(changed_days=Coalesce(Subquery(counted), 0))


def _days_of_people():
    return Count(Concat("person_id", Value("-"), "day", output_field=CharField()), distinct=True)


def _later_changes(model):
    """Events of the entries of the row around, of that model, behind the last time it was saved."""
    (events,) = pghistory.core.event_models(tracks_model=model)
    noted = events.objects.filter(pgh_obj=OuterRef(OuterRef("pk"))).order_by("-pgh_id")
    return WorkDayEvent.objects.annotate(of_month=TruncMonth("day")).filter(
        referral__place=OuterRef("place"),
        of_month=OuterRef("month"),
        pgh_created_at__gt=Subquery(noted.values("pgh_created_at")[:1]),
    )


def _closed_days():
    closed = PersonMonth.objects.filter(
        person=OuterRef("person"),
        agreement=OuterRef("agreement"),
        month=OuterRef("of_month"),
        state=PersonMonth.State.CLOSED,
    )
    return WorkDay.objects.annotate(of_month=TruncMonth("day")).filter(
        Exists(closed), referral__place=OuterRef("place"), of_month=OuterRef("month")
    )
