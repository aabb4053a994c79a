from datetime import date

import pytest
from hypothesis import given, strategies as st

from kis.lib.dates import (
    DAY,
    UnreadableDate,
    add_months,
    days,
    holiday_name,
    month_locative,
    month_name,
    month_of,
    polish,
    polish_range,
    read_birth_date,
    read_date,
    short_weekday,
    too_far_to_plan,
    week_of,
    weekday,
    years_between,
)

TODAY = date(2026, 11, 23)
TYPED_YEARS = st.dates(min_value=date(1900, 1, 1), max_value=date(2076, 12, 31))


@pytest.mark.parametrize(
    ("day", "monday", "sunday"),
    [
        (date(2026, 11, 22), date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 11, 29), date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 11, 30), date(2026, 11, 30), date(2026, 12, 6)),
        (date(2026, 12, 31), date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 4), date(2027, 1, 4), date(2027, 1, 10)),
    ],
)
def test_a_week_runs_from_monday_to_sunday_also_over_months_and_years(day, monday, sunday):
    assert week_of(day) == (monday, sunday)


@given(TYPED_YEARS)
def test_every_day_is_in_the_week_of_each_of_its_days(day):
    week = days(*week_of(day))

    assert len(week) == 7
    assert day in week
    assert {week_of(other) for other in week} == {week_of(day)}


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 2, 1), 28),
        (date(2028, 2, 29), 29),
        (date(2100, 2, 10), 28),
        (date(2026, 4, 30), 30),
        (date(2026, 12, 31), 31),
    ],
)
def test_a_month_ends_on_its_last_day(day, last):
    assert month_of(day) == (day.replace(day=1), day.replace(day=last))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 11, 30), 2, date(2027, 1, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, later):
    assert add_months(day, months) == later


def test_days_include_both_ends_and_a_reversed_period_has_none():
    first = date(2026, 12, 31)

    assert days(first, first) == [first]
    assert days(first, first + 2 * DAY) == [first, date(2027, 1, 1), date(2027, 1, 2)]
    assert days(first, first - DAY) == []


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(1981, 5, 4), date(2026, 5, 3), 44),
        (date(1981, 5, 4), date(2026, 5, 4), 45),
        (date(1981, 5, 4), date(2026, 5, 5), 45),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 5, 4), date(2026, 5, 4), 0),
    ],
)
def test_age_is_counted_in_full_years(born, on, years):
    assert years_between(born, on) == years


@pytest.mark.parametrize(
    ("day", "is_free"),
    [
        (date(2024, 12, 24), False),
        (date(2025, 12, 24), True),
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), True),
        (date(2026, 12, 26), True),
        (date(2026, 12, 27), False),
        (date(2026, 4, 6), True),  # Easter Monday
        (date(2026, 4, 7), False),
        (date(2026, 6, 4), True),  # Corpus Christi
        (date(2026, 11, 11), True),
        (date(2026, 11, 12), False),
        (date(2026, 5, 2), False),
        (date(2026, 5, 3), True),
    ],
)
def test_public_holidays_are_known_and_christmas_eve_is_one_from_2025(day, is_free):
    assert bool(holiday_name(day)) is is_free


