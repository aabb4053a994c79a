"""The limits of hours as pure functions: how much is left, and why a day's hours are refused.

They make the messages; the guards hold the truth. Weeks run from Monday to Sunday across months and years.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kis.lib.dates import SUNDAY, holiday_name, month_of, week_of
from kis.lib.money import hours as shown
from psu.rules.sentences import (
    HoursRefusal,
    MonthLimit,
    ReferralMonthLimit,
    ReferralWeekLimit,
    TotalLimit,
    WeekLimit,
)

LONG_DAY = Decimal(8)
ZERO = Decimal(0)


@dataclass(frozen=True)
class Terms:
    """The limits of a person's hours under an agreement that day: its own or the law's, the lower one."""

    weekly: Decimal
    monthly: Decimal


def lower(agreed: Decimal, ceiling: Decimal | None) -> Decimal:
    """The agreement's limit, or the ceiling of law where that is lower; None: the law sets none."""
    return agreed if ceiling is None else min(agreed, ceiling)


@dataclass(frozen=True)
class Worked:
    """Hours of a person on a day, with that day's limits. `agreement`, `referral`: numbers of rows."""

    day: datetime.date
    hours: Decimal
    agreement: int
    referral: int
    terms: Terms
    place: str = ""


def hours_of(entries: Iterable[Worked]) -> Decimal:
    return sum((entry.hours for entry in entries), ZERO)


def in_week(entries: Iterable[Worked], day: datetime.date) -> list[Worked]:
    monday, sunday = week_of(day)
    return [entry for entry in entries if monday <= entry.day <= sunday and entry.hours > 0]


def in_month(entries: Iterable[Worked], day: datetime.date, agreement: int) -> list[Worked]:
    first, last = month_of(day)
    return [
        entry
        for entry in entries
        if first <= entry.day <= last and entry.agreement == agreement and entry.hours > 0
    ]


def week_limit(entries: Iterable[Worked], day: datetime.date, terms: Terms) -> Decimal:
    """With several agreements in the week the lowest limit holds."""
    return min([terms.weekly, *(entry.terms.weekly for entry in in_week(entries, day))])


def week_left(entries: Iterable[Worked], day: datetime.date, terms: Terms) -> Decimal:
    """Hours that the person may still work in the day's week, at all places together."""
    entries = list(entries)
    return week_limit(entries, day, terms) - hours_of(in_week(entries, day))


def month_limit(entries: Iterable[Worked], day: datetime.date, agreement: int, terms: Terms):
    return min(
        [terms.monthly, *(entry.terms.monthly for entry in in_month(entries, day, agreement))]
    )


def month_left(
    entries: Iterable[Worked], day: datetime.date, agreement: int, terms: Terms
) -> Decimal:
    """Hours that the person may still work in the day's month under the agreement."""
    entries = list(entries)
    limit = month_limit(entries, day, agreement, terms)
    return limit - hours_of(in_month(entries, day, agreement))


@dataclass(frozen=True)
class OwnLimits:
    """A referral's own limits, where the labour office set lower ones."""

    weekly: Decimal | None = None
    monthly: Decimal | None = None


@dataclass(frozen=True)
class Names:
    """What the sentences call things."""

    person: str
    agreement: str
    referral: str
    place: str


def refusal(
    new: Worked,
    others: Iterable[Worked],
    *,
    total_used: Decimal,
    total: Decimal,
    own: OwnLimits,
    names: Names,
) -> HoursRefusal | None:
    """Why these hours cannot be added to the person's others, None when they can.

    `total_used`: hours of everybody under the agreement so far, without the new ones.
    """
    others = list(others)
    return (
        _week_refusal(new, others, names)
        or _own_week_refusal(new, others, own, names)
        or _month_refusal(new, others, names)
        or _own_month_refusal(new, others, own, names)
        or _total_refusal(new, total_used, total, names)
    )


def _week_refusal(new: Worked, others: list[Worked], names: Names) -> HoursRefusal | None:
    week = in_week(others, new.day)
    limit, there = week_limit(others, new.day, new.terms), hours_of(week)
    if there + new.hours <= limit:
        return None
    elsewhere: dict[str, Decimal] = {}
    for entry in week:
        if entry.place != names.place:
            elsewhere[entry.place] = elsewhere.get(entry.place, ZERO) + entry.hours
    monday = week_of(new.day)[0]
    return WeekLimit(names.person, monday, there, limit, new.hours, tuple(elsewhere.items()))


def _own_week_refusal(new, others, own: OwnLimits, names: Names) -> HoursRefusal | None:
    there = hours_of(e for e in in_week(others, new.day) if e.referral == new.referral)
    if own.weekly is None or there + new.hours <= own.weekly:
        return None
    monday = week_of(new.day)[0]
    return ReferralWeekLimit(names.person, names.referral, monday, there, own.weekly, new.hours)


def _month_refusal(new: Worked, others: list[Worked], names: Names) -> HoursRefusal | None:
    limit = month_limit(others, new.day, new.agreement, new.terms)
    there = hours_of(in_month(others, new.day, new.agreement))
    if there + new.hours <= limit:
        return None
    first = month_of(new.day)[0]
    return MonthLimit(names.person, names.agreement, first, there, limit, new.hours)


def _own_month_refusal(new, others, own: OwnLimits, names: Names) -> HoursRefusal | None:
    month = in_month(others, new.day, new.agreement)
    there = hours_of(entry for entry in month if entry.referral == new.referral)
    if own.monthly is None or there + new.hours <= own.monthly:
        return None
    first = month_of(new.day)[0]
    return ReferralMonthLimit(names.person, names.referral, first, there, own.monthly, new.hours)


def _total_refusal(new: Worked, used: Decimal, total: Decimal, names: Names) -> HoursRefusal | None:
    if used + new.hours <= total:
        return None
    return TotalLimit(names.agreement, used, total, new.hours)


def warnings(
    day: datetime.date, hours: Decimal, *, plan: dict[int, Decimal], left_in_week: Decimal
) -> list[str]:
    """What is worth a second look in hours that were saved. `plan`: weekday (0 is Monday) → hours."""
    found = []
    if holiday := holiday_name(day):
        found.append(f"To święto ({holiday}). Zapisano.")
    elif day.weekday() == SUNDAY:
        found.append("To niedziela. Zapisano.")
    if hours > LONG_DAY:
        found.append("Więcej niż 8 godzin w jednym dniu. Zapisano.")
    if plan and day.weekday() not in plan:
        found.append("Dzień poza planem. Zapisano.")
    if hours and left_in_week <= 0:
        found.append(
            f"Po tym dniu zostanie {shown(max(left_in_week, ZERO))} godz. do końca tygodnia."
        )
    return found
