"""What a plan of weekdays comes to in a month."""

import datetime
from collections import defaultdict
from decimal import Decimal

from kis.lib.dates import days, month_locative
from kis.lib.money import hours


def by_month(
    plan: dict[int, Decimal], first: datetime.date, last: datetime.date
) -> dict[datetime.date, Decimal]:
    """First day of the month → planned hours in it, from the first to the last day."""
    sums = defaultdict(Decimal)
    for day in days(first, last):
        sums[day.replace(day=1)] += plan.get(day.weekday(), Decimal(0))
    return dict(sums)


def months_over(
    plan: dict[int, Decimal], first: datetime.date, last: datetime.date, *, limit: Decimal | None
) -> list[str]:
    """A sentence for each month in which the plan gives more than the limit, where there is one."""
    if limit is None:
        return []
    return [
        f"W {month_locative(month)} {month.year} plan daje {hours(planned)} godz., limit miesiąca to "
        f"{hours(limit)}. Godzin ponad limit nie da się wpisać."
        for month, planned in by_month(plan, first, last).items()
        if planned > limit
    ]
