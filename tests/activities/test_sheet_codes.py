"""The code on a sheet, as it is printed and as it is typed."""

import datetime

import pytest

from kis.activities.sheets.codes import (
    UnreadableCode,
    of_day,
    of_meeting,
    of_month,
    of_services,
    read_code,
)
from kis.activities.sheets.paper import printed

DAY = datetime.date(2026, 3, 2)
CODES = [
    of_meeting(1204),
    of_meeting(7),
    of_day(DAY),
    of_month(12, DAY.replace(day=1)),
    of_services(12, DAY, datetime.date(2026, 4, 30)),
]


@pytest.mark.parametrize("code", CODES, ids=str)
def test_a_printed_code_is_read_back_as_it_is_typed(code):
    words = str(code)

    for typed in (
        words,
        words.lower(),
        words.replace("-", ""),
        words.replace("-", " "),
        f" {words}\n",
    ):
        assert read_code(typed) == code


def test_the_address_in_the_square_is_read_as_the_code_too():
    code = printed(of_meeting(1204), "https://kis.example/zajecia/kod/")

    assert read_code(code.address) == of_meeting(1204)
    assert code.address.isascii()


@pytest.mark.parametrize("code", CODES, ids=str)
def test_a_code_with_one_wrong_digit_is_no_other_code(code):
    words = str(code)
    for place, digit in enumerate(words):
        if not digit.isdigit():
            continue
        for other in "0123456789".replace(digit, ""):
            with pytest.raises(UnreadableCode, match="pomyłka"):
                read_code(words[:place] + other + words[place + 1 :])


def test_a_code_of_a_meeting_is_none_of_a_month_by_its_letter():
    with pytest.raises(UnreadableCode):
        read_code(str(of_month(12, DAY)).replace("M", "S"))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "S",
        "1204",
        "X-1204-3",
        "S-12a4-3",
        "D-20260231-0",
        "S-" + "1" * 40,
        "S-" + "1" * 25,
        "Ś-1204-3",
    ],
)
def test_what_is_no_code_gets_a_sentence(typed):
    with pytest.raises(UnreadableCode, match="kod"):
        read_code(typed)


def test_a_day_that_there_is_not_is_refused_though_its_check_is_right():
    beyond = str(of_day(datetime.date(1999, 3, 2)))
    with pytest.raises(UnreadableCode, match="pomyłka"):
        read_code(beyond)
