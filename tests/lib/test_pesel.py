from datetime import date

import pytest

from kis.lib.pesel import masked, read_pesel


@pytest.mark.parametrize(
    ("number", "born_on", "sex"),
    [
        ("81050412359", date(1981, 5, 4), "M"),
        ("44051401359", date(1944, 5, 14), "M"),
        ("02070803628", date(1902, 7, 8), "K"),
        ("00810100014", date(1800, 1, 1), "M"),
        ("99923100014", date(1899, 12, 31), "M"),
        ("00010100019", date(1900, 1, 1), "M"),
        ("99123100019", date(1999, 12, 31), "M"),
        ("00210100005", date(2000, 1, 1), "K"),
        ("99323100002", date(2099, 12, 31), "K"),
        ("04222900005", date(2004, 2, 29), "K"),
        ("00410100009", date(2100, 1, 1), "K"),
    ],
)
def test_a_number_says_when_the_person_was_born_and_which_sex(number, born_on, sex):
    facts = read_pesel(with_check_digit(number[:10]))

    assert (facts.born_on, facts.sex, facts.checks) == (born_on, sex, True)


def with_check_digit(ten: str) -> str:
    """The eleventh digit by the weights of the regulation, counted apart from the library."""
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    total = sum(int(digit) * weight for digit, weight in zip(ten, weights, strict=True))
    return ten + str(-total % 10)


def test_a_number_that_is_known_to_be_right_is_right():
    assert read_pesel("44051401359").checks
    assert read_pesel("02070803628").checks


@pytest.mark.parametrize("last", "012345678")
def test_a_wrong_check_digit_is_said_and_the_facts_stay(last):
    """The right one is 9. Such numbers exist and may be kept with a reason."""
    facts = read_pesel("8105041235" + last)

    assert not facts.checks
    assert (facts.born_on, facts.sex) == (date(1981, 5, 4), "M")


@pytest.mark.parametrize("born", ["810532", "810500", "811301", "030229", "990431"])
def test_an_impossible_day_of_birth_leaves_no_day_and_does_not_check(born):
    facts = read_pesel(with_check_digit(born + "1235"))

    assert facts.born_on is None
    assert not facts.checks


@pytest.mark.parametrize(
    "typed",
    [
        *("8105 0412 359", "81-05-04-12359", " 81050412359 ", "８１０５０４１２３５９"),
        *("8105\xa00412\u202f359", "\ufeff81050412359", "\u202a81050412359\u202c"),
        "8105\u200b0412\u00ad359",
    ],
)
def test_spaces_dashes_unseen_signs_and_wide_digits_do_not_matter(typed):
    assert read_pesel(typed).number == "81050412359"


def test_who_is_born_is_told_by_the_day():
    facts = read_pesel(with_check_digit("2631241235"))  # 24.11.2026
    assert not facts.is_born(date(2026, 11, 23))
    assert facts.is_born(date(2026, 11, 24))


@pytest.mark.parametrize(
    "typed",
    ["", "8105041235", "810504123555", "8105041235X", "٨١٠٥٠٤١٢٣٥٥"],
)
def test_what_is_not_eleven_digits_is_no_number(typed):
    assert read_pesel(typed) is None


def test_a_masked_number_keeps_its_last_four_digits():
    assert masked("81050412355") == "•••••••2355"
    assert masked("") == ""
