from decimal import Decimal

import pytest

from psu.hours.rests import Limits, rests, totals_left
from psu.models import Referral
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    new_regime,
    work,
)
from tests.psu.guarded import day

pytestmark = pytest.mark.usefixtures("users")
JULY = day("2026-07-01")


def rest_of(referral):
    referral = Referral.objects.select_related("agreement").get(pk=referral.pk)
    return rests([referral], JULY, Limits.read())[referral.pk]


def test_the_week_that_began_in_june_has_its_hours_in_july(users):
    referral = ReferralFactory()
    work(referral, day("2026-06-30"), 6)
    work(referral, day("2026-07-13"), 2)
    found = rest_of(referral)
    assert {str(monday): left for monday, left in found.weeks.items()} == {
        "2026-06-29": Decimal(4),
        "2026-07-06": Decimal(10),
        "2026-07-13": Decimal(8),
        "2026-07-20": Decimal(10),
        "2026-07-27": Decimal(10),
    }
    assert found.month == 38


def test_hours_at_another_place_are_taken_off_the_week_and_off_the_month(users):
    referral = ReferralFactory()
    other = ReferralFactory(person=referral.person, payment=False)
    work(other, day("2026-07-13"), 6)
    found = rest_of(referral)
    assert (found.weeks[day("2026-07-13")], found.month) == (Decimal(4), Decimal(34))


def test_the_referrals_own_limits_are_the_rest_where_they_are_lower(users):
    referral = ReferralFactory(weekly_hours=5, monthly_hours=12)
    work(referral, day("2026-07-13"), 2)
    found = rest_of(referral)
    assert (found.weeks[day("2026-07-13")], found.weeks[day("2026-07-20")]) == (3, 5)
    assert found.month == 10
    assert (found.week_limits[day("2026-07-13")], found.month_limit) == (5, 12)


def test_without_a_limit_of_the_month_there_is_no_rest_of_it_but_the_referrals_own(users):
    place = WorkPlaceFactory()
    agreement = AgreementFactory(place=place, regime=new_regime(), signed_on=day("2025-06-01"))
    facts = {"agreement": agreement, "place": place}
    free, bound = ReferralFactory(**facts), ReferralFactory(monthly_hours=12, **facts)
    work(free, day("2026-07-13"), 2)
    work(bound, day("2026-07-13"), 2)
    assert (rest_of(free).month, rest_of(free).month_limit) == (None, None)
    assert rest_of(free).weeks[day("2026-07-13")] == 8
    assert (rest_of(bound).month, rest_of(bound).month_limit) == (10, 12)


def test_the_limit_beside_a_rest_is_the_one_that_leaves_less(users):
    """Own limits of 8 and 40 hours; six hours elsewhere leave four of the ten of all places."""
    referral = ReferralFactory(weekly_hours=8)
    other = ReferralFactory(person=referral.person, payment=False)
    work(other, day("2026-07-13"), 6)
    found = rest_of(referral)
    assert (found.weeks[day("2026-07-13")], found.week_limits[day("2026-07-13")]) == (4, 10)
    assert (found.weeks[day("2026-07-20")], found.week_limits[day("2026-07-20")]) == (8, 8)
    assert (found.month, found.month_limit) == (34, 40)


def test_the_rests_of_fifty_people_take_two_questions(users, django_assert_num_queries):
    place = WorkPlaceFactory()
    agreement = AgreementFactory(place=place, persons=60)
    for _ in range(50):
        work(ReferralFactory(agreement=agreement, place=place), day("2026-07-13"), 1)
    referrals = list(Referral.objects.at(place).select_related("agreement", "person"))
    with django_assert_num_queries(2):
        found = rests(referrals, JULY, Limits.read())
    assert len(found) == 50


def test_the_hours_left_of_an_agreement_in_total(users):
    referral = ReferralFactory()
    work(referral, day("2026-07-13"), "2.5")
    assert totals_left([referral.agreement]) == {referral.agreement_id: Decimal("3997.50")}
    assert referral.agreement.hours_left() == Decimal("3997.50")
