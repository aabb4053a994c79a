"""How long a person stood in the register of the unemployed, as the long-term status counts it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kis.lib.dates import DAY, add_months, days, polish
from kis.lib.stretches import Length, length_of, stretches_of
from participants.models import LabourOfficePeriod

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


def recorded_time(rows: Iterable[LabourOfficePeriod], before: datetime.date) -> TimeInRegister:
    """The sum for a person's rows."""
    return time_in_register([Period(row.starts_on, row.ends_on, row.kind) for row in rows], before)
