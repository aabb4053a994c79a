"""What of an edition is used, what is left and what it cost so far, in a constant number of queries."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth

from kis.lib.money import to_grosz
from kis.programmes.forecast import MonthForecast, forecast, months_of
from kis.programmes.models import Cost, Edition, EditionNumber, Enrolment, Service
from participants.models import Person

ZERO = Decimal(0)
HOUR = Decimal(60)


@dataclass
class PersonFigures:
    """Of one for whom the hours are counted, whoever of the carers takes part."""

    person: Person
    participants: dict[int, Person] = field(default_factory=dict)
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    hours_limit: Decimal | None = None
    days_limit: int | None = None
    minutes: int = 0
    days: int = 0
    minutes_this_month: int = 0
    hours_cost: Decimal = ZERO
    other_cost: Decimal = ZERO
    is_monthly: bool = False

    @property
    def hours(self) -> Decimal:
        return self.minutes / HOUR

    @property
    def hours_left(self) -> Decimal | None:
        """In a programme that counts by months: what is left of this one."""
        if self.hours_limit is None:
            return None
        used = self.minutes_this_month if self.is_monthly else self.minutes
        return self.hours_limit - used / HOUR

    @property
    def days_left(self) -> int | None:
        return None if self.days_limit is None else self.days_limit - self.days

    @property
    def cost(self) -> Decimal:
        return self.hours_cost + self.other_cost


@dataclass
class Figures:
    edition: Edition
    on: datetime.date
    numbers: dict[str, EditionNumber]
    enrolled: list[Enrolment]
    took_part: int
    waiting: list[Enrolment]
    people: list[PersonFigures]
    minutes_by_month: dict[datetime.date, Decimal]
    cost_by_month: dict[datetime.date, Decimal]

    def number(self, code: str) -> Decimal | None:
        row = self.numbers.get(code)
        return row.value if row else None

    @property
    def places(self) -> Decimal | None:
        return self.number(EditionNumber.Code.PLACES)

    @property
    def budget(self) -> Decimal | None:
        return self.number(EditionNumber.Code.BUDGET)

    @property
    def hours(self) -> Decimal:
        return sum((one.hours for one in self.people), ZERO)

    @property
    def days(self) -> int:
        return sum(one.days for one in self.people)

    @property
    def hours_left(self) -> Decimal:
        """Of those who take part today: who left uses nothing more."""
        return sum((one.hours_left or ZERO for one in self.going_on), ZERO)

    @property
    def days_left(self) -> int:
        return sum(one.days_left or 0 for one in self.going_on)

    @property
    def going_on(self) -> list[PersonFigures]:
        return [one for one in self.people if self._goes_on(one)]

    def _goes_on(self, one: PersonFigures) -> bool:
        return one.ends_on is None or one.ends_on >= self.on

    @property
    def hours_cost(self) -> Decimal:
        return sum((one.hours_cost for one in self.people), ZERO)

    @property
    def other_cost(self) -> Decimal:
        return sum((one.other_cost for one in self.people), ZERO)

    @property
    def cost(self) -> Decimal:
        return self.hours_cost + self.other_cost

    @property
    def budget_left(self) -> Decimal | None:
        return None if self.budget is None else self.budget - self.cost

    @property
    def lacks_rate(self) -> list[str]:
        """Without which the cost is told too low, in words."""
        Code = EditionNumber.Code
        asked = [
            (Code.HOUR_RATE, any(one.minutes for one in self.people)),
            (Code.DAY_RATE, self.days > 0),
        ]
        return [code.label for code, is_used in asked if is_used and code not in self.numbers]

    @property
    def unconfirmed(self) -> list[str]:
        """Numbers used here that nobody compared with their source yet."""
        return [str(row) for row in self.numbers.values() if not row.is_confirmed]

    @property
    def allowed(self) -> Decimal:
        """Hours of the whole edition, of all who take or took part."""
        return sum((self._allowed(one) for one in self.people), ZERO)

    def _allowed(self, one: PersonFigures) -> Decimal:
        if one.hours_limit is None:
            return ZERO
        if not self._goes_on(one) and not one.is_monthly:
            return one.hours  # who left uses nothing more
        if not one.is_monthly:
            return one.hours_limit
        last = min(filter(None, [one.ends_on, self.edition.ends_on]))
        return one.hours_limit * len(months_of(one.starts_on, last))

    def hours_forecast(self) -> list[MonthForecast]:
        used = {month: minutes / HOUR for month, minutes in self.minutes_by_month.items()}
        return forecast(used, self.edition.starts_on, self.edition.ends_on, self.on)

    def cost_forecast(self) -> list[MonthForecast]:
        first, last = self.edition.starts_on, self.edition.ends_on
        return forecast(self.cost_by_month, first, last, self.on)


def figures_of(edition: Edition, on: datetime.date) -> Figures:
    """Four queries."""
    numbers = {row.code: row for row in edition.numbers.all()}
    rows = list(
        Enrolment.objects.filter(edition=edition)
        .select_related("person", "beneficiary", "group")
        .order_by("beneficiary__last_name", "beneficiary__first_name", "pk")
    )
    begun = [row for row in rows if row.starts_on]
    people = _people(begun, edition)
    minutes_by_month: dict = defaultdict(Decimal)
    cost_by_month: dict = defaultdict(Decimal)
    rates = {code: row.value for code, row in numbers.items()}
    for used in _used(edition):
        one = people[used["beneficiary"]]
        month, minutes, days = used["month"], used["minutes"] or 0, used["days"] or 0
        one.minutes += minutes
        one.days += days
        if month == on.replace(day=1):
            one.minutes_this_month += minutes
        cost = _hours_cost(minutes, days, rates)
        one.hours_cost += cost
        minutes_by_month[month] += minutes
        cost_by_month[month] += cost
    of_enrolment = {row.pk: row.beneficiary_id for row in begun}
    for spent in _spent(edition):
        people[of_enrolment[spent["enrolment"]]].other_cost += spent["amount"]
        cost_by_month[spent["month"]] += spent["amount"]
    return Figures(
        edition=edition,
        on=on,
        numbers=numbers,
        enrolled=[row for row in begun if row.starts_on <= on and not _is_over(row, on)],
        took_part=len(begun),
        waiting=[row for row in rows if row.is_waiting],
        people=list(people.values()),
        minutes_by_month=dict(minutes_by_month),
        cost_by_month=dict(cost_by_month),
    )


def _is_over(row: Enrolment, on) -> bool:
    return row.ends_on is not None and row.ends_on < on


def _people(begun: list[Enrolment], edition: Edition) -> dict[int, PersonFigures]:
    is_monthly = edition.limit_unit == Edition.LimitUnit.MONTH
    people: dict[int, PersonFigures] = {}
    for row in begun:
        one = people.setdefault(
            row.beneficiary_id,
            PersonFigures(
                row.beneficiary,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                is_monthly=is_monthly,
            ),
        )
        one.participants[row.person_id] = row.person
        one.starts_on = min(one.starts_on, row.starts_on)
        # Of several carers the one who stays longest.
        one.ends_on = row.ends_on and one.ends_on and max(row.ends_on, one.ends_on)
        if row.group:
            one.hours_limit = _higher(one.hours_limit, row.group.hours_limit)
            one.days_limit = _higher(one.days_limit, row.group.days_limit)
    return people


def _higher(one, other):
    return max((value for value in (one, other) if value is not None), default=None)


def _hours_cost(minutes: int, days: int, rates) -> Decimal:
    """Of one person in one month: settled so, and rounded so."""
    Code = EditionNumber.Code
    cost = minutes * rates.get(Code.HOUR_RATE, ZERO) / HOUR + days * rates.get(Code.DAY_RATE, ZERO)
    return to_grosz(cost)


def _used(edition: Edition):
    return (
        Service.objects.filter(edition=edition)
        .order_by()
        .annotate(month=TruncMonth("day"))
        .values("beneficiary", "month")
        .annotate(
            minutes=Sum("minutes", filter=Q(form=Service.Form.HOURS)),
            days=Sum("days", filter=Q(form=Service.Form.DAYS)),
        )
    )


def _spent(edition: Edition):
    return (
        Cost.objects.filter(enrolment__edition=edition)
        .order_by()
        .annotate(month=TruncMonth("day"))
        .values("enrolment", "month")
        .annotate(amount=Sum("amount"))
    )
