"""What is pasted brings along what nobody sees; numbers come with the spaces that the program shows."""

import pytest
from hypothesis import given, strategies as st

from kis.lib.typed import one_line, plain_number, seen

NO_BREAK, NARROW, THIN = "\xa0", "\u202f", "\u2009"


@pytest.mark.parametrize(
    "unseen",
    ["\u200b", "\ufeff", "\u200e", "\u200f", "\u202a", "\u2069", "\u00ad", "\u2060", "\u3164"],
)
def test_a_sign_that_nobody_sees_is_dropped_wherever_it_stands(unseen):
    assert seen(f"{unseen}Ko{unseen}wal{unseen}") == "Kowal"


def test_a_name_is_one_line_with_one_plain_space_between_its_parts():
    assert one_line(f"  Anna{NO_BREAK}\t Maria\n") == "Anna Maria"
    assert one_line("No\u0301wak Z\u0307ak") == "Nówak Żak", "each letter is one sign"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        *[("4 000", "4000"), (f"4{NO_BREAK}000", "4000"), (f"4{NARROW}000", "4000")],
        *[(f"1{THIN}234{NARROW}567,50", "1234567,50"), ("-4 000", "-4000")],
        *[("\u200e4 000\ufeff", "4000"), (" 7,5 ", "7,5"), ("10", "10")],
    ],
)
def test_spaces_between_thousands_do_not_count(typed, read):
    assert plain_number(typed) == read


@pytest.mark.parametrize("typed", ["2 5", "40 00", "4 0000", "4  000", "1 23,5", "7, 5"])
def test_other_spaces_stay_for_they_may_mean_something_else(typed):
    assert plain_number(typed) == typed


UNITS = ("zł", "PLN", "%", "godz")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        *[("31,40 zł", "31,40"), (f"1{NO_BREAK}234,50{NO_BREAK}zł", "1234,50")],
        *[("60%", "60"), ("60 %", "60"), ("10 godz.", "10"), ("10GODZ", "10"), ("5 PLN", "5")],
        *[("zł", "zł"), ("10 dni", "10 dni"), ("zł 10", "zł 10"), ("10 zł zł", "10 zł zł")],
    ],
)
def test_a_unit_behind_a_number_does_not_count(typed, read):
    assert plain_number(typed, UNITS) == read


@given(st.text())
def test_what_was_read_once_is_read_the_same_again(text):
    assert one_line(one_line(text)) == one_line(text)
    assert seen(seen(text)) == seen(text)
