"""What one person worked, month by month."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import TruncMonth

from kis.lib.worded import Wording
from participants.models import Person
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

    @property
    def first(self) -> datetime.date:
        """The database gives a moment."""
        return datetime.date(self.month.year, self.month.month, 1)


def months_worked(whole: int) -> list[MonthWorked]:
    """In all files of a person: newest first, a row for each agreement and place. One query."""
    return [
        MonthWorked(*facts, state=PersonMonth.State(state).label if state else "")
        for *facts, state in _MONTHS.answered(whole)
    ]


def _months(whole: int):
    states = PersonMonth.objects.filter(
        person=OuterRef("person"), agreement=OuterRef("agreement"), month=OuterRef("month")
    )
    return (
        WorkDay.objects.filter(person__in=Person.objects.files_of(whole))
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
        .values_list(
            *("month", "agreement__number", "referral__place__name", "referral__place_id"),
            *("sum", "worked", "absent", "state"),
        )
    )


_MONTHS = Wording(_months)
