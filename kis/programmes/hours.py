"""Hours as they are typed and as they are told: a day with two hours, also over midnight."""

import datetime
from decimal import Decimal

from kis.lib.clock import WARSAW, moments
from kis.lib.dates import DAY, polish
from kis.lib.money import hours, to_grosz
from kis.lib.refusals import Refused

MIDNIGHT = datetime.time()
NO_LENGTH = (
    "Początek i koniec to ta sama godzina, czyli 0 minut. Popraw jedną z nich; usługę, która trwa całą dobę, "
    "wpisz jako dwie."
)
SHORT = datetime.timedelta(minutes=1)


def span(
    day: datetime.date, start: datetime.time, end: datetime.time
) -> tuple[datetime.datetime, datetime.datetime]:
    """The moments between which the clock showed the hours; an end that is not later is of the next day.

    Of an hour that the clock shows twice in a night the end is the first one behind the beginning. Raises
    Refused where nothing lies between them, and NoSuchHour.
    """
    if start == end:
        raise Refused(NO_LENGTH)
    first = moments(day, start)[0]
    return first, next(
        one for one in moments(day if end > start else day + DAY, end) if one > first
    )


def in_hours(minutes: int) -> Decimal:
    return to_grosz(Decimal(minutes) / 60)


def told_hours(minutes: int) -> str:
    """„7,5 godz.”"""
    return f"{hours(in_hours(minutes))} godz."


def clock(moment: datetime.datetime, *, ends: bool = False) -> str:
    """„8.15”; midnight that ends something is 24.00."""
    wall = moment.astimezone(WARSAW)
    return "24.00" if ends and wall.time() == MIDNIGHT else f"{wall:%-H.%M}"


def told_span(starts_at: datetime.datetime, ends_at: datetime.datetime, *, day: bool = True) -> str:
    """„2.03.2026, 8.00–10.00”; with the second day where the hours end on another one."""
    first = starts_at.astimezone(WARSAW).date()
    last = (ends_at - SHORT).astimezone(WARSAW).date()
    begun = f"{polish(first)}, {clock(starts_at)}" if day or last != first else clock(starts_at)
    if last == first:
        return f"{begun}–{clock(ends_at, ends=True)}"
    return f"{begun} – {polish(last)}, {clock(ends_at, ends=True)}"
