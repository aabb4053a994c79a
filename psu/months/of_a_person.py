"""What one person worked, month by month."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from psu.models import PersonMonth, WorkDay


@dataclass(frozen=True)
class MonthWorked:
    month: datetime.date
    agreement: str
    place: str
    place_pk: int
    hours: Decimal
    days: int
    absences: int
    state: str


def months_worked(files: QuerySet | list[int]) -> list[MonthWorked]:
    """In these files of a person: newest first, a row for each agreement and place. One query."""
    states = PersonMonth.objects.filter(
        person=OuterRef("person"), agreement=OuterRef("agreement"), month=OuterRef("month")
    )
    rows = (
        WorkDay.objects.filter(person__in=files)
        # Django would group by the columns of the default order as well.
        .order_by()
        .annotate(month=TruncMonth("day"))
        .annotate(state=Subquery(states.values("state")[:1]))
        .values(
            "person",
            "month",
            "state",
            "agreement__number",
            "referral__place_id",
            "referral__place__name",
        )
        .annotate(
            sum=Sum("hours"),
            worked=Count("pk", filter=Q(outcome=WorkDay.Outcome.WORKED)),
            absent=Count("pk", filter=~Q(outcome=WorkDay.Outcome.WORKED)),
        )
        # An agreement of December has a number of the old year: the earlier one first.
        .order_by("-month", "agreement__starts_on", "agreement__number", "referral__place__name")
    )
    return [
        MonthWorked(
            month=row["month"],
            agreement=row["agreement__number"],
            place=row["referral__place__name"],
            place_pk=row["referral__place_id"],
            hours=row["sum"],
            days=row["worked"],
            absences=row["absent"],
            state=PersonMonth.State(row["state"]).label if row["state"] else "",
        )
        for row in rows
    ]
