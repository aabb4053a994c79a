"""What counts to the rate, with numbers around each boundary."""

import datetime

import pytest

from kis.activities.rates import Marked, Tally, tally, why_left_out

D = datetime.date


@pytest.mark.parametrize(
    ("attended", "absent", "percent"),
    [
        (0, 0, None),
        (1, 0, 100),
        (0, 1, 0),
        (1, 1, 50),
        (2, 1, 67),
        (1, 2, 33),
        (1, 7, 13),
        (7, 1, 88),
    ],
)
def test_the_rate_is_rounded_half_up(attended, absent, percent):
    assert Tally(present=attended, unexcused=absent).percent == percent


def test_late_and_left_early_have_come():
    marks = [Marked("present"), Marked("late"), Marked("left_early"), Marked("unexcused")]
    assert tally(marks).percent == 75


def test_an_excused_absence_counts_unless_its_reason_says_otherwise():
    marks = [Marked("present"), Marked("excused"), Marked("excused", counts=False)]
    assert (tally(marks).counted, tally(marks).left_out, tally(marks).percent) == (2, 1, 50)


def test_what_nobody_marked_is_no_absence():
    assert tally([Marked("present"), Marked("unmarked")]).counted == 1


def test_a_day_that_is_left_out_counts_to_nothing():
    assert tally([Marked("present", left_out="bez kontraktu")]).counted == 0


STAY = [(D(2026, 1, 5), D(2026, 3, 31))]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (D(2026, 1, 4), "poza udziałem"),
        (D(2026, 1, 5), ""),
        (D(2026, 3, 31), ""),
        (D(2026, 4, 1), "poza udziałem"),
        (D(2026, 2, 10), "bez kontraktu"),
        (D(2026, 2, 11), ""),
    ],
)
def test_days_count_within_a_stay_and_a_contract(day, words):
    bare = [(D(2026, 2, 1), D(2026, 2, 10))]
    asked = why_left_out(day, is_absence=False, stays=STAY, breaks=[], bare=bare)
    assert asked == words


@pytest.mark.parametrize(("is_absence", "words"), [(True, "przerwa w udziale"), (False, "")])
def test_who_does_not_come_on_a_break_is_not_counted_and_who_comes_is(is_absence, words):
    breaks = [(D(2026, 2, 1), None)]
    facts = {"stays": STAY, "breaks": breaks, "bare": []}
    assert why_left_out(D(2026, 2, 3), is_absence=is_absence, **facts) == words
