import datetime
from decimal import Decimal

import pytest
from django.template import engines

from kis.lib.money import NBSP


def shown(expression, **facts):
    return engines["django"].from_string(f"{{{{ {expression} }}}}").render(facts)


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (0, "osób"),
        (1, "osoba"),
        (2, "osoby"),
        (4, "osoby"),
        (5, "osób"),
        (11, "osób"),
        (12, "osób"),
        (14, "osób"),
        (15, "osób"),
        (21, "osób"),
        (22, "osoby"),
        (24, "osoby"),
        (25, "osób"),
        (101, "osób"),
        (102, "osoby"),
        (112, "osób"),
        (114, "osób"),
        (122, "osoby"),
    ],
)
def test_a_counted_word_has_its_polish_form(count, word):
    assert shown("count|plural_pl:'osoba,osoby,osób'", count=count) == word


@pytest.mark.parametrize(
    ("expression", "value", "words"),
    [
        ("value|zlotys", Decimal("1234.5"), "1~234,50~zł"),
        ("value|figures", Decimal("1234.5"), "1~234,50"),
        ("value|hours", Decimal("38.50"), "38,5"),
        ("value|hours", Decimal(0), "0"),
        ("value|day", datetime.date(2026, 3, 5), "5.03.2026"),
        ("value|month_name", datetime.date(2026, 11, 1), "listopad 2026"),
        ("value|masked_pesel", "81050412359", "•••••••2359"),
    ],
)
def test_a_value_is_shown_as_on_every_screen(expression, value, words):
    assert shown(expression, value=value) == words.replace("~", NBSP)


@pytest.mark.parametrize(
    "expression",
    [
        "value|" + name
        for name in ("zlotys", "figures", "hours", "day", "month_name", "masked_pesel")
    ],
)
def test_a_value_that_is_not_there_shows_as_nothing(expression):
    assert shown(expression, value=None) == ""
    assert shown(expression, value="") == ""


def test_a_moment_is_shown_by_its_day_in_warsaw():
    half_past_midnight = datetime.datetime(2026, 11, 23, 23, 30, tzinfo=datetime.UTC)

    assert shown("value|day", value=half_past_midnight) == "24.11.2026"
