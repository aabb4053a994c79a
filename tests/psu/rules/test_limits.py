import datetime
from decimal import Decimal

import pytest

from psu.rules import limits
from psu.rules.limits import Terms, Worked
from psu.rules.sentences import MonthLimit, WeekLimit
from tests.psu.hours_oracle import Names, OwnLimits, refusal

LAW = Terms(weekly=Decimal(10), monthly=Decimal(40))
NAMES = Names("Kowalczyk Łukasz", "4/2026", "PUP.632.44.2026", "Szkoła nr 3")


def day(text):
    return datetime.date.fromisoformat(text)


def hours(text, number, *, referral=1, terms=LAW, place="Szkoła nr 3"):
    return Worked(day(text), Decimal(number), referral, terms, place)


def test_where_nothing_is_left_no_zero_is_offered():
    week = WeekLimit("Łoś Adam", day("2026-11-23"), Decimal(10), Decimal(10), Decimal(2))
    assert week.supervisor == (
        "W tygodniu 23–29.11 jest już 10 godz. Limit: 10. W tym tygodniu nie można już wpisać godzin."
    )
    assert week.office.endswith("Limit tygodnia: 10. W tym tygodniu nie można już wpisać godzin.")
    month = MonthLimit(
        "Łoś Adam", "4/2026", day("2026-11-01"), Decimal(40), Decimal(40), Decimal(2)
    )
    assert month.supervisor.endswith("limit: 40. W tym miesiącu nie można już wpisać godzin.")


@pytest.mark.parametrize(
    ("asked_on", "left"),
    [
        ("2026-06-28", "10"),
        ("2026-06-29", "4"),
        ("2026-07-01", "4"),
        ("2026-07-05", "4"),
        ("2026-07-06", "10"),
    ],
)
def test_a_week_over_two_months_is_one_week(asked_on, left):
    worked = [hours("2026-06-29", 2), hours("2026-06-30", 2), hours("2026-07-01", 2)]
    assert limits.week_left(worked, day(asked_on), LAW) == Decimal(left)


@pytest.mark.parametrize(
    ("asked_on", "left"),
    [("2025-12-28", "10"), ("2025-12-29", "1"), ("2026-01-04", "1"), ("2026-01-05", "10")],
)
def test_a_week_over_new_year_is_one_week(asked_on, left):
    worked = [hours("2025-12-31", 5), hours("2026-01-02", 4)]
    assert limits.week_left(worked, day(asked_on), LAW) == Decimal(left)


@pytest.mark.parametrize(
    ("asked_on", "left"),
    [("2026-02-28", "40"), ("2026-03-01", "10"), ("2026-03-31", "10"), ("2026-04-01", "40")],
)
def test_a_month_ends_with_its_last_day(asked_on, left):
    worked = [hours(f"2026-03-{number:02}", 10) for number in (2, 9, 16)]
    assert limits.month_left(worked, day(asked_on), LAW) == Decimal(left)


def test_the_lowest_limit_of_the_months_agreements_holds_for_all_of_them_together():
    strict = Terms(weekly=Decimal(10), monthly=Decimal(30))
    worked = [hours("2026-11-02", 10), hours("2026-11-09", 8, terms=strict)]
    assert limits.month_left(worked, day("2026-11-25"), LAW) == 12
    no_month = Terms(weekly=Decimal(10), monthly=None)
    assert limits.month_left(worked, day("2026-11-25"), no_month) == 12
    assert limits.month_left(worked[:1], day("2026-11-25"), no_month) == 30


def test_the_lowest_limit_of_the_weeks_agreements_holds():
    strict = Terms(weekly=Decimal(6), monthly=Decimal(40))
    worked = [hours("2026-11-23", 2, terms=strict)]
    assert limits.week_left(worked, day("2026-11-25"), LAW) == 4
    assert limits.week_left(worked, day("2026-11-30"), LAW) == 10


@pytest.mark.parametrize(
    ("agreed", "ceiling", "limit"),
    [
        ("8", "10", "8"),
        ("12", "10", "10"),
        ("12", None, "12"),
        (None, "30", "30"),
        (None, None, None),
    ],
)
def test_a_limit_is_the_lower_of_agreement_and_law(agreed, ceiling, limit):
    found = limits.least(agreed and Decimal(agreed), ceiling and Decimal(ceiling))
    assert found == (limit and Decimal(limit))


