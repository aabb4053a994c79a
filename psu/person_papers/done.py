"""What one person did, month by month: closed months as their lists froze them, open ones as they stand."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, Max, Min, OuterRef, Sum
from django.db.models.functions import TruncMonth

from kis.lib.dates import days, holiday_name, month_of, polish
from participants.models import Person
from psu.models import PayLine, PersonMonth, Referral, WorkDay

Outcome = WorkDay.Outcome
ZERO = Decimal("0.00")


@dataclass
class MonthDone:
    """Of one agreement. `absences` are days by outcome; `paid` is what left the office for the person."""

    month: datetime.date
    agreement: str
    is_closed: bool
    planned: Decimal = ZERO
    hours: Decimal = ZERO
    absences: dict[str, int] = field(default_factory=dict)
    amount: Decimal = ZERO
    paid: Decimal = ZERO
    paid_on: tuple[datetime.date, ...] = ()
    lists: tuple[str, ...] = ()

    @property
    def standing(self) -> str:
        if not self.is_closed:
            return "otwarty"
        if not self.lists:
            return "zamknięty, bez godzin"
        listed = f"zamknięty, lista {', '.join(self.lists)}"
        return f"{listed}, wypłata {', '.join(map(polish, self.paid_on)) or 'jeszcze nie'}"


def months_done(person: Person, first: datetime.date, last: datetime.date) -> list[MonthDone]:
    """The months of both days and between, whole, oldest first. Five queries."""
    first, last = first.replace(day=1), month_of(last)[1]
    rows: dict[tuple[int, datetime.date], MonthDone] = {}
    months = PersonMonth.objects.filter(person=person, month__range=(first, last))
    for row in months.select_related("agreement"):
        is_closed = row.state == PersonMonth.State.CLOSED
        rows[row.agreement_id, row.month] = MonthDone(row.month, row.agreement.number, is_closed)
    _plan(rows, person, first, last)
    _enter(rows, person, first, last)
    _pay(rows, person, first, last)
    return sorted(rows.values(), key=lambda row: (row.month, row.agreement))


def _plan(rows, person, first, last) -> None:
    """A planned month in which nobody entered anything stands there, too."""
    referrals = Referral.objects.filter(person=person).within(first, last)
    for referral in referrals.select_related("agreement"):
        for month, planned in planned_hours(referral, first, last).items():
            row = rows.setdefault(
                (referral.agreement_id, month), MonthDone(month, referral.agreement.number, False)
            )
            row.planned += planned


def planned_hours(
    referral: Referral, first: datetime.date, last: datetime.date
) -> dict[datetime.date, Decimal]:
    """By the first day of the month, of the referral's days in the period; holidays are no days of work."""
    planned: dict[datetime.date, Decimal] = defaultdict(Decimal)
    for day in days(max(first, referral.starts_on), min(last, referral.last_day)):
        hours = referral.plan.get(day.weekday())
        if hours and not holiday_name(day):
            planned[day.replace(day=1)] += hours
    return planned


def _enter(rows, person, first, last) -> None:
    entries = WorkDay.objects.filter(person=person, day__range=(first, last))
    for entry in entries.order_by("day"):
        row = rows[entry.agreement_id, entry.day.replace(day=1)]
        if entry.outcome != Outcome.WORKED:
            row.absences[entry.outcome] = row.absences.get(entry.outcome, 0) + 1
        elif not row.is_closed:
            row.hours += entry.hours


def _pay(rows, person, first, last) -> None:
    """The hours of a closed month are those of its lines: a guard holds that they are the entered ones.

    A correction belongs to the month that it puts right. Of a month that is open again only what was paid
    is told.
    """
    lines = PayLine.objects.filter(person=person, person_month__month__range=(first, last))
    for line in lines.select_related("pay_list", "person_month").in_order():
        listed = line.pay_list
        row = rows[listed.agreement_id, line.person_month.month]
        if row.is_closed:
            row.hours += line.hours
            row.amount += line.amount
        if str(listed) not in row.lists:
            row.lists += (str(listed),)
        if listed.paid_on:
            row.paid += line.net
            if listed.paid_on not in row.paid_on:
                row.paid_on += (listed.paid_on,)


@dataclass(frozen=True)
class Work:
    """From the first to the last day with hours, at one place and of one kind."""

    starts_on: datetime.date
    ends_on: datetime.date
    place: str
    kind: str
    hours: Decimal
    is_old: bool


def works_done(person: Person, first: datetime.date, last: datetime.date) -> list[Work]:
    """Of closed months alone, whose entries no longer change; the earliest first. One query."""
    found = (
        _entries(person, first, last)
        .filter(_CLOSED)
        .values("referral", "referral__place__name", "kind__name", "agreement__regime__code")
        .annotate(first=Min("day"), last=Max("day"), sum=Sum("hours"))
        .order_by("first", "referral__place__name", "kind__name")
    )
    return [
        Work(
            row["first"],
            row["last"],
            row["referral__place__name"],
            row["kind__name"],
            row["sum"],
            is_old=row["agreement__regime__code"] == "old",
        )
        for row in found
    ]


def open_months(
    person: Person, first: datetime.date, last: datetime.date
) -> Iterable[datetime.date]:
    """Those with hours that a certificate leaves out. One query."""
    found = _entries(person, first, last).exclude(_CLOSED)
    return found.values_list("of_month", flat=True).distinct().order_by("of_month")


def _entries(person, first, last):
    worked = WorkDay.objects.worked().filter(person=person, day__range=(first, last))
    # Django would group by the columns of the default order as well.
    return worked.order_by().annotate(of_month=TruncMonth("day"))


_CLOSED = Exists(
    PersonMonth.objects.filter(
        person=OuterRef("person"),
        agreement=OuterRef("agreement"),
        month=OuterRef("of_month"),
        state=PersonMonth.State.CLOSED,
    )
)
