import pytest
from hypothesis import given, strategies as st

from participants.misspelling import one_error_away

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)


@pytest.mark.parametrize(
    "typed", ["kowal", "kowall", "kwal", "kowla", "okwal", "kowac", "xowal", "kxowal", "kowal-"]
)
def test_one_sign_more_fewer_another_or_two_exchanged(typed):
    assert "kowal" in one_error_away(typed)


@pytest.mark.parametrize("typed", ["kwala", "owla", "kowallx", "lkaow", "kow"])
def test_two_errors_are_too_many(typed):
    assert "kowal" not in one_error_away(typed)


@given(WORDS)
def test_errors_go_both_ways(word):
    assert all(word in one_error_away(other) for other in one_error_away(word) if other)


def test_numbers_are_mistaken_for_numbers():
    assert all(number.isdigit() for number in one_error_away("810504"))
