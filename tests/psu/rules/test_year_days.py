"""180 days of a calendar year, art. 142 ust. 11: every border by hand, and a slow count of single days."""

import datetime

import pytest
from hypothesis import given, strategies as st

from psu.rules.year_days import Span, over_words, year_days, years_of

D = datetime.date.fromisoformat
DAY = datetime.timedelta(days=1)


def span(first, last):
    return Span(D(first), D(last))


CASES = [
    # 180 days from New Year end on 29 June, in a leap year on 28 June.
    ([("2027-01-01", "2027-06-29")], 2027, 180, None),
    ([("2027-01-01", "2027-06-30")], 2027, 181, "2027-06-29"),
    ([("2028-01-01", "2028-06-28")], 2028, 180, None),
    ([("2028-01-01", "2028-06-29")], 2028, 181, "2028-06-28"),
    # Both ends count; one day is a day.
    ([("2027-03-05", "2027-03-05")], 2027, 1, None),
    # Over New Year each year has its own part.
    ([("2026-12-31", "2027-06-29")], 2026, 1, None),
    ([("2026-12-31", "2027-06-29")], 2027, 180, None),
    ([("2026-12-31", "2027-06-30")], 2027, 181, "2027-06-29"),
    # Two referrals: their sum, without the pause; days of both at once are days once.
    ([("2027-01-01", "2027-03-31"), ("2027-07-01", "2027-09-28")], 2027, 180, None),
    ([("2027-01-01", "2027-03-31"), ("2027-07-01", "2027-09-29")], 2027, 181, "2027-09-28"),
    ([("2027-01-01", "2027-04-30"), ("2027-04-01", "2027-06-29")], 2027, 180, None),
    ([("2027-01-01", "2027-06-29"), ("2027-08-01", "2027-08-31")], 2027, 211, "2027-06-29"),
]


@pytest.mark.parametrize(("referrals", "year", "used", "until"), CASES)
def test_days_are_counted_from_the_first_to_the_last_of_each_referral(referrals, year, used, until):
    found = year_days([span(*days) for days in referrals], year, most=180)
    assert (found.used, found.until) == (used, until and D(until))
    assert found.is_over == (until is not None)


def test_an_office_may_count_the_pauses_too():
    referrals = [span("2027-01-01", "2027-01-31"), span("2027-03-01", "2027-03-31")]
    assert year_days(referrals, 2027, most=180).used == 62
    assert year_days(referrals, 2027, most=180, pauses_count=True).used == 90


@pytest.mark.parametrize(("used", "is_near"), [(149, False), (150, True), (180, True), (181, True)])
def test_from_150_days_it_is_told(used, is_near):
    last = D("2027-01-01") + DAY * (used - 1)
    assert year_days([Span(D("2027-01-01"), last)], 2027, most=180).is_near is is_near


spans = st.builds(
    lambda first, days: Span(first, first + DAY * days),
    st.dates(D("2026-09-01"), D("2028-03-01")),
    st.integers(0, 250),
)


@given(st.lists(spans, max_size=4), st.integers(2026, 2028), st.booleans())
def test_a_slow_count_of_single_days_says_the_same(referrals, year, pauses_count):
    days = {
        span.first + DAY * number
        for span in referrals
        for number in range((span.last - span.first).days + 1)
        if (span.first + DAY * number).year == year
    }
    if pauses_count and days:
        days = {min(days) + DAY * number for number in range((max(days) - min(days)).days + 1)}
    found = year_days(referrals, year, most=180, pauses_count=pauses_count)
    assert found.used == len(days)
    assert found.until == (sorted(days)[179] if len(days) > 180 else None)


def test_the_sentence_says_how_many_and_until_when():
    found = year_days([span("2027-01-01", "2027-06-30")], 2027, most=180)
    assert over_words("Kowal Jan", found) == (
        "Kowal Jan: w 2027 r. skierowania obejmują 181 dni z 180 (art. 142 ust. 11). "
        "To może trwać najwyżej do 29.06.2027."
    )


def test_a_referral_over_new_year_touches_both_years():
    assert list(years_of(D("2026-12-31"), D("2027-01-01"))) == [2026, 2027]
