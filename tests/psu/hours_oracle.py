"""Why hours are refused, worked out from plain values: what the tests hold the database's guards against.

The program refuses by the guards alone. This is the same rule said a second time, in words near the law, so
that a fault of either shows as a difference (tests/psu/guards/test_rule_and_guard_agree.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kis.lib.dates import month_of, week_of
from psu.rules.limits import ZERO, Worked, hours_of, in_month, in_week, month_limit, week_limit
from psu.rules.sentences import (
    HoursRefusal,
    MonthLimit,
    ReferralMonthLimit,
    ReferralWeekLimit,
    TotalLimit,
    WeekLimit,
)


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
    limit = month_limit(others, new.day, new.terms)
    there = hours_of(in_month(others, new.day))
    if limit is None or there + new.hours <= limit:
        return None
    first = month_of(new.day)[0]
    return MonthLimit(names.person, names.agreement, first, there, limit, new.hours)


def _own_month_refusal(new, others, own: OwnLimits, names: Names) -> HoursRefusal | None:
    month = in_month(others, new.day)
    there = hours_of(entry for entry in month if entry.referral == new.referral)
    if own.monthly is None or there + new.hours <= own.monthly:
        return None
    first = month_of(new.day)[0]
    return ReferralMonthLimit(names.person, names.referral, first, there, own.monthly, new.hours)


def _total_refusal(new: Worked, used: Decimal, total: Decimal, names: Names) -> HoursRefusal | None:
    if used + new.hours <= total:
        return None
    return TotalLimit(names.agreement, used, total, new.hours)