def test_a_holiday_has_its_polish_name():
    assert holiday_name(date(2026, 11, 11)) == "Narodowe Święto Niepodległości"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("31.05.2027", date(2027, 5, 31)),
        ("5.3.2026", date(2026, 3, 5)),
        ("31-05-2027", date(2027, 5, 31)),
        ("31/5/2027", date(2027, 5, 31)),
        ("31 5 2027", date(2027, 5, 31)),
        ("31052027", date(2027, 5, 31)),
        ("2027-05-31", date(2027, 5, 31)),
        ("31.5", date(2026, 5, 31)),
        ("31.5.", date(2026, 5, 31)),
        ("  30.11.2026 ", date(2026, 11, 30)),
        ("d", TODAY),
        ("D", TODAY),
        ("+3m", date(2027, 2, 23)),
        ("+1M", date(2026, 12, 23)),
        ("-10", date(2026, 11, 13)),
        ("+10d", date(2026, 12, 3)),
        ("+2t", date(2026, 12, 7)),
        ("+1r", date(2027, 11, 23)),
        ("-1r", date(2025, 11, 23)),
        ("29.02.2028", date(2028, 2, 29)),
        ("1.1.1900", date(1900, 1, 1)),
        ("31.12.2076", date(2076, 12, 31)),
    ],
)
def test_a_date_is_read_in_every_usual_shape(typed, meant):
    assert read_date(typed, today=TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("31.11.2026", "29.2", "29.02.2027", "0.5.2026", "5.13.2026", "31.5.27", "5.2026", "."),
        *("jutro", "dd", "3m", "+3x", "+m", "+1000", "2027-5-31", "2027-13-01", "11.11.11.2026"),
    ],
)
def test_what_is_no_date_gets_the_sentence_with_what_was_typed(typed):
    with pytest.raises(UnreadableDate) as refused:
        read_date(typed, today=TODAY)

    assert str(refused.value) == (
        f"Nie ma takiej daty: {typed}. Wpisz dzień.miesiąc.rok, np. 30.11.2026, "
        "albo skrót „d” (dziś), „+3m” (za 3 miesiące)."
    )


@pytest.mark.parametrize(
    "typed", ["31.12.1899", "1.1.2077", "31.12.2199", "31.05.0202", "-999r", "+999r", "01010001"]
)
def test_a_slip_in_the_year_is_named(typed):
    with pytest.raises(UnreadableDate, match="Sprawdź rok w dacie"):
        read_date(typed, today=TODAY)


@pytest.mark.parametrize(
    "typed", ["-5", "d", "+3m", "31.5", "5.03.81", "81", "1899-12-31", "0001-01-01", "24.11.2026"]
)
def test_a_birth_date_is_a_full_day_of_the_past(typed):
    with pytest.raises(UnreadableDate):
        read_birth_date(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["5.03.1981", "05031981", "1981-03-05", "23.11.2026"])
def test_a_birth_date_is_read_in_every_full_shape(typed):
    assert read_birth_date(typed, today=TODAY).year in {1981, 2026}


@pytest.mark.parametrize(
    ("day", "is_told"),
    [(date(2036, 11, 23), False), (date(2036, 11, 24), True), (date(1900, 1, 1), False)],
)
def test_nothing_is_planned_for_more_than_ten_years_ahead(day, is_told):
    assert bool(too_far_to_plan(day, today=TODAY)) is is_told


@given(TYPED_YEARS)
def test_a_date_is_read_as_it_is_shown(day):
    assert read_date(polish(day), today=TODAY) == day


@pytest.mark.parametrize(
    ("day", "shown"),
    [(date(2026, 3, 5), "5.03.2026"), (date(2026, 11, 30), "30.11.2026"), (None, "")],
)
def test_a_day_is_shown_without_a_leading_zero_but_its_month_with_one(day, shown):
    assert polish(day) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), "23–29.11.2026"),
        (date(2026, 6, 29), date(2026, 7, 5), "29.06–5.07.2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28.12.2026–3.01.2027"),
        (date(2025, 11, 1), date(2026, 11, 30), "1.11.2025–30.11.2026"),
        (date(2026, 12, 1), date(2026, 12, 1), "1.12.2026"),
    ],
)
def test_a_range_says_month_and_year_once_where_they_are_the_same(first, last, shown):
    assert polish_range(first, last) == shown


def test_months_have_their_names_in_both_cases():
    months = [date(2026, month, 1) for month in range(1, 13)]

    assert [month_name(day) for day in months[9:]] == [
        "październik 2026",
        "listopad 2026",
        "grudzień 2026",
    ]
    assert [month_locative(day) for day in months[:3]] == ["styczniu", "lutym", "marcu"]
    assert len({month_locative(day) for day in months}) == 12


def test_weekdays_have_their_names_in_full_and_short():
    monday = date(2026, 11, 23)

    week = [monday + DAY * number for number in range(7)]

    assert [weekday(day) for day in week[:2] + week[5:]] == [
        *("poniedziałek", "wtorek", "sobota", "niedziela")
    ]
    assert [short_weekday(day) for day in week] == ["pn", "wt", "śr", "cz", "pt", "sb", "nd"]
