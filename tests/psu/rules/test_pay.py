import datetime
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from psu.rules.pay import DatedRate, PaidDay, RateMissing, Tax, account, rate_on

SWEEPING, GRAVES = 1, 2
SIXTY = Decimal(60)
OLD = DatedRate(1, Decimal("10.90"), datetime.date(2023, 6, 1), datetime.date(2024, 5, 31))
NEW = DatedRate(2, Decimal("12.20"), datetime.date(2024, 6, 1))
AGREED = DatedRate(7, Decimal("12.20"), datetime.date(2024, 1, 1))


def day(text, hours, kind=SWEEPING, percent=SIXTY, **facts):
    return PaidDay(datetime.date.fromisoformat(text), kind, Decimal(hours), percent, **facts)


def test_the_check_by_hand():
    """38.50 h in May 2025, old regime, 12,20 zł; refund 60 % of the minimum."""
    days = [day(f"2025-05-{number:02}", "5") for number in (5, 6, 12, 13, 19, 20, 26)]
    found = account(
        [*days, day("2025-05-27", "3.50")],
        agreed={SWEEPING: [AGREED]},
        minimum=[OLD, NEW],
    )
    assert (found.hours, found.amount, found.refund) == (
        Decimal("38.50"),
        Decimal("469.70"),
        Decimal("281.82"),
    )


@pytest.mark.parametrize(("worked", "minimum"), [("2024-05-31", "10.90"), ("2024-06-01", "12.20")])
def test_the_minimum_is_that_of_the_day_worked(worked, minimum):
    found = account([day(worked, "1")], agreed={SWEEPING: [AGREED]}, minimum=[OLD, NEW])
    assert found.lines[0].minimum.per_hour == Decimal(minimum)


def test_a_week_over_the_first_of_june_is_paid_by_two_lines_of_one_rate_each():
    found = account(
        [day("2024-05-31", "4"), day("2024-06-01", "4")],
        agreed={SWEEPING: [AGREED]},
        minimum=[OLD, NEW],
    )
    assert [line.refund for line in found.lines] == [Decimal("26.16"), Decimal("29.28")]
    assert found.amount == Decimal("97.60")


def test_each_kind_of_work_has_its_own_rate_and_line():
    graves = DatedRate(8, Decimal("15.00"), datetime.date(2024, 1, 1))
    found = account(
        [day("2025-05-05", "2"), day("2025-05-06", "2", GRAVES)],
        agreed={SWEEPING: [AGREED], GRAVES: [graves]},
        minimum=[NEW],
    )
    assert [(line.kind, line.amount) for line in found.lines] == [
        (SWEEPING, Decimal("24.40")),
        (GRAVES, Decimal("30.00")),
    ]


def test_absence_of_every_kind_pays_nothing():
    found = account([day("2025-05-05", "0")], agreed={SWEEPING: [AGREED]}, minimum=[NEW])
    assert (found.lines, found.missing, found.amount) == ((), (), 0)


@pytest.mark.parametrize(
    ("agreed", "minimum"),
    [
        ({}, [NEW]),
        ({SWEEPING: [AGREED]}, []),
        ({SWEEPING: [DatedRate(9, Decimal("12.19"), datetime.date(2024, 1, 1))]}, [NEW]),
        (
            {
                SWEEPING: [
                    DatedRate(
                        9, Decimal("12.20"), datetime.date(2024, 1, 1), datetime.date(2025, 5, 4)
                    )
                ]
            },
            [NEW],
        ),
    ],
    ids=["no agreed rate", "no minimum", "agreed below the minimum", "agreed rate has ended"],
)
def test_without_a_rate_that_holds_the_first_day_is_named(agreed, minimum):
    found = account(
        [day("2025-05-06", "2"), day("2025-05-05", "2")],
        agreed=agreed,
        minimum=minimum,
    )
    first = datetime.date(2025, 5, 5)
    (missing,) = found.missing
    assert missing == RateMissing(
        SWEEPING, first, rate_on(agreed.get(SWEEPING, []), first), rate_on(minimum, first)
    )


def test_behind_the_loss_of_the_status_the_refund_is_nothing_and_the_pay_is_decided():
    found = account(
        [
            day("2025-05-05", "2"),
            day("2025-05-06", "2", percent=Decimal(0)),
            day("2025-05-07", "2", percent=Decimal(0), is_paid=False),
        ],
        agreed={SWEEPING: [AGREED]},
        minimum=[NEW],
    )
    assert [(line.amount, line.refund) for line in found.lines] == [
        (Decimal("24.40"), Decimal("14.64")),
        (Decimal("24.40"), Decimal("0.00")),
        (Decimal("0.00"), Decimal("0.00")),
    ]
    assert found.hours == 6


def test_half_a_grosz_goes_up():
    """0.25 h × 12,22 = 3,055 zł."""
    rate = DatedRate(9, Decimal("12.22"), datetime.date(2024, 1, 1))
    found = account([day("2025-05-05", "0.25")], agreed={SWEEPING: [rate]}, minimum=[rate])
    assert (found.amount, found.refund) == (Decimal("3.06"), Decimal("1.83"))


quarters = st.integers(1, 40).map(lambda number: Decimal(number) / 4)
rates = st.integers(600, 5000).map(lambda groszy: Decimal(groszy) / 100)


@given(
    hours=st.lists(quarters, min_size=1, max_size=20),
    agreed=st.lists(rates, min_size=2, max_size=2),
    percent=st.integers(0, 60),
)
def test_sums_are_sums_of_rounded_lines_and_no_hour_is_lost(hours, agreed, percent):
    days = [
        PaidDay(
            datetime.date(2025, 5, 1) + datetime.timedelta(number),
            number % 2,
            each,
            Decimal(percent),
        )
        for number, each in enumerate(hours)
    ]
    least = DatedRate(1, Decimal("6.00"), datetime.date(2005, 11, 1))
    kinds = {
        kind: [DatedRate(kind + 2, rate, datetime.date(2005, 11, 1))]
        for kind, rate in enumerate(agreed)
    }
    found = account(days, agreed=kinds, minimum=[least])
    assert found.hours == sum(hours)
    assert found.amount == sum(line.amount for line in found.lines)
    assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in found.lines)
    exact = sum(day.hours * agreed[day.kind] for day in days)
    assert abs(found.amount - exact) <= Decimal("0.005") * len(found.lines)
    assert found.refund <= found.amount


@pytest.mark.parametrize(
    ("amount", "percent", "to_grosz", "to_zloty"),
    [
        ("85.40", "12", "10.25", "10.00"),
        ("61.00", "12", "7.32", "7.00"),
        ("54.17", "12", "6.50", "7.00"),  # 6,5004
        ("12.20", "0", "0.00", "0.00"),
        ("0.00", "12", "0.00", "0.00"),
        ("0.60", "90", "0.54", "0.60"),  # a whole zloty would be more than there is
    ],
)
def test_a_tax_is_rounded_as_the_accountant_has_it(amount, percent, to_grosz, to_zloty):
    amount, percent = Decimal(amount), Decimal(percent)
    assert Tax(percent).of(amount) == Decimal(to_grosz)
    assert Tax(percent, to_zloty=True).of(amount) == Decimal(to_zloty)
