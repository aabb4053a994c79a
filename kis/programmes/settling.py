"""A month of an edition, and the whole of it, in hours, days and money, frozen when it is settled.

A line of a month is what one provider gave to one participant: hours, days, or one kind of cost; its amount
is rounded to the grosz once, and the sums are the sums of the lines. Lines hold numbers of rows, never names:

    {"kind": "hours", "enrolment": 3, "provider": 7, "minutes": 600, "days": 0, "rate": "50.00",
     "confirmed": true, "amount": "500.00"}

`confirmed` tells whether somebody had compared the rate with its source by then. A line of the whole edition
has the sums of one month, or those of one participation.
"""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from kis.accounts.models import User
from kis.lib.dates import DAY, add_months, month_of, polish
from kis.lib.money import to_grosz
from kis.lib.refusals import Refused, refused_by_database
from kis.programmes.models import Cost, Edition, EditionNumber, Service, Settlement

NOTHING = Decimal(0)
HOURS, DAYS, MONTH, PERSON = "hours", "days", "month", "person"
Code = EditionNumber.Code
RATES = {HOURS: Code.HOUR_RATE, DAYS: Code.DAY_RATE, Edition.Cost.OWN_CAR: Code.KM_RATE}


@dataclass(frozen=True)
class Line:
    """`kind`: hours, days, or the kind of a cost; `rate` is empty where there is none."""

    kind: str
    enrolment: int
    provider: int
    amount: str
    minutes: int = 0
    days: int = 0
    rate: str = ""
    kilometres: str = ""
    count: int = 0
    confirmed: bool = True


@dataclass(frozen=True)
class Sums:
    minutes: int
    days: int
    hours_cost: Decimal
    other_cost: Decimal

    @property
    def whole(self) -> Decimal:
        return self.hours_cost + self.other_cost


def sums_of(lines: Iterable[Line]) -> Sums:
    lines = list(lines)
    of_time = [line for line in lines if line.kind in (HOURS, DAYS)]
    others = [line for line in lines if line.kind not in (HOURS, DAYS)]
    return Sums(
        minutes=sum(line.minutes for line in lines),
        days=sum(line.days for line in lines),
        hours_cost=sum((Decimal(line.amount) for line in of_time), NOTHING),
        other_cost=sum((Decimal(line.amount) for line in others), NOTHING),
    )


@dataclass(frozen=True)
class Rate:
    value: Decimal
    is_confirmed: bool


def rates_of(edition: Edition) -> dict[str, Rate]:
    """By what they are paid for."""
    rows = {row.code: row for row in edition.numbers.filter(code__in=RATES.values())}
    return {
        str(kind): Rate(rows[code].value, rows[code].is_confirmed)
        for kind, code in RATES.items()
        if code in rows
    }


def month_lines(edition: Edition, month: datetime.date) -> list[Line]:
    """As they are now. Raises Refused where something was given and has no rate."""
    rates = rates_of(edition)
    first, last = month_of(month)
    given = Service.objects.filter(edition=edition).between(first, last)
    sums = given.order_by("enrolment", "provider", "form").values_list(
        "enrolment", "provider", "form"
    )
    lines = [_time_line(rates, *row) for row in sums.annotate(Sum("minutes"), Sum("days"))]
    costs = Cost.objects.filter(enrolment__edition=edition, day__range=(first, last))
    return lines + _cost_lines(costs, rates)


def _time_line(rates, enrolment, provider, form, minutes, days) -> Line:
    rate = rates.get(form)
    if rate is None:
        what = "godzinę" if form == HOURS else "dobę"
        raise Refused(f"Edycja nie ma stawki za {what}. Uzupełnij liczby edycji, potem rozlicz.")
    # Not by hours of two places: a third of an hour would be rounded twice.
    amount = rate.value * minutes / 60 if form == HOURS else rate.value * days
    return Line(
        kind=form,
        enrolment=enrolment,
        provider=provider,
        minutes=minutes,
        days=days,
        rate=str(rate.value),
        confirmed=rate.is_confirmed,
        amount=str(to_grosz(amount)),
    )


def _cost_lines(costs, rates: dict[str, Rate]) -> list[Line]:
    """Every cost has its amount to the grosz already: a line is their sum."""
    sums: dict[tuple, list] = {}
    for cost in costs.order_by("enrolment", "provider", "kind", "km_rate", "pk"):
        key = (cost.enrolment_id, cost.provider_id, cost.kind, cost.km_rate)
        sums.setdefault(key, []).append(cost)
    return [
        Line(
            kind=kind,
            enrolment=enrolment,
            provider=provider,
            rate="" if km_rate is None else str(km_rate),
            confirmed=kind != Edition.Cost.OWN_CAR or _is_confirmed(rates.get(kind), km_rate),
            kilometres="" if km_rate is None else str(sum(one.kilometres for one in rows)),
            count=len(rows),
            amount=str(sum(one.amount for one in rows)),
        )
        for (enrolment, provider, kind, km_rate), rows in sums.items()
    ]


