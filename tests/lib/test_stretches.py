import datetime

import pytest

from kis.lib.dates import days
from kis.lib.stretches import Length, length_of, stretches_of


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("stretches", "length"),
    [
        ([], (0, 0)),
        ([("2026-01-01", "2026-06-30")], (6, 0)),
        ([("2026-01-01", "2026-07-01")], (6, 1)),
        ([("2026-01-01", "2026-06-29")], (5, 29)),
        ([("2026-08-31", "2027-02-27")], (6, 0)),  # there is no 31 February
        ([("2028-02-29", "2028-08-28")], (6, 0)),
        ([("2028-02-01", "2028-02-28")], (0, 28)),
        ([("2028-02-01", "2028-02-29")], (1, 0)),
        ([("2026-01-01", "2026-01-15"), ("2026-03-01", "2026-03-15")], (1, 0)),  # 30 days
        ([("2026-01-01", "2026-01-15"), ("2026-03-01", "2026-03-14")], (0, 29)),
    ],
)
def test_stretches_last_calendar_months_and_thirty_days_of_what_is_left(stretches, length):
    assert length_of([(day(first), day(last)) for first, last in stretches]) == Length(*length)


def test_days_without_a_gap_are_one_stretch():
    first, last, alone = day("2026-02-27"), day("2026-03-02"), day("2026-03-04")
    assert stretches_of([*days(first, last), alone]) == [(first, last), (alone, alone)]


@pytest.mark.parametrize(
    ("length", "words"),
    [
        ((0, 7), "7 dni"),
        ((1, 1), "1 miesiąc 1 dzień"),
        ((5, 29), "5 miesięcy 29 dni"),
        ((6, 0), "6 miesięcy 0 dni"),
    ],
)
def test_a_length_is_told_in_months_and_days(length, words):
    assert str(Length(*length)) == words
