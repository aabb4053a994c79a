"""The limits of hours as pure functions: how much is left, and what of a saved day wants a second look.

What exceeds them is refused by the guards alone (psu.guards.hours), which make the sentences too; these are
the rests that a sheet shows. Weeks run from Monday to Sunday across months and years: "10 godzin tygodniowo"
of art. 142 ust. 11 of the act of 20 March 2025 (Dz.U. 2025 poz. 620) and of art. 73a before it says no more.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kis.lib.dates import SUNDAY, holiday_name, month_of, week_of
from kis.lib.money import hours as shown
from psu.rules.spans import Span

LONG_DAY = Decimal(8)
BREAK = Decimal(1)  # the longest one that makes the hours fewer than their od–do without a word
ZERO = Decimal(0)


@dataclass(frozen=True)
class Terms:
    """The limits of a person's hours under an agreement that day: its own or the law's, the lower one.

    An agreement of the new act need not name a month, and no act does: None.
    """

    weekly: Decimal
    monthly: Decimal | None


def least(*limits: Decimal | None) -> Decimal | None:
    """The lowest of those that are set; None: there is none.

    So an agreement made before a lower ceiling of law came is under it from that day on.
    """
    return min((limit for limit in limits if limit is not None), default=None)


@dataclass(frozen=True)
class Worked:
    """Hours of a person on a day, with that day's limits. `referral`: its number."""

    day: datetime.date
    hours: Decimal
    referral: int
    terms: Terms
    place: str = ""


def hours_of(entries: Iterable[Worked]) -> Decimal:
    return sum((entry.hours for entry in entries), ZERO)


def in_week(entries: Iterable[Worked], day: datetime.date) -> list[Worked]:
    monday, sunday = week_of(day)
    return [entry for entry in entries if monday <= entry.day <= sunday and entry.hours > 0]


def in_month(entries: Iterable[Worked], day: datetime.date) -> list[Worked]:
    first, last = month_of(day)
    return [entry for entry in entries if first <= entry.day <= last and entry.hours > 0]


def week_limit(entries: Iterable[Worked], day: datetime.date, terms: Terms) -> Decimal:
    """With several agreements in the week the lowest limit holds."""
    return min([terms.weekly, *(entry.terms.weekly for entry in in_week(entries, day))])


def week_left(entries: Iterable[Worked], day: datetime.date, terms: Terms) -> Decimal:
    """Hours that the person may still work in the day's week, at all places together."""
    entries = list(entries)
    return week_limit(entries, day, terms) - hours_of(in_week(entries, day))


def month_limit(entries: Iterable[Worked], day: datetime.date, terms: Terms) -> Decimal | None:
    """With several agreements in the month the lowest limit holds; None: none of them has one."""
    return least(terms.monthly, *(entry.terms.monthly for entry in in_month(entries, day)))


def month_left(entries: Iterable[Worked], day: datetime.date, terms: Terms) -> Decimal | None:
    """Hours that the person may still work in the day's month, at all places together; None: no limit."""
    entries = list(entries)
    limit = month_limit(entries, day, terms)
    return None if limit is None else limit - hours_of(in_month(entries, day))


def warnings(
    day: datetime.date,
    hours: Decimal,
    *,
    plan: dict[int, Decimal],
    left_in_week: Decimal,
    span: Span | None = None,
) -> list[str]:
    """What is worth a second look in a saved day, an absence too. `plan`: weekday (0 is Monday) → hours."""
    found = []
    if holiday := holiday_name(day):
        found.append(f"To święto ({holiday}). Zapisano.")
    elif day.weekday() == SUNDAY:
        found.append("To niedziela. Zapisano.")
    if hours > LONG_DAY:
        found.append("Więcej niż 8 godzin w jednym dniu. Zapisano.")
    if plan and day.weekday() not in plan:
        found.append("Dzień poza planem. Zapisano.")
    # More hours than lie between are refused.
    if span and span.hours - hours > BREAK:
        found.append(f"Od–do to {shown(span.hours)} godz., wpisano {shown(hours)}. Zapisano.")
    if hours and left_in_week <= 0:
        found.append(
            f"Po tym dniu zostanie {shown(max(left_in_week, ZERO))} godz. do końca tygodnia."
        )
    return found
