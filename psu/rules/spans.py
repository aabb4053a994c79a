"""From when to when somebody worked on a day: what is typed as od–do."""

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

from kis.lib.typed import one_line
from psu.rules.cells import UnreadableCell

HOUR = r"([0-9]{1,2})(?:[.:]([0-9]{2}))?"
TYPED = re.compile(rf"{HOUR}\s*[-–—]\s*{HOUR}")
BEGINNING = re.compile(rf"(?:od|godz\.|od godz\.)?\s*{HOUR}", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    starts_at: datetime.time
    ends_at: datetime.time

    @property
    def hours(self) -> Decimal:
        """What lies between; of the clock, which no day of work here changes."""
        minutes = (self.ends_at.hour - self.starts_at.hour) * 60
        return Decimal(minutes + self.ends_at.minute - self.starts_at.minute) / 60

    def __str__(self):
        return f"{self.starts_at:%-H.%M}–{self.ends_at:%-H.%M}"


def read_span(text: str) -> Span | None:
    """8-13, 8.00–13.00 or 8:30-12.15; None for an empty text. Raises UnreadableCell.

    Which of both comes first is not judged here: the day's constraints do that.
    """
    typed = one_line(text)
    if not typed:
        return None
    match = TYPED.fullmatch(typed)
    if match is None:
        raise UnreadableCell(f"Nie rozumiem „{typed[:20]}”. Wpisz od–do: 8.00–13.00 albo 8-13.")
    starts, ends = (match[1], match[2]), (match[3], match[4])
    return Span(_time(*starts), _time(*ends))


def span_of_plan(text: str, hours: Decimal | None) -> Span | None:
    """From when to when, by the words of a plan: of „8.00–12.00”, and of „od 8.00” with four hours planned.

    None where they say nothing of the day, several times of it, or another length than the planned one.
    """
    try:
        if match := BEGINNING.fullmatch(one_line(text)):
            return _span_from(_time(*match.groups()), hours)
        span = read_span(text)
    except UnreadableCell:
        return None
    return span if span and hours in (None, span.hours) else None


def _span_from(starts_at: datetime.time, hours: Decimal | None) -> Span | None:
    last = 24 * 60 - 1
    minutes = starts_at.hour * 60 + starts_at.minute + (hours or 0) * 60
    if not hours or minutes % 1 or minutes > last:
        return None
    return Span(starts_at, datetime.time(*divmod(int(minutes), 60)))


def _time(hour: str, minutes: str | None) -> datetime.time:
    try:
        return datetime.time(int(hour), int(minutes or 0))
    except ValueError:
        raise UnreadableCell(
            f"Nie ma godziny {hour}.{minutes or '00'}. Wpisz od–do między 0.00 a 23.59."
        ) from None
