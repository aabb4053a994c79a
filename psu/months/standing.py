"""Where each month of each agreement stands, and what it waits for."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Sum
from django.db.models.functions import TruncMonth

from kis.lib.dates import month_of
from kis.lib.periods import covering
from psu.models import (
    AgreedRate,
    Agreement,
    PayList,
    PersonMonth,
    Rate,
    WorkDay,
    WorkPlace,
)
from psu.proofs.list_changes import proofs

State = PersonMonth.State


@dataclass
class AgreementMonth:
    """A month of an agreement with the people in each state; `missing_lists` are places without one.

    `ready` are those reviewed who lack neither rate nor list, `without_rate` those not closed who lack one.
    """

    agreement: Agreement
    month: datetime.date
    is_over: bool
    open: int = 0
    reviewed: int = 0
    closed: int = 0
    ready: int = 0
    without_rate: int = 0
    hours: Decimal = Decimal(0)
    missing_lists: list[WorkPlace] = field(default_factory=list)
    pay_lists: list[PayList] = field(default_factory=list)

    @property
    def people(self) -> int:
        return self.open + self.reviewed + self.closed

    @property
    def waits_for_review(self) -> bool:
        return self.is_over and self.open > 0

    @property
    def waits_for_close(self) -> bool:
        return self.is_over and self.ready > 0

    @property
    def waits_for_rate(self) -> bool:
        return self.is_over and self.without_rate > 0

    @property
    def waits_for_list(self) -> bool:
        return self.is_over and bool(self.missing_lists) and self.open + self.reviewed > 0

    @property
    def waits(self) -> bool:
        return any(getattr(self, question) for _, question in WAITING.values())

    @property
    def words(self) -> list[tuple[str, str]]:
        """What waits, each with the colour of its chip."""
        words = []
        if self.waits_for_list:
            words.append((f"brak podpisanej listy: {len(self.missing_lists)}", "due"))
        if self.open:
            words.append((f"do sprawdzenia: {self.open}" if self.is_over else "trwa", "look"))
        if self.without_rate:
            words.append((f"czeka na stawkę: {self.without_rate}", "due"))
        if self.ready:
            words.append((f"do zamknięcia: {self.ready}", "due"))
        elif self.reviewed:
            words.append((f"sprawdzony: {self.reviewed}", "look"))
        if self.closed:
            words.append((f"zamknięty: {self.closed}", "good"))
        return words


Proved = set[tuple[int, datetime.date]]


def proved() -> Proved:
    """(place, month) of the signed lists that prove their hours. One query."""
    return set(proofs().values_list("place_id", "month"))


def agreement_months(
    on: datetime.date, agreements: Iterable[Agreement], lists: Proved
) -> list[AgreementMonth]:
    """Newest first. Three queries, whatever the number of rows."""
    rows: dict[tuple[int, datetime.date], AgreementMonth] = {}
    # The rows point to the objects that were given: no agreement is read a second time.
    agreements = {agreement.pk: agreement for agreement in agreements}
    of_these = {"agreement__in": agreements}
    for found in _counted(of_these):
        key = (found["agreement_id"], found["month"])
        row = rows.setdefault(
            key,
            AgreementMonth(
                agreements[found["agreement_id"]],
                found["month"],
                is_over=month_of(found["month"])[1] < on,
            ),
        )
        _count(row, found)
    _add_places(rows, of_these, lists)
    for pay_list in PayList.objects.filter(**of_these).order_by("ordinal"):
        if row := rows.get((pay_list.agreement_id, pay_list.month)):
            row.pay_lists.append(pay_list)
    return sorted(rows.values(), key=lambda row: (row.month, row.agreement.number), reverse=True)


def _counted(of_these):
    """People of each agreement, month and state, and whether they lack a rate or a signed list."""
    return (
        PersonMonth.objects.filter(**of_these)
        .order_by()
        .annotate(lacks_rate=Exists(_days_without_rate()), lacks_list=Exists(_days_without_list()))
        .values("agreement_id", "month", "state", "lacks_rate", "lacks_list")
        .annotate(people=Count("pk"))
    )


def _count(row: AgreementMonth, found) -> None:
    people, state = found["people"], found["state"]
    # The fields open, reviewed and closed bear the names of the states.
    setattr(row, state, getattr(row, state) + people)
    if state == State.CLOSED:
        return
    if found["lacks_rate"]:
        row.without_rate += people
    elif state == State.REVIEWED and not found["lacks_list"]:
        row.ready += people


def _days_of_month():
    """Days of the person-month around."""
    days = WorkDay.objects.filter(person=OuterRef("person"), agreement=OuterRef("agreement"))
    return days.annotate(month=TruncMonth("day")).filter(month=OuterRef("month"))


def _days_without_rate():
    """Worked days that psu.rules.pay.account calls missing."""
    rate = Rate.objects.filter(
        covering(OuterRef(OuterRef("day")), "valid_from", "valid_to"),
        regime=OuterRef("agreement__regime"),
        per_hour__lte=OuterRef("per_hour"),
    )
    agreed = AgreedRate.objects.filter(
        covering(OuterRef("day"), "valid_from", "valid_to"),
        Exists(rate),
        agreement=OuterRef("agreement"),
        kind=OuterRef("kind"),
    )
    return _days_of_month().filter(~Exists(agreed), hours__gt=0)


def _days_without_list():
    signed = proofs().filter(place=OuterRef("referral__place"), month=OuterRef("month"))
    return _days_of_month().filter(~Exists(signed))


# What a month may wait for: the end of the address → its title and the question.
WAITING = {
    "podpisane-listy": ("Brak podpisanej listy", "waits_for_list"),
    "do-sprawdzenia": ("Miesiące do sprawdzenia", "waits_for_review"),
    "do-zamkniecia": ("Miesiące do zamknięcia", "waits_for_close"),
    "brak-stawki": ("Miesiące bez stawki", "waits_for_rate"),
}


def months_waiting(what: str, on: datetime.date) -> list[AgreementMonth]:
    """`what` is a key of WAITING."""
    question = WAITING[what][1]
    rows = agreement_months(on, Agreement.objects.all(), proved())
    return [row for row in rows if getattr(row, question)]


def months_of(agreement: Agreement, on: datetime.date) -> list[AgreementMonth]:
    return agreement_months(on, [agreement], proved())


def _add_places(rows, of_these, lists: Proved) -> None:
    """Hours, and the places of each month that have hours and no signed list that proves them."""
    worked = (
        WorkDay.objects.filter(**of_these)
        .order_by()
        .annotate(month=TruncMonth("day"))
        .values("agreement_id", "month", "referral__place_id", "referral__place__name")
        .annotate(sum=Sum("hours"))
        .order_by("referral__place__name")
    )
    for found in worked:
        # Every entry has its person-month, which the guard made at the first one: the row is there.
        row = rows[found["agreement_id"], found["month"]]
        row.hours += found["sum"]
        if (found["referral__place_id"], found["month"]) not in lists:
            row.missing_lists.append(
                WorkPlace(pk=found["referral__place_id"], name=found["referral__place__name"])
            )