def test_a_month_without_a_limit_has_no_rest():
    """Forty hours and more: the weeks alone hold them (art. 142 ust. 11)."""
    no_month = Terms(weekly=Decimal(10), monthly=None)
    worked = [hours(f"2026-03-{n:02}", 10, terms=no_month) for n in (2, 9, 16, 23, 30)]
    assert limits.month_left(worked, day("2026-03-31"), no_month) is None
    assert limits.week_left(worked, day("2026-03-31"), no_month) == 0


def refused(new, others, *, total_used=0, total=4000, own=None):
    return refusal(
        new,
        others,
        total_used=Decimal(total_used),
        total=Decimal(total),
        own=own or OwnLimits(),
        names=NAMES,
    )


def test_the_week_is_refused_with_what_is_there_and_what_still_fits():
    others = [
        hours("2026-11-23", 4),
        hours("2026-11-24", 4, referral=2, place="Biblioteka"),
    ]
    found = refused(hours("2026-11-25", 3), others)
    assert found.office == (
        "Kowalczyk Łukasz: w tygodniu 23–29.11 jest już 8 godz. (w tym 4 godz. w: Biblioteka). "
        "Limit tygodnia: 10. Można wpisać najwyżej 2, wpisano 3."
    )
    assert found.supervisor == (
        "W tygodniu 23–29.11 jest już 8 godz. (w tym 4 w innym miejscu). Limit: 10. "
        "Można wpisać najwyżej 2."
    )


def test_the_month_is_refused_and_the_supervisor_does_not_read_the_agreement():
    others = [hours(f"2026-11-{number:02}", 10) for number in (2, 9, 16)]
    found = refused(hours("2026-11-30", "2"), [*others, hours("2026-11-23", "8.5")])
    assert found.office == (
        "Kowalczyk Łukasz: w listopadzie jest już 38,5 godz., limit porozumienia 4/2026: 40. "
        "Można wpisać najwyżej 1,5."
    )
    assert "4/2026" not in found.supervisor
    assert found.supervisor.endswith("limit: 40. Można wpisać najwyżej 1,5.")


def test_the_agreements_hours_in_total_are_refused():
    found = refused(hours("2026-11-30", 10), [], total_used=3994)
    assert found.office == (
        "W porozumieniu 4/2026 zostało 6 godz. z 4\xa0000, wpisano 10. "
        "Potrzebny aneks do porozumienia."
    )
    assert found.supervisor == "Zabrakło godzin w porozumieniu. Zadzwoń do KIS."


@pytest.mark.parametrize("own", [OwnLimits(weekly=Decimal(5)), OwnLimits(monthly=Decimal(5))])
def test_the_referrals_own_limit_counts_the_referrals_own_hours(own):
    others = [hours("2026-11-23", 4), hours("2026-11-24", 1, referral=2)]
    assert refused(hours("2026-11-25", 1), others, own=own) is None
    assert "limit skierowania" in refused(hours("2026-11-25", 2), others, own=own).office.lower()


@pytest.mark.parametrize(
    ("on", "number", "plan", "left", "words"),
    [
        ("2026-11-24", 5, {}, 5, []),
        ("2026-11-22", 5, {}, 5, ["To niedziela. Zapisano."]),
        ("2026-12-25", 5, {}, 5, ["To święto (Boże Narodzenie (pierwszy dzień)). Zapisano."]),
        ("2026-11-24", 9, {}, 5, ["Więcej niż 8 godzin w jednym dniu. Zapisano."]),
        ("2026-11-24", 5, {0: 5}, 5, ["Dzień poza planem. Zapisano."]),
        ("2026-11-23", 5, {0: 5}, 5, []),
        ("2026-11-24", 5, {}, 0, ["Po tym dniu zostanie 0 godz. do końca tygodnia."]),
    ],
)
def test_what_is_unusual_is_said_and_saved(on, number, plan, left, words):
    found = limits.warnings(day(on), Decimal(number), plan=plan, left_in_week=Decimal(left))
    assert found == words