def _is_confirmed(rate: Rate | None, value: Decimal) -> bool:
    return rate is not None and rate.is_confirmed and rate.value == value


def lines_of(settlement: Settlement) -> list[Line]:
    """Of a month, as they were frozen."""
    return [Line(**line) for line in settlement.lines]


def settle_month(
    edition: Edition, month: datetime.date, *, by: User, on: datetime.date
) -> Settlement:
    """Raises Refused: of a month that is not over, or settled, or lacks a rate."""
    if month_of(month)[1] >= on:
        raise Refused(
            f"Miesiąc rozlicza się, gdy się skończy: od {polish(month_of(month)[1] + DAY)}."
        )
    with refused_by_database():
        # Before the sums: what is being saved beside comes in first, or is refused behind it.
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        lines = month_lines(edition, month)
        return Settlement.objects.create(
            edition=edition,
            month=month,
            **asdict(sums_of(lines)),
            lines=[asdict(line) for line in lines],
            settled_by=by,
        )


def settle_whole(edition: Edition, *, by: User, on: datetime.date) -> Settlement:
    """Over the settled months alone. Raises Refused before the edition is over and while a month is open."""
    if edition.ends_on >= on:
        raise Refused(f"Edycję rozlicza się, gdy się skończy: od {polish(edition.ends_on + DAY)}.")
    with refused_by_database():
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        months = list(Settlement.objects.filter(edition=edition, month__isnull=False))
        if not months:
            raise Refused("Nie rozliczono jeszcze żadnego miesiąca tej edycji.")
        return Settlement.objects.create(
            edition=edition,
            month=None,
            **asdict(_whole_sums(months)),
            lines=_whole_lines(months),
            settled_by=by,
        )


def _whole_sums(months: list[Settlement]) -> Sums:
    return Sums(
        minutes=sum(one.minutes for one in months),
        days=sum(one.days for one in months),
        hours_cost=sum((one.hours_cost for one in months), NOTHING),
        other_cost=sum((one.other_cost for one in months), NOTHING),
    )


def _told(sums: Sums) -> dict:
    return {name: str(v) if isinstance(v, Decimal) else v for name, v in asdict(sums).items()}


def _whole_lines(months: list[Settlement]) -> list[dict]:
    frozen = [line for one in months for line in lines_of(one)]
    by_person: dict[int, list[Line]] = {}
    for line in frozen:
        by_person.setdefault(line.enrolment, []).append(line)
    unconfirmed = {line.kind for line in frozen if not line.confirmed}
    return [
        *(
            {"kind": MONTH, "month": f"{one.month:%Y-%m-%d}"} | _told(_whole_sums([one]))
            for one in months
        ),
        *(
            {"kind": PERSON, "enrolment": enrolment} | _told(sums_of(lines))
            for enrolment, lines in by_person.items()
        ),
        *({"kind": "unconfirmed", "of": kind} for kind in sorted(unconfirmed)),
    ]


def unconfirmed_rates(settlement: Settlement) -> list[str]:
    """In words, those that nobody had compared with their source when it was settled."""
    if settlement.month is None:
        kinds = {line["of"] for line in settlement.lines if line["kind"] == "unconfirmed"}
    else:
        kinds = {line.kind for line in lines_of(settlement) if not line.confirmed}
    return [str(Code(code).label) for kind, code in RATES.items() if kind in kinds]


@dataclass(frozen=True)
class MonthState:
    """A month of an edition as the list of settlements shows it."""

    month: datetime.date
    is_over: bool
    settled: Settlement | None
    minutes: int
    days: int


def months_of(edition: Edition, on: datetime.date) -> list[MonthState]:
    """From the first month of the edition to the last that has begun."""
    last = min(edition.ends_on, on)
    months, month = [], edition.starts_on.replace(day=1)
    while month <= last:
        months.append(month)
        month = add_months(month, 1)
    settled = {
        row.month: row for row in edition.settlements.filter(month__isnull=False, voided_at=None)
    }
    given = _given(edition)
    return [
        MonthState(month, month_of(month)[1] < on, settled.get(month), *given.get(month, (0, 0)))
        for month in months
    ]


def _given(edition: Edition) -> dict[datetime.date, tuple[int, int]]:
    rows = Service.objects.filter(edition=edition).order_by("day__year", "day__month")
    sums = rows.values_list("day__year", "day__month").annotate(Sum("minutes"), Sum("days"))
    return {datetime.date(year, month, 1): (minutes, days) for year, month, minutes, days in sums}


def earlier_settlements(edition: Edition):
    """Those that were opened again."""
    return Settlement.with_voided.filter(
        Q(edition=edition), voided_at__isnull=False
    ).select_related("voided_by", "settled_by")
