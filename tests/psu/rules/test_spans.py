import datetime
from decimal import Decimal

import pytest

from psu.rules.cells import UnreadableCell
from psu.rules.spans import Span, read_span, span_of_plan


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("8-13", "8.00–13.00"),
        ("08-13", "8.00–13.00"),
        ("8.00–13.00", "8.00–13.00"),
        ("8:30-12.15", "8.30–12.15"),
        (" 8 — 13:05 ", "8.00–13.05"),
        ("0-23.59", "0.00–23.59"),
    ],
)
def test_a_span_is_read_with_a_hyphen_or_a_dash_a_point_or_a_colon(typed, shown):
    assert str(read_span(typed)) == shown
    assert read_span(shown) == read_span(typed)


@pytest.mark.parametrize("typed", ["", "  "])
def test_an_empty_text_is_no_span(typed):
    assert read_span(typed) is None


def test_a_span_holds_two_times():
    assert read_span("8:30-12") == Span(datetime.time(8, 30), datetime.time(12))


NOT_UNDERSTOOD = "Nie rozumiem „{}”. Wpisz od–do: 8.00–13.00 albo 8-13."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        *((typed, NOT_UNDERSTOOD.format(typed)) for typed in ("8", "8h-13", "8-", "8.5-13", "-")),
        ("8,30-12", NOT_UNDERSTOOD.format("8,30-12")),
        ("8-13, potem 15-17 u pani", NOT_UNDERSTOOD.format("8-13, potem 15-17 u ")),
        ("٨-١٣", NOT_UNDERSTOOD.format("٨-١٣")),
        ("8-24", "Nie ma godziny 24.00. Wpisz od–do między 0.00 a 23.59."),
        ("8.60-13", "Nie ma godziny 8.60. Wpisz od–do między 0.00 a 23.59."),
    ],
)
def test_what_is_no_span_is_said_with_an_example(typed, sentence):
    with pytest.raises(UnreadableCell) as fault:
        read_span(typed)
    assert str(fault.value) == sentence


@pytest.mark.parametrize(
    ("plan", "hours", "told"),
    [
        ("8.00–13.00", None, "8.00–13.00"),
        ("8-13", "5", "8.00–13.00"),
        ("8.00–13.00", "3", ""),
        ("od 8.00", "4", "8.00–12.00"),
        ("od godz. 8", "2.5", "8.00–10.30"),
        ("8:30", "4", "8.30–12.30"),
        ("od 8.00", None, ""),
        ("od 22.00", "4", ""),
        ("od 8.00", "0.33", ""),
        ("od 25.00", "4", ""),
        ("pn 8–13, śr 9–12", "5", ""),
        ("", "4", ""),
    ],
)
def test_a_plan_says_from_when_to_when_where_words_and_hours_agree(plan, hours, told):
    found = span_of_plan(plan, hours and Decimal(hours))
    assert str(found or "") == told
