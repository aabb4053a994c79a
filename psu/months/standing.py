"""Where each month of each agreement stands, and what it waits for."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import (
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Sum,
)
from django.db.models.functions import TruncMonth

from kis.lib.dates import month_of
from kis.lib.numbers import in_order
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
from psu.proofs.list_changes import MonthAfter, proofs

State = PersonMonth.State


@dataclass
class AgreementMonth:
    """A month of an agreement with the people in each state; `missing_lists` are places without one.

    `ready` are those reviewed who lack neither rate nor list, `without_rate` those not closed who lack one,
    `without_minimum` those of them for whom the minimum of the law is missing.
    """

    agreement: Agreement
    month: datetime.date
    is_over: bool
    open: int = 0
    reviewed: int = 0
    closed: int = 0
    ready: int = 0
    without_rate: int = 0
    without_minimum: int = 0
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


def months_of(agreement: Agreement, on: datetime.date) -> list[AgreementMonth]:
    """Every month of the agreement, newest first. Four queries, whatever the number of rows."""
    found = _of_people(PersonMonth.objects.filter(agreement=agreement))
    days = WorkDay.objects.filter(agreement=agreement)
    return with_pay_lists(_standing(found, days, proved(), on))


def with_pay_lists(months: list[AgreementMonth]) -> list[AgreementMonth]:
    """The same months, each with its `pay_lists`. One query."""
    rows = {(row.agreement.pk, row.month): row for row in months}
    lists = PayList.objects.filter(
        agreement__in={row.agreement.pk for row in months}, month__in={row.month for row in months}
    )
    for pay_list in lists.order_by("ordinal"):
        if row := rows.get((pay_list.agreement_id, pay_list.month)):
            row.pay_lists.append(pay_list)
    return months


def months_to_settle(on: datetime.date, lists: Proved | None = None) -> list[AgreementMonth]:
    """The months that are over and in which somebody's is not closed yet, newest first.

    Only these are read, however many are closed; their `pay_lists` are not. At most three queries, the
    third one for `lists` where they are not given.
    """
    unclosed = PersonMonth.objects.exclude(state=State.CLOSED).filter(month__lt=month_of(on)[0])
    is_unclosed = Exists(unclosed.filter(agreement=OuterRef("agreement"), month=OuterRef("month")))
    found = _of_people(PersonMonth.objects.filter(is_unclosed))
    if not found:
        return []
    if lists is None:
        months = {part["month"] for part in found}
        lists = set(proofs().filter(month__in=months).values_list("place_id", "month"))
    return _standing(found, WorkDay.objects.all(), lists, on)


def _standing(found: list[dict], days, lists: Proved, on: datetime.date) -> list[AgreementMonth]:
    """The months of which these are the parts, newest first, the agreements of one by their numbers.

    `days` has all of their days. One query.
    """
    numbers = {part["agreement_id"]: part["number"] for part in found}
    agreements = {pk: Agreement(pk=pk, number=number) for pk, number in numbers.items()}
    rows = _rows(_counted(found, lists, _without_rate(found, days)), agreements, on)
    for part in found:
        _add_place(rows, part, lists)
    by_number = sorted(rows.values(), key=lambda row: in_order(row.agreement.number))
    return sorted(by_number, key=lambda row: row.month, reverse=True)


def _without_rate(found: list[dict], days) -> dict[tuple[int, datetime.date, int], bool]:
    """(agreement, month, person) of those not closed who worked on a day without a rate.

    The value: whether it is the minimum of the law that is missing.
    """
    unclosed = {part["month"] for part in found if part["state"] != State.CLOSED}
    if not unclosed:
        return {}
    days = days.filter(day__gte=min(unclosed), day__lte=month_of(max(unclosed))[1])
    lacking = _days_without_rate(days).annotate(month=TruncMonth("day"), bare=~Exists(_minimum()))
    people: dict[tuple, bool] = defaultdict(bool)
    for *of_one, is_bare in lacking.values_list("agreement_id", "month", "person_id", "bare"):
        people[tuple(of_one)] |= is_bare
    return people


def _of_people(months) -> list[dict]:
    """Of each person-month its hours place by place; one part without a place where it has no days."""
    its_days = Q(
        person__work_days__agreement=F("agreement"),
        person__work_days__day__gte=F("month"),
        person__work_days__day__lt=MonthAfter("month"),
    )
    return list(
        months.annotate(days=FilteredRelation("person__work_days", condition=its_days))
        .values("agreement_id", "month", "person_id", "state", number=F("agreement__number"))
        .annotate(
            place_id=F("days__referral__place"),
            place_name=F("days__referral__place__name"),
            sum=Sum("days__hours"),
        )
        .order_by("place_name")
    )


def _counted(found: list[dict], lists: Proved, lacking: dict[tuple, bool]):
    """Of each person-month its state, and whether it lacks a rate or a signed list."""
    people = defaultdict(list)
    for part in found:
        people[part["agreement_id"], part["month"], part["person_id"], part["state"]].append(part)
    for (agreement, month, person, state), parts in people.items():
        places = {part["place_id"] for part in parts} - {None}
        yield {
            "agreement_id": agreement,
            "month": month,
            "state": state,
            "lacks_rate": (agreement, month, person) in lacking,
            "lacks_minimum": lacking.get((agreement, month, person), False),
            "lacks_list": any((place, month) not in lists for place in places),
        }


def _rows(counted, agreements: dict[int, Agreement], on: datetime.date) -> dict:
    """The months by agreement and month, with their people counted."""
    rows: dict[tuple[int, datetime.date], AgreementMonth] = {}
    for found in counted:
        key = agreement, month = found["agreement_id"], found["month"]
        if key not in rows:
            rows[key] = AgreementMonth(agreements[agreement], month, month_of(month)[1] < on)
        _count(rows[key], found)
    return rows


def _count(row: AgreementMonth, found) -> None:
    state = found["state"]
    # The fields open, reviewed and closed bear the names of the states.
    setattr(row, state, getattr(row, state) + 1)
    if state == State.CLOSED:
        return
    if found["lacks_rate"]:
        row.without_rate += 1
        row.without_minimum += found["lacks_minimum"]
    elif state == State.REVIEWED and not found["lacks_list"]:
        row.ready += 1


def _days_without_rate(days):
    """Of these days the worked ones that psu.rules.pay.account calls missing."""
    minimum = "agreement__regime__rates"
    agreed = AgreedRate.objects.filter(
        covering(OuterRef("day"), "valid_from", "valid_to"),
        covering(OuterRef("day"), f"{minimum}__valid_from", f"{minimum}__valid_to"),
        agreement=OuterRef("agreement"),
        kind=OuterRef("kind"),
        per_hour__gte=F(f"{minimum}__per_hour"),
    )
    return days.filter(~Exists(agreed), hours__gt=0)


def _minimum():
    """The minimum rate of the day around."""
    return Rate.objects.filter(
        covering(OuterRef("day"), "valid_from", "valid_to"), regime=OuterRef("agreement__regime")
    )


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
    return with_pay_lists([row for row in months_to_settle(on) if getattr(row, question)])


def _add_place(rows, found, lists: Proved) -> None:
    """Hours of a place; parts of one place and month stand behind one another."""
    if found["place_id"] is None:
        return
    row = rows[found["agreement_id"], found["month"]]
    row.hours += found["sum"]
    if (found["place_id"], row.month) in lists:
        return
    place = WorkPlace(pk=found["place_id"], name=found["place_name"])
    if place not in row.missing_lists:
        row.missing_lists.append(place)
