"""Long-term unemployed: more than 12 months in the register within the last 24."""

from datetime import date, timedelta

import pytest

from kis.lib.dates import add_months
from participants.unemployment import Kind, Period, time_in_register

BEFORE = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("since", "months", "days", "long_term"),
    [
        (date(2025, 11, 25), 12, 0, False),  # 11 months, and 30 days left over
        (date(2025, 11, 24), 12, 0, False),
        (date(2025, 11, 23), 12, 1, True),
        (date(2026, 11, 23), 0, 1, False),
        (date(2026, 11, 24), 0, 0, False),
        (date(2024, 11, 24), 24, 0, True),
        (date(2019, 1, 1), 24, 0, True),
    ],
)
def test_an_open_period_counts_by_calendar_months(since, months, days, long_term):
    found = time_in_register([Period(since, None)], BEFORE)

    assert (found.months, found.days) == (months, days)
    assert found.is_long_term is long_term


@pytest.mark.parametrize(
    ("ends_on", "days"),
    [(date(2024, 11, 23), 0), (date(2024, 11, 24), 1), (date(2024, 11, 25), 2)],
)
def test_what_ended_before_the_window_does_not_count(ends_on, days):
    assert time_in_register([Period(date(2020, 1, 1), ends_on)], BEFORE).days == days


def test_traineeship_is_taken_out():
    registered = Period(date(2025, 1, 1), date(2026, 6, 30))
    traineeship = Period(date(2025, 7, 1), date(2025, 12, 31), Kind.TRAINEESHIP)

    found = time_in_register([registered, traineeship], BEFORE)

    assert (found.months, found.days) == (12, 0)
    assert not found.is_long_term


@pytest.mark.parametrize(
    ("before", "kind", "months"),
    [
        (date(2025, 5, 31), Kind.TRAINEESHIP, 12),
        (date(2025, 5, 31), Kind.TRAINING, 12),  # the act of 20 April 2004
        (date(2025, 6, 1), Kind.TRAINEESHIP, 12),
        (date(2025, 6, 1), Kind.TRAINING, 15),  # the act of 20 March 2025: it counts
        (date(2026, 11, 24), Kind.TRAINING, 15),
    ],
)
def test_adult_vocational_training_counts_by_the_new_act(before, kind, months):
    """15 months in the register, three of them on it."""
    last = before - timedelta(days=1)
    periods = [
        Period(add_months(before, -15), None),
        Period(add_months(before, -3), last, kind),
    ]

    found = time_in_register(periods, before)

    assert (found.months, found.days) == (months, 0)
    assert found.is_long_term is (months > 12)


def test_days_of_two_stretches_add_up_thirty_to_a_month():
    found = time_in_register(
        [
            Period(date(2025, 1, 1), date(2025, 7, 20)),
            Period(date(2026, 1, 1), date(2026, 6, 13)),
        ],
        BEFORE,
    )

    assert (found.months, found.days) == (12, 3)


def test_a_day_written_twice_counts_once():
    once = [Period(date(2026, 1, 1), date(2026, 3, 31))]

    assert time_in_register(once * 2, BEFORE) == time_in_register(once, BEFORE)


def test_neighbouring_periods_are_one_stretch():
    found = time_in_register(
        [Period(date(2026, 1, 1), date(2026, 1, 15)), Period(date(2026, 1, 16), date(2026, 2, 28))],
        BEFORE,
    )

    assert (found.months, found.days) == (2, 0)


def test_the_sentence_names_window_and_sum():
    found = time_in_register([Period(date(2025, 9, 21), None)], BEFORE)

    assert str(found) == "w ciągu 24 miesięcy przed 24.11.2026: 14 miesięcy 3 dni"
