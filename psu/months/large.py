"""A month with more people than one page shows and one request counts."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from kis.lib.dates import month_of
from participants.models import Person
from psu.models import Agreement, PersonMonth, Referral, WorkPlace

# So many people are counted, and closed, within a second; more are the work of a worker.
MOST_AT_ONCE = 500


def people_of(agreement: Agreement | OuterRef, month: datetime.date) -> QuerySet[Person]:
    """Whoever has hours or a referral in the month: those whom psu.months.facts.MonthFacts gathers."""
    months = PersonMonth.objects.in_month(month).filter(agreement=agreement, person=OuterRef("pk"))
    sent = _sent(agreement, month).filter(person=OuterRef("pk"))
    return Person.objects.filter(Q(Exists(months)) | Q(Exists(sent)))


def places_of(agreement: Agreement, month: datetime.date) -> QuerySet[WorkPlace]:
    """Those of the month's referrals, by name."""
    sent = _sent(agreement, month).filter(place=OuterRef("pk"))
    return WorkPlace.objects.filter(Exists(sent)).order_by("name")


def is_large(agreement: Agreement, month: datetime.date) -> bool:
    """Whether its people are shown page by page, and its sums are counted by a worker."""
    return people_of(agreement, month)[MOST_AT_ONCE:].exists()


def is_large_there(month: datetime.date) -> Exists:
    """The same, asked within a query of agreements."""
    return Exists(people_of(OuterRef(OuterRef("pk")), month)[MOST_AT_ONCE:])


def closes_long(agreement: Agreement, month: datetime.date) -> bool:
    return not_closed(agreement, month) > MOST_AT_ONCE


def not_closed(agreement: Agreement, month: datetime.date) -> int:
    months = agreement.person_months.in_month(month)
    return months.exclude(state=PersonMonth.State.CLOSED).count()


def _sent(agreement: Agreement | OuterRef, month: datetime.date) -> QuerySet[Referral]:
    return Referral.objects.filter(agreement=agreement).within(*month_of(month))
