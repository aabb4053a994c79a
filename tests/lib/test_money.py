from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from kis.lib.money import NBSP, figures, hours, in_words, to_grosz, zlotys


@pytest.mark.parametrize(
    ("amount", "grosze"),
    [
        ("469.704", "469.70"),
        ("469.705", "469.71"),
        ("469.715", "469.72"),
        ("0.005", "0.01"),
        ("0.0049999", "0.00"),
        ("2.675", "2.68"),
        ("-0.005", "-0.01"),
        ("12.2", "12.20"),
        ("281.82", "281.82"),
    ],
)
def test_half_a_grosz_goes_up(amount, grosze):
    assert to_grosz(Decimal(amount)) == Decimal(grosze)
    assert to_grosz(Decimal(amount)).as_tuple().exponent == -2


@given(st.decimals(min_value=0, max_value=10**9, places=5))
def test_rounding_moves_by_half_a_grosz_at_most(amount):
    assert abs(to_grosz(amount) - amount) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0", "0,00"),
        ("12.2", "12,20"),
        ("999.99", "999,99"),
        ("1234.56", "1~234,56"),
        ("1234567.8", "1~234~567,80"),
        ("-1234.5", "−1~234,50"),
        ("0.005", "0,01"),
        ("0.125", "0,13"),
    ],
)
def test_an_amount_has_two_places_and_spaces_that_do_not_break(amount, shown):
    assert figures(Decimal(amount)) == shown.replace("~", NBSP)
    assert zlotys(Decimal(amount)) == f"{shown}~zł".replace("~", NBSP)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0", "0"),
        ("4", "4"),
        ("4.00", "4"),
        ("7.50", "7,5"),
        ("2.25", "2,25"),
        ("10", "10"),
        ("100.00", "100"),
        ("912.5", "912,5"),
        ("4000", "4~000"),
        ("1234.50", "1~234,5"),
        ("0.125", "0,13"),
    ],
)
def test_hours_have_no_needless_zeros(amount, shown):
    assert hours(Decimal(amount)) == shown.replace("~", NBSP)


def test_whole_numbers_are_shown_too():
    assert (hours(10), figures(10)) == ("10", "10,00")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.01", "zero złotych jeden grosz"),
        ("1", "jeden złoty zero groszy"),
        ("2.02", "dwa złote dwa grosze"),
        ("5.05", "pięć złotych pięć groszy"),
        ("12.12", "dwanaście złotych dwanaście groszy"),
        ("22.50", "dwadzieścia dwa złote pięćdziesiąt groszy"),
        ("469.70", "czterysta sześćdziesiąt dziewięć złotych siedemdziesiąt groszy"),
        ("1000", "tysiąc złotych zero groszy"),
        ("11132.50", "jedenaście tysięcy sto trzydzieści dwa złote pięćdziesiąt groszy"),
    ],
)
def test_an_amount_in_words_is_declined_as_papers_write_it(amount, words):
    assert in_words(Decimal(amount)) == words


def test_there_are_no_words_below_zero():
    with pytest.raises(ValueError, match="below zero"):
        in_words(Decimal("-0.01"))
