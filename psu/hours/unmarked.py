"""Planned days on which nothing was entered: nobody knows yet whether the person worked."""

import datetime
from collections.abc import Iterator

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from kis.lib.dates import days, holiday_name
from psu.models import Referral, WorkDay


def unmarked_days(
    first: datetime.date, last: datetime.date
) -> Iterator[tuple[tuple[int, str], datetime.date, int]]:
    """((number of the place, its name), day, number of the person), by name of the place. One query."""
    # Of the person, not of the referral: a day entered at another place is no day without an entry.
    worked = WorkDay.objects.filter(person=OuterRef("person"), day__range=(first, last))
    referrals = (
        Referral.objects.within(first, last)
        .annotate(entered=ArraySubquery(worked.order_by().values("day")))
        .order_by("place__name", "pk")
    )
    # No day is entered without an agreement: a referral may last longer than its own.
    spans = ("starts_on", "last_day", "agreement__starts_on", "agreement__ends_on")
    columns = ("place", "place__name", "person", "planned_days", "entered", *spans)
    working_days = [day for day in days(first, last) if not holiday_name(day)]
    # Planned days in Python: which of them are holidays no table of the database knows.
    for place, name, person, planned, entered, *span in referrals.values_list(*columns):
        weekdays, entered = {int(weekday) for weekday in planned}, set(entered)
        begins, ends, agreement_begins, agreement_ends = span
        first_day, last_day = max(begins, agreement_begins), min(ends, agreement_ends)
        for day in working_days:
            is_planned = day.weekday() in weekdays and first_day <= day <= last_day
            if is_planned and day not in entered:
                yield (place, name), day, person
