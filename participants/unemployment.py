"""How long a person stood in the register of the unemployed, as the long-term status counts it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kis.lib.dates import DAY, add_months, days, polish, years_between
from kis.lib.stretches import Length, length_of, stretches_of
from participants.models import LabourOfficePeriod, Person

Kind = LabourOfficePeriod.Kind
# The act of 20 March 2025 (Dz.U. 2025 poz. 620), from this day on.
LABOUR_MARKET_ACT = datetime.date(2025, 6, 1)
WINDOW_MONTHS = 24
LONG_TERM_MONTHS = 12


@dataclass(frozen=True)
class Period:
    """Days in the register, or on a traineeship or adult vocational training within them."""

    starts_on: datetime.date
    ends_on: datetime.date | None
    kind: str = Kind.REGISTERED


@dataclass(frozen=True)
class TimeInRegister:
    """Months and days within the 24 months before a day."""

    before: datetime.date
    months: int
    days: int

    @property
    def is_long_term(self) -> bool:
        """More than 12 months in all: exactly 12 is not enough."""
        return (self.months, self.days) > (LONG_TERM_MONTHS, 0)

    def __str__(self):
        length = Length(self.months, self.days)
        return f"w ciągu {WINDOW_MONTHS} miesięcy przed {polish(self.before)}: {length}"


def taken_out(on: datetime.date) -> set[str]:
    """What that day's definition of the long-term unemployed leaves out of the time in the register.

    Traineeship (art. 2 pkt 4 of the act of 20 March 2025); before it adult vocational training too (art. 2
    ust. 1 pkt 5 of the act of 20 April 2004).
    """
    return {Kind.TRAINEESHIP} if on >= LABOUR_MARKET_ACT else {Kind.TRAINEESHIP, Kind.TRAINING}


def time_in_register(periods: Iterable[Period], before: datetime.date) -> TimeInRegister:
    """The sum over the 24 months that end on the eve of the day, each day once.

    The definition of the day asked about rules the whole time, see taken_out.
    """
    # The day itself is left out: the 24 months end on its eve.
    first, last = add_months(before, -WINDOW_MONTHS), before - DAY
    found = defaultdict(set)
    for period in periods:
        starts_on, ends_on = max(period.starts_on, first), min(period.ends_on or last, last)
        if starts_on <= ends_on:
            found[period.kind].update(days(starts_on, ends_on))
    counted = found[Kind.REGISTERED].difference(*(found[kind] for kind in taken_out(before)))
    length = length_of(stretches_of(sorted(counted)))
    return TimeInRegister(before, length.months, length.days)


def is_registered(periods: Iterable[Period], on: datetime.date) -> bool:
    """In the register that very day."""
    return any(
        period.kind == Kind.REGISTERED
        and period.starts_on <= on
        and (period.ends_on is None or on <= period.ends_on)
        for period in periods
    )


@dataclass(frozen=True)
class ProjectRule:
    """Whom a project of the EU calls long-term unemployed; below an age fewer months may be enough."""

    more_than_months: int
    young_below: int | None = None
    young_more_than_months: int | None = None
    source: str = ""

    def months_for(self, born_on: datetime.date | None, on: datetime.date) -> int:
        if self.young_below is None or born_on is None:
            return self.more_than_months
        is_young = years_between(born_on, on) < self.young_below
        return self.young_more_than_months if is_young else self.more_than_months


@dataclass(frozen=True)
class UnbrokenTime:
    """How long a person has been in the register without a break, on the eve of a day."""

    on: datetime.date
    since: datetime.date | None  # none: not in the register that day
    length: Length
    more_than_months: int  # what the project asks
    source: str = ""

    @property
    def is_long_term(self) -> bool:
        """Exactly so many months are not enough."""
        return self.length > Length(self.more_than_months, 0)


def unbroken_time(
    periods: Iterable[Period], on: datetime.date, rule: ProjectRule, born_on: datetime.date | None
) -> UnbrokenTime:
    """Days up to the eve of the one asked about, as the Polish sum counts them.

    The register decides, so a traineeship or training within a registration breaks nothing: the status goes
    before what the person does meanwhile. Time out of work without a registration is not known here.
    """
    held = [period for period in periods if period.kind == Kind.REGISTERED]
    since = _unbroken_since(held, on) if is_registered(held, on) else None
    length = length_of([(since, on - DAY)]) if since and since < on else Length(0, 0)
    return UnbrokenTime(on, since, length, rule.months_for(born_on, on), rule.source)


def _unbroken_since(periods: Iterable[Period], on: datetime.date) -> datetime.date:
    """The first day of the stretch that holds the day; rows that touch or overlap are one."""
    first = on
    for period in sorted(periods, key=lambda period: period.starts_on, reverse=True):
        last = period.ends_on or on
        if period.starts_on <= first and last >= first - DAY:
            first = period.starts_on
    return first


def contradiction(status: str, periods: Iterable[Period], on: datetime.date) -> str:
    """Where the status in the person's data and the periods tell different things that day; else empty.

    Not refused: the status is entered with the person, before any period can be.
    """
    registered = is_registered(periods, on)
    if status == Person.LabourStatus.UNEMPLOYED and not registered:
        return (
            "W danych stoi status „bezrobotny(-a)”, a dziś nie trwa żaden okres rejestracji w PUP. Dodaj "
            "okres albo popraw status."
        )
    if registered and status and status != Person.LabourStatus.UNEMPLOYED:
        return (
            f"Dziś trwa okres rejestracji w PUP, a status w danych to „{Person.LabourStatus(status).label}”. "
            "Popraw status albo wpisz koniec okresu."
        )
    return ""


def periods_of(rows: Iterable[LabourOfficePeriod]) -> list[Period]:
    return [Period(row.starts_on, row.ends_on, row.kind) for row in rows]


def recorded_time(rows: Iterable[LabourOfficePeriod], before: datetime.date) -> TimeInRegister:
    """The sum for a person's rows."""
    return time_in_register(periods_of(rows), before)
