"""The plain rule of the oracle and the database's guard: on any history they say the same."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from kis.lib.dates import DAY
from psu.hours.rests import Limits
from psu.models import AgreementAnnex
from psu.rules.limits import Worked
from psu.rules.sentences import (
    MonthLimit,
    ReferralMonthLimit,
    ReferralWeekLimit,
    TotalLimit,
    WeekLimit,
)
from tests.psu.factories import AgreementFactory, ReferralFactory, WorkPlaceFactory, work
from tests.psu.guarded import day
from tests.psu.hours_oracle import Names, OwnLimits, refusal

GUARD_OF = {
    WeekLimit: "workday_week_limit",
    ReferralWeekLimit: "workday_referral_week_limit",
    MonthLimit: "workday_month_limit",
    ReferralMonthLimit: "workday_referral_month_limit",
    TotalLimit: "workday_total_limit",
}
# New Year; the week 53 of 2026 and of 2032; a leap year's end of February; months of six weeks.
FIRSTS = ["2025-12-22", "2026-12-21", "2032-12-20", "2028-02-14", "2027-04-26", "2031-08-25"]
OPEN_YEARS = {"ends_on": day("2033-12-31")}

entries = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 48),
        st.integers(1, 24).map(lambda number: Decimal(number) / 4),
    ),
    max_size=25,
    unique_by=lambda entry: entry[1],
)


@pytest.fixture(params=FIRSTS)
def first_day(request):
    return day(request.param)


@pytest.fixture
def referrals(users, first_day):
    """One person's three: a full one, one of a stricter agreement, one with limits of its own."""
    place = WorkPlaceFactory()
    strict = AgreementFactory(
        place=place, weekly_hours=8, monthly_hours=15, total_hours=24, **OPEN_YEARS
    )
    # Stricter from a Wednesday on, and with more hours in total.
    AgreementAnnex.objects.create(
        agreement=strict,
        number="1",
        signed_on=first_day,
        valid_from=first_day + 23 * DAY,
        ends_on=strict.ends_on,
        weekly_hours=5,
        monthly_hours=12,
        total_hours=30,
        persons=25,
        entered_by=users.coordinator,
    )
    first = ReferralFactory(
        place=place,
        agreement=AgreementFactory(place=place, monthly_hours=30, **OPEN_YEARS),
        **OPEN_YEARS,
    )
    facts = {"person": first.person, "place": place, "payment": False, **OPEN_YEARS}
    return [
        first,
        ReferralFactory(agreement=strict, **facts),
        ReferralFactory(agreement=first.agreement, weekly_hours=3, monthly_hours=10, **facts),
    ]


def rule(referral, new, saved):
    """`saved`: pairs of the referral and its hours."""
    of_agreement = [w for r, w in saved if r.agreement_id == referral.agreement_id]
    used, total = tightest_total(referral.agreement, new, of_agreement)
    return refusal(
        new,
        [worked for _, worked in saved],
        total_used=used,
        total=total,
        own=OwnLimits(referral.weekly_hours, referral.monthly_hours),
        names=Names("-", "-", "-", "-"),
    )


def tightest_total(agreement, new, others):
    """Of all terms whose days end behind the new hours, the ones that leave the least."""
    terms = [(None, agreement), *((x.valid_from, x) for x in agreement.annexes.all())]
    ends = [first for first, _ in terms[1:]] + [None]
    found = []
    for (_, each), end in zip(terms, ends, strict=True):
        if end is None or new.day < end:
            used = sum((w.hours for w in others if end is None or w.day < end), Decimal(0))
            found.append((used, Decimal(each.total_hours)))
    return min(found, key=lambda pair: pair[1] - pair[0])


def guard(referral, new) -> str | None:
    try:
        with transaction.atomic():
            work(referral, new.day, new.hours)
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return None


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=entries)
def test_the_rule_and_the_guard_say_the_same_of_any_history(referrals, first_day, history):
    limits, saved = Limits.read(), []
    with transaction.atomic():
        for index, offset, hours in history:
            referral = referrals[index]
            on = first_day + offset * DAY
            new = Worked(on, hours, referral.pk, limits.terms(referral.agreement, on))
            found = rule(referral, new, saved)
            assert GUARD_OF.get(type(found)) == guard(referral, new)
            if found is None:
                saved.append((referral, new))
        transaction.set_rollback(True)
