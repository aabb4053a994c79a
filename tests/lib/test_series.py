"""The days of a series: weekdays, holidays, the longest one."""

import datetime

import pytest

from kis.lib.series import LONGEST, NoSeries, series

D = datetime.date
TUESDAY, THURSDAY = 1, 3
EVERY_DAY = range(7)


def test_every_tuesday_and_thursday_until_a_day_both_included():
    found = series(D(2026, 3, 3), D(2026, 3, 12), {TUESDAY, THURSDAY})
    assert found.days == (D(2026, 3, 3), D(2026, 3, 5), D(2026, 3, 10), D(2026, 3, 12))


def test_public_holidays_are_left_out_and_named():
    found = series(D(2026, 10, 29), D(2026, 11, 13), {2})
    assert found.days == (D(2026, 11, 4),)
    assert found.left_out == ((D(2026, 11, 11), "Narodowe Święto Niepodległości"),)


def test_each_second_week_is_counted_from_the_week_of_the_first_day():
    found = series(D(2026, 3, 5), D(2026, 3, 31), {TUESDAY, THURSDAY}, every=2)
    assert found.days == (D(2026, 3, 5), D(2026, 3, 17), D(2026, 3, 19), D(2026, 3, 31))


def test_one_day_is_a_series_of_one():
    assert series(D(2026, 3, 5), D(2026, 3, 5), {THURSDAY}).days == (D(2026, 3, 5),)


def test_days_go_on_over_the_change_of_the_clock():
    found = series(D(2026, 3, 28), D(2026, 3, 30), EVERY_DAY)
    assert found.days == (D(2026, 3, 28), D(2026, 3, 29), D(2026, 3, 30))


def test_the_longest_series_passes_and_one_more_does_not():
    first = D(2026, 5, 5)  # no holiday falls on the same weekday of each week
    last = first + datetime.timedelta(days=7 * 51 + 2)
    found = series(first, last, {0, 1, 2, 3, 4})
    assert len(found.days) <= LONGEST
    with pytest.raises(NoSeries, match=rf"Wychodzi spotkań: \d+, .*najwyżej {LONGEST}"):
        series(first, last, EVERY_DAY)


@pytest.mark.parametrize(
    ("first", "until", "weekdays", "words"),
    [
        (D(2026, 3, 5), D(2026, 3, 4), {THURSDAY}, "przed pierwszym"),
        (D(2026, 3, 5), D(2026, 3, 9), {TUESDAY}, "żaden taki dzień"),
        (D(2026, 3, 5), D(2026, 3, 9), set(), "dzień tygodnia"),
        (D(2026, 1, 1), D(2026, 1, 1), {THURSDAY}, "żaden taki dzień"),
        (D(2026, 3, 5), D(2199, 3, 5), {THURSDAY}, "Sprawdź rok"),
        (
            D(2026, 3, 2),
            D(2029, 1, 1),
            EVERY_DAY,
            r"Wychodzi spotkań: 99\d|Wychodzi spotkań: 1\d\d\d",
        ),
    ],
)
def test_what_is_no_series_is_refused_in_words(first, until, weekdays, words):
    with pytest.raises(NoSeries, match=words):
        series(first, until, weekdays)
