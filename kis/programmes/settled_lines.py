"""Lines of a settlement with the names that stand behind their numbers, as a page and a paper show them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kis.lib.money import hours
from kis.programmes.hours import in_hours
from kis.programmes.models import Edition, Enrolment, Provider, Settlement
from kis.programmes.settling import DAYS, HOURS, MONTH, PERSON, Line


@dataclass(frozen=True)
class Shown:
    """`quantity` in words: 10 godz., doby: 2, 34,5 km, szt.: 3."""

    enrolment: Enrolment
    provider: Provider
    what: str
    quantity: str
    rate: Decimal | None
    amount: Decimal
    confirmed: bool


@dataclass(frozen=True)
class Total:
    """Of one month, or of one participant in the whole edition."""

    of: Enrolment | datetime.date
    hours: Decimal
    days: int
    hours_cost: Decimal
    other_cost: Decimal

    @property
    def whole(self) -> Decimal:
        return self.hours_cost + self.other_cost


def _enrolments(numbers) -> dict[int, Enrolment]:
    rows = Enrolment.with_voided.select_related("person", "beneficiary")
    return rows.in_bulk(set(numbers))


def shown_lines(lines: Sequence[Line]) -> list[Shown]:
    """In Polish order of names. Two queries."""
    enrolments = _enrolments(line.enrolment for line in lines)
    providers = Provider.objects.in_bulk({line.provider for line in lines})
    order = {number: place for place, number in enumerate(_ordered(enrolments))}
    rows = sorted(lines, key=lambda line: (order[line.enrolment], line.kind not in RANK, line.kind))
    return [
        Shown(
            enrolment=enrolments[line.enrolment],
            provider=providers[line.provider],
            what=_what(line),
            quantity=_quantity(line),
            rate=Decimal(line.rate) if line.rate else None,
            amount=Decimal(line.amount),
            confirmed=line.confirmed,
        )
        for line in rows
    ]


RANK = (HOURS, DAYS)
WORDS = {HOURS: "godziny", DAYS: "doby"}


def _ordered(enrolments: dict[int, Enrolment]) -> list[int]:
    rows = Enrolment.with_voided.filter(pk__in=enrolments)
    return list(rows.in_polish_order().values_list("pk", flat=True))


def _what(line: Line) -> str:
    return WORDS.get(line.kind) or str(Edition.Cost(line.kind).label)


def _quantity(line: Line) -> str:
    if line.kind == HOURS:
        return f"{hours(in_hours(line.minutes))} godz."
    if line.kind == DAYS:
        return f"doby: {line.days}"
    if line.kilometres:
        return f"{hours(Decimal(line.kilometres))} km"
    return f"szt.: {line.count}"


def totals(settlement: Settlement) -> tuple[list[Total], list[Total]]:
    """Of the whole edition: by months, and by participants in Polish order."""
    months = [line for line in settlement.lines if line["kind"] == MONTH]
    people = [line for line in settlement.lines if line["kind"] == PERSON]
    enrolments = _enrolments(line["enrolment"] for line in people)
    by_number = {line["enrolment"]: line for line in people}
    return (
        [_total(datetime.date.fromisoformat(line["month"]), line) for line in months],
        [_total(enrolments[number], by_number[number]) for number in _ordered(enrolments)],
    )


def _total(of, line: dict) -> Total:
    return Total(
        of=of,
        hours=in_hours(line["minutes"]),
        days=line["days"],
        hours_cost=Decimal(line["hours_cost"]),
        other_cost=Decimal(line["other_cost"]),
    )
