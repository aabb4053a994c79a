"""From which day data may be destroyed: plain functions of the archive class and the day a case ended."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

SYMBOL = re.compile(r"(?P<kind>A|BE|B)(?P<years>[1-9][0-9]?)?")


class Standing(Enum):
    """What becomes of a file on a day."""

    OPEN = "sprawa trwa"
    FOR_EVER = "akta kategorii A: wieczyście"
    KEPT = "czas przechowywania trwa"
    ASSESSED_FIRST = "można zgłosić do ekspertyzy archiwum"
    DUE = "można brakować"


@dataclass(frozen=True)
class Term:
    """`due_from` None: never, or the case goes on."""

    standing: Standing
    symbol: str
    due_from: datetime.date | None = None

    @property
    def may_go(self) -> bool:
        return self.standing in (Standing.DUE, Standing.ASSESSED_FIRST)


def due_from(symbol: str, ended_on: datetime.date) -> datetime.date | None:
    """Bn and BEn: n years from 1 January after the year in which the case ended; A: never.

    Raises ValueError for a symbol that is none.
    """
    years = _years(symbol)
    return None if years is None else datetime.date(ended_on.year + 1 + years, 1, 1)


def _years(symbol: str) -> int | None:
    found = SYMBOL.fullmatch(symbol)
    if found is None or (found["kind"] == "A") == bool(found["years"]):
        raise ValueError(symbol)
    return None if found["kind"] == "A" else int(found["years"])


def ended_by(symbols: Iterable[str], on: datetime.date) -> datetime.date | None:
    """The last day on which a file of these classes may have ended that may go on the day `on`.

    None: it never may, as one of them is kept for ever or (an empty symbol) has no class yet.
    """
    years = [_years(symbol) if symbol else None for symbol in symbols]
    if None in years:
        return None
    return datetime.date(on.year - 1 - max(years), 12, 31)


def term(symbol: str, ended_on: datetime.date | None, on: datetime.date) -> Term:
    """`ended_on` None while the case goes on."""
    if ended_on is None or ended_on > on:
        return Term(Standing.OPEN, symbol)
    first = due_from(symbol, ended_on)
    if first is None:
        return Term(Standing.FOR_EVER, symbol)
    if on < first:
        return Term(Standing.KEPT, symbol, first)
    standing = Standing.ASSESSED_FIRST if symbol.startswith("BE") else Standing.DUE
    return Term(standing, symbol, first)


def longest(terms: Iterable[Term]) -> Term:
    """Of a file of several kinds the one that keeps it: none of it goes before all of it may."""
    order = list(Standing)
    return min(terms, key=lambda one: (order.index(one.standing), -_day(one)))


def _day(one: Term) -> int:
    return one.due_from.toordinal() if one.due_from else 0
