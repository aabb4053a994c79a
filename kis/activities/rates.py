"""How often somebody came: plain values, no database."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PRESENT = ("present", "late", "left_early")
Days = tuple[datetime.date, datetime.date | None]


@dataclass(frozen=True)
class Marked:
    """One mark: `counts` is what its reason says, `left_out` why the day itself is not counted."""

    state: str
    counts: bool = True
    left_out: str = ""


@dataclass(frozen=True)
class Tally:
    """Meetings by what was marked; only those that are counted."""

    present: int = 0
    late: int = 0
    left_early: int = 0
    excused: int = 0
    unexcused: int = 0
    left_out: int = 0

    @property
    def attended(self) -> int:
        return self.present + self.late + self.left_early

    @property
    def counted(self) -> int:
        return self.attended + self.excused + self.unexcused

    @property
    def percent(self) -> int | None:
        """Rounded half up; None where nothing is counted."""
        if not self.counted:
            return None
        return (200 * self.attended + self.counted) // (2 * self.counted)


def tally(marks: Iterable[Marked]) -> Tally:
    """What nobody marked is no absence: it is left to whoever asks for it."""
    found = Counter(
        mark.state if mark.counts and not mark.left_out else "left_out"
        for mark in marks
        if mark.state != "unmarked"
    )
    return Tally(**found)


def why_left_out(
    day: datetime.date,
    *,
    is_absence: bool,
    stays: Sequence[Days],
    breaks: Sequence[Days],
    bare: Sequence[Days],
) -> str:
    """Why a mark of that day is not counted, in a few words; empty where it is.

    `bare`: the days of a stay on which no contract binds (art. 18 ust. 4 of the act on social employment).
    """
    if not holds(stays, day):
        return "poza udziałem"
    if holds(bare, day):
        return "bez kontraktu"
    if is_absence and holds(breaks, day):
        return "przerwa w udziale"
    return ""


def holds(periods: Sequence[Days], day: datetime.date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in periods)
