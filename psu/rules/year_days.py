"""The days of a calendar year that a person's referrals cover.

"Przez okres nie dłuższy niż 180 dni w roku kalendarzowym" of art. 142 ust. 11 of the act of 20 March 2025
(Dz.U. 2025 poz. 620): calendar days from the first to the last day of each referral, both counted, all
agreements of this act together. Days of two referrals at once are days once. Whether the pauses between two
belong to the period the act does not say: `pauses_count` is the office's way, agreed with the labour office.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from kis.lib.dates import DAY, polish


def warn_from(most: int) -> int:
    """150 of 180: from here on the desk tells."""
    return 150 * most // 180


@dataclass(frozen=True, order=True)
class Span:
    """The first and the last day of a referral."""

    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class YearDays:
    """`used` by the referrals of the year, of `most`; `until`: the last day that is within it.

    None: nothing of the year is over it.
    """

    year: int
    used: int
    most: int
    until: datetime.date | None = None

    @property
    def is_over(self) -> bool:
        return self.used > self.most

    @property
    def is_near(self) -> bool:
        return self.used >= warn_from(self.most)


def covered(spans: Iterable[Span], year: int, *, pauses_count: bool = False) -> list[Span]:
    """The parts of the year that count, apart from one another and in order."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    found: list[Span] = []
    for span in sorted(spans):
        part = Span(max(span.first, first), min(span.last, last))
        if part.first > part.last:
            continue
        if found and (pauses_count or part.first <= found[-1].last + DAY):
            part = Span(found[-1].first, max(found.pop().last, part.last))
        found.append(part)
    return found


def year_days(
    spans: Iterable[Span], year: int, *, most: int, pauses_count: bool = False
) -> YearDays:
    used, within, until = 0, None, None
    for part in covered(spans, year, pauses_count=pauses_count):
        days = (part.last - part.first).days + 1
        left = max(most - used, 0)
        if left:
            within = part.first + DAY * (min(left, days) - 1)
        if days > left:
            until = within
        used += days
    return YearDays(year, used, most, until)


def years_of(first: datetime.date, last: datetime.date) -> range:
    return range(first.year, last.year + 1)


def over_words(name: str, found: YearDays) -> str:
    until = f" To może trwać najwyżej do {polish(found.until)}." if found.until else ""
    return (
        f"{name}: w {found.year} r. skierowania obejmują {found.used} dni z {found.most} "
        f"(art. 142 ust. 11).{until}"
    )
