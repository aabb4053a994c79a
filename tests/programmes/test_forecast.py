"""The pace of the last months, and where it leads: days counted one by one beside the formula."""

import datetime
from decimal import Decimal

import pytest

from kis.programmes.forecast import FULL_MONTHS, days_in, forecast, pace

D = datetime.date
FIRST, LAST = D(2026, 1, 1), D(2026, 12, 31)


def used(*hours: int) -> dict[datetime.date, Decimal]:
    return {D(2026, month, 1): Decimal(some) for month, some in enumerate(hours, start=1)}


def day_by_day(hours, first, last, on) -> Decimal:
    """What stands at the end when each day to come brings its part of the pace."""
    speed = pace(hours, first, on)
    total, day = sum(hours.values(), Decimal(0)), on + datetime.timedelta(days=1)
    while day <= last:
        total += speed / days_in(day)
        day += datetime.timedelta(days=1)
    return total


def test_the_pace_is_that_of_the_last_full_months():
    assert FULL_MONTHS == 3
    assert pace(used(10, 20, 30, 40, 7), FIRST, D(2026, 5, 10)) == 30


def test_a_month_without_hours_counts():
    assert pace(used(30, 0, 0, 5), FIRST, D(2026, 4, 10)) == 10


def test_in_the_first_month_its_days_so_far_tell():
    assert pace(used(10), FIRST, D(2026, 1, 10)) == 31


def test_a_month_begun_in_its_middle_is_not_full():
    hours = {D(2026, 3, 1): Decimal(2), D(2026, 4, 1): Decimal(30)}
    assert pace(hours, D(2026, 3, 20), D(2026, 5, 4)) == 30


def test_before_the_edition_there_is_no_pace():
    rows = forecast({}, FIRST, LAST, D(2025, 12, 1))

    assert pace({}, FIRST, D(2025, 12, 1)) is None
    assert {row.at_end for row in rows} == {0}


@pytest.mark.parametrize("on", [D(2026, 1, 10), D(2026, 5, 10), D(2026, 6, 30), D(2026, 12, 30)])
@pytest.mark.parametrize("last", [LAST, D(2026, 12, 15)])
def test_the_end_is_what_the_days_to_come_bring(on, last):
    hours = {month: some for month, some in used(10, 22, 31, 40, 7, 9).items() if month <= on}
    if on > last:
        return
    end = forecast(hours, FIRST, last, on)[-1].at_end

    assert abs(end - day_by_day(hours, FIRST, last, on)) < Decimal("0.0001")


def test_of_an_edition_that_ended_nothing_is_forecast():
    rows = forecast(used(10, 20), FIRST, D(2026, 2, 28), D(2026, 3, 5))

    assert [row.forecast for row in rows] == [None, None]
    assert rows[-1].at_end == 30
