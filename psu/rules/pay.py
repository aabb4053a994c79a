"""What a month's hours are worth: pure functions on plain values, Decimal throughout.

Pay is hours × the rate agreed for that kind of work on the day worked; absence pays nothing (art. 142 ust. 13
of the act of 20 March 2025, Dz.U. 2025 poz. 620; art. 73a ust. 4 of the act of 20 April 2004). The refund is
hours × the minimum rate of the agreement's regime that day × percent (art. 142 ust. 14, art. 73a ust. 5).
Each line is rounded half-up by itself and sums are sums of lines, so that the list, the application and the
account agree to the grosz. A month put right behind an approved list is paid by its differences alone.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kis.lib.money import to_grosz, to_zloty


@dataclass(frozen=True)
class DatedRate:
    """A row of rates: its number, zł per hour, first and last day (None: open)."""

    pk: int
    per_hour: Decimal
    valid_from: datetime.date
    valid_to: datetime.date | None = None


@dataclass(frozen=True)
class Tax:
    """A share of each line of a list, to the grosz or where it is set so to whole zlotys."""

    percent: Decimal
    to_zloty: bool = False

    def of(self, amount: Decimal) -> Decimal:
        """Never more than there is: half a zloty of a small line goes up, too.

        Of a correction below zero as much is given back as was withheld.
        """
        share = abs(amount) * self.percent / 100
        rounded = to_zloty(share) if self.to_zloty else to_grosz(share)
        return min(rounded, abs(amount)).copy_sign(amount)


@dataclass(frozen=True)
class PaidDay:
    """Hours of a day; `percent` of the minimum rate is refunded, e.g. 60.

    Behind the loss of the status it is 0, and the hours are paid only if decided so.
    """

    day: datetime.date
    kind: int
    hours: Decimal
    percent: Decimal
    is_paid: bool = True


@dataclass(frozen=True)
class PayTotal:
    kind: int
    agreed: DatedRate
    minimum: DatedRate
    percent: Decimal
    is_paid: bool
    hours: Decimal

    @property
    def key(self) -> tuple:
        """What hours of one line have in common; rates by their numbers."""
        return self.kind, self.agreed.pk, self.minimum.pk, self.percent, self.is_paid

    @property
    def amount(self) -> Decimal:
        return to_grosz(self.hours * self.agreed.per_hour) if self.is_paid else Decimal("0.00")

    @property
    def refund(self) -> Decimal:
        return to_grosz(self.hours * self.minimum.per_hour * self.percent / 100)


@dataclass(frozen=True)
class RateMissing:
    """The first day of a kind without a rate that holds: none agreed, no minimum, or agreed below it."""

    kind: int
    day: datetime.date
    agreed: DatedRate | None = None
    minimum: DatedRate | None = None


@dataclass(frozen=True)
class Account:
    """Lines of a person's month, and the days that keep it from being closed."""

    lines: tuple[PayTotal, ...]
    missing: tuple[RateMissing, ...] = ()

    @property
    def hours(self) -> Decimal:
        return sum((line.hours for line in self.lines), Decimal(0))

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def refund(self) -> Decimal:
        return sum((line.refund for line in self.lines), Decimal(0))


def rate_on(rates: Iterable[DatedRate], day: datetime.date) -> DatedRate | None:
    return next(
        (
            rate
            for rate in rates
            if rate.valid_from <= day and (rate.valid_to is None or day <= rate.valid_to)
        ),
        None,
    )


def account(
    days: Iterable[PaidDay],
    *,
    agreed: Mapping[int, Sequence[DatedRate]],
    minimum: Sequence[DatedRate],
) -> Account:
    """The pay of a person's month. `agreed`: kind of work → its rates."""
    hours: dict[tuple, Decimal] = {}
    missing: dict[int, RateMissing] = {}
    for day in sorted(days, key=lambda day: day.day):
        if not day.hours:
            continue
        rate, least = rate_on(agreed.get(day.kind, ()), day.day), rate_on(minimum, day.day)
        # Art. 142 ust. 12: never below the minimum, so too low an agreed rate is as good as none.
        if rate is None or least is None or rate.per_hour < least.per_hour:
            # The first day of a kind is told: the rate that mends it usually mends the later ones.
            missing.setdefault(day.kind, RateMissing(day.kind, day.day, rate, least))
            continue
        # Hours are summed before they are rounded: a line a day would lose up to half a grosz on each.
        key = (day.kind, rate, least, day.percent, day.is_paid)
        hours[key] = hours.get(key, Decimal(0)) + day.hours
    lines = tuple(PayTotal(*key, hours=sum_) for key, sum_ in hours.items())
    return Account(lines, tuple(missing.values()))


def still_to_pay(worked: Account, approved: Iterable[PayTotal]) -> Account:
    """What the hours are worth beyond the lines of approved lists: more, or less than nothing."""
    lines = {line.key: line for line in worked.lines}
    for paid in approved:
        held = lines.get(paid.key, replace(paid, hours=Decimal(0)))
        lines[paid.key] = replace(held, hours=held.hours - paid.hours)
    return Account(tuple(line for line in lines.values() if line.hours), worked.missing)
