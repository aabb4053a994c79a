"""Who may work on a day, and if not, why: of plain values, for screens. The guards of hours hold the same."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kis.lib.dates import polish


@dataclass(frozen=True)
class Medical:
    """The examination that the labour office ordered; without days while there is no result."""

    on: datetime.date | None = None
    until: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        return bool(self.on and self.until and self.on <= day <= self.until)


@dataclass(frozen=True)
class Lost:
    """The status or the lack of a benefit, gone from a day on; `last` None: until further news.

    `words` as news tell it: nie ma statusu bezrobotnego (PUP, pismo z 20.11).
    """

    first: datetime.date
    last: datetime.date | None
    words: str

    def reaches(self, day: datetime.date) -> bool:
        return self.first <= day <= (self.last or day)


ALWAYS = (datetime.date.min, datetime.date.max)


@dataclass(frozen=True)
class Sent:
    """A referral and what stands around it.

    `agreed`: first and last day of its agreement, `at_place` those of its place within it, as annexes bring
    it and take it away; `medical` None: none was ordered; `year_until`: the last
    day that the year's days and no consent allow, None where the year has room.
    """

    first: datetime.date
    last: datetime.date
    agreed: tuple[datetime.date, datetime.date]
    ohs_on: datetime.date | None
    at_place: tuple[tuple[datetime.date, datetime.date], ...] = (ALWAYS,)
    medical: Medical | None = None
    lost: tuple[Lost, ...] = ()
    year_until: datetime.date | None = None


@dataclass(frozen=True)
class Obstacle:
    """`name`: under which the database refuses hours; `words`: what lacks or came, without a full stop."""

    name: str
    words: str


PAPERS = ("workday_ohs", "workday_medical")
STOPPED = ("workday_place", "workday_status", "workday_year_days")


def is_for_papers(found: Iterable[Obstacle]) -> bool:
    """Whether entering the instruction or the examination is what the person waits for first."""
    names = {obstacle.name for obstacle in found}
    return not names.isdisjoint(PAPERS) and names.isdisjoint(STOPPED)


def obstacles(sent: Sent, day: datetime.date) -> list[Obstacle]:
    """Everything that keeps the person from working that day, in the order of the guards; empty: may work.

    Limits of hours are no part of it: see psu.rules.limits.
    """
    return [Obstacle(name, words) for name, words in _obstacles(sent, day)]


def lacking(ohs_on: datetime.date | None, medical: Medical | None, day: datetime.date) -> list[str]:
    """What is lacking that day, in words that follow on „brak”: the instruction, the examination ordered."""
    missing = []
    if ohs_on is None or ohs_on > day:
        missing.append("szkolenia BHP")
    if medical and not medical.holds(day):
        missing.append("ważnego badania lekarskiego")
    return missing


def _obstacles(sent: Sent, day: datetime.date) -> Iterator[tuple[str, str]]:
    if day < sent.first:
        yield "workday_before_referral", f"skierowanie zaczyna się {polish(sent.first)}"
    if day > sent.last:
        yield "workday_after_referral", f"skierowanie skończyło się {polish(sent.last)}"
    first, last = sent.agreed
    if not first <= day <= last:
        yield "workday_no_agreement", f"porozumienie {polish(day)} nie obowiązuje"
    if not any(first <= day <= last for first, last in sent.at_place):
        yield "workday_place", f"porozumienie {polish(day)} nie obejmuje tego miejsca"
    if lacking(sent.ohs_on, None, day):
        yield "workday_ohs", "brak szkolenia BHP"
    if sent.medical and not sent.medical.holds(day):
        yield "workday_medical", "brak ważnego badania lekarskiego"
    for lost in sorted(sent.lost, key=lambda one: one.first):
        if lost.reaches(day):
            yield "workday_status", f"od {polish(lost.first)} {lost.words}"
            break
    if sent.year_until and day > sent.year_until:
        yield "workday_year_days", f"dni w roku wystarczyło do {polish(sent.year_until)}"
