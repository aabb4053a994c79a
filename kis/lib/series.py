"""The days of a series of meetings: plain values, no database."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from kis.lib.dates import days, holiday_name, week_of

LONGEST = 260  # meetings: each working day of a year
LONGEST_YEARS = 3


class NoSeries(ValueError):
    """The text is a sentence for who plans."""


@dataclass(frozen=True)
class Series:
    """`left_out`: days that are public holidays, by their names."""

    days: tuple[datetime.date, ...]
    left_out: tuple[tuple[datetime.date, str], ...] = ()


def series(
    first: datetime.date,
    until: datetime.date,
    weekdays: Collection[int],
    *,
    every: int = 1,
) -> Series:
    """The days between the two, both included, that are one of the weekdays (0 is Monday).

    `every`: each week, each second week …, counted from the week of the first day. Raises NoSeries.
    """
    if until < first:
        raise NoSeries("Ostatni dzień serii nie może być przed pierwszym.")
    if not weekdays:
        raise NoSeries("Zaznacz co najmniej jeden dzień tygodnia.")
    # Counted before any list is made: a slip in the year asks for a million days.
    if (until - first).days > LONGEST_YEARS * 366:
        raise NoSeries(
            f"Seria trwa najwyżej {LONGEST_YEARS} lata. Sprawdź rok w ostatnim dniu; dalsze spotkania "
            "można dodać potem."
        )
    monday = week_of(first)[0]
    chosen = [
        day
        for day in days(first, until)
        if day.weekday() in weekdays and (day - monday).days // 7 % every == 0
    ]
    held = tuple(day for day in chosen if not holiday_name(day))
    if len(held) > LONGEST:
        raise NoSeries(
            f"Wychodzi spotkań: {len(held)}, a za jednym razem można zaplanować najwyżej {LONGEST}. "
            "Skróć serię albo zaznacz mniej dni tygodnia."
        )
    if not held:
        raise NoSeries("W tym czasie nie wypada żaden taki dzień. Sprawdź dni tygodnia i daty.")
    return Series(held, tuple((day, holiday_name(day)) for day in chosen if holiday_name(day)))
