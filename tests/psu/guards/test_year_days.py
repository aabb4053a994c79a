"""Past 180 days of a calendar year no hours stand; only the coordinator's reason lets them."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from kis.lib.refusals import Refused, refused_by_database
from psu.models import Ceiling, Referral, WorkDay, YearConsent
from psu.models.year_consent import consent
from psu.years import days_of
from tests.factories import PersonFactory
from tests.psu.factories import AgreementFactory, ReferralFactory, new_regime, work
from tests.psu.guarded import day
from tests.refused import name_of_refusal

pytestmark = pytest.mark.usefixtures("users")
DAY = datetime.timedelta(days=1)
# Of a referral from New Year 2027 the 180th and the 181st day.
LAST, PAST = day("2027-06-29"), day("2027-06-30")


@pytest.fixture
def new_agreement(place):
    new_regime()
    Ceiling.objects.filter(regime__code="new").update(year_days=180)
    return AgreementFactory(
        place=place,
        regime=new_regime(),
        signed_on=day("2025-06-02"),
        ends_on=day("2028-12-31"),
        monthly_hours=None,
        rate="31",
    )


@pytest.fixture
def sent(new_agreement, place):
    """For the whole of 2027: the labour office may write more days than may be worked."""
    return referral_of(new_agreement, place, "2027-01-01", "2027-12-31")


def referral_of(agreement, place, first, last, **facts):
    return ReferralFactory(
        agreement=agreement, place=place, starts_on=day(first), ends_on=day(last), **facts
    )


@pytest.mark.parametrize(("on", "is_refused"), [(LAST, False), (PAST, True)])
def test_the_181st_day_has_no_hours(sent, on, is_refused):
    refusal = name_of_refusal(work, sent, on) if is_refused else work(sent, on)
    assert refusal == "workday_year_days" if is_refused else refusal.pk


def test_an_absence_is_noted_all_the_same(sent):
    assert work(sent, PAST, "0", outcome="excused").pk


def test_with_the_reason_written_hours_go_on_that_year_alone(sent, users, new_agreement, place):
    consent(sent.person, 2027, by=users.coordinator, on=LAST, reason="PUP nie liczy przerwy.")
    assert work(sent, PAST).pk
    given = YearConsent.objects.get()
    with pytest.raises(Refused, match="wpisano już godziny"), refused_by_database():
        given.void(by=users.worker, reason="pomyłka")
    longer = referral_of(new_agreement, place, "2028-01-01", "2028-12-31", person=sent.person)
    assert name_of_refusal(work, longer, day("2028-06-29")) == "workday_year_days"


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_consent_has_a_reason(sent, users, reason):
    with pytest.raises(Refused, match="dlaczego"):
        consent(sent.person, 2027, by=users.coordinator, on=LAST, reason=reason)
    row = YearConsent(person=sent.person, year=2027, given_by=users.coordinator, given_on=LAST)
    assert name_of_refusal(row.save) == "year_consent_for_a_reason"


def test_a_consent_is_given_once_and_never_reworded(sent, users):
    facts = {"by": users.coordinator, "on": LAST}
    given = consent(sent.person, 2027, reason="Pismo PUP.", **facts)
    with pytest.raises(Refused, match="już wpisana"):
        consent(sent.person, 2027, reason="Drugi raz.", **facts)
    rows = YearConsent.objects.filter(pk=given.pk)
    assert name_of_refusal(rows.update, reason="Inne") == "row_is_kept"


def test_agreements_of_the_new_act_count_together_and_those_of_the_old_not(
    sent, new_agreement, place, referral
):
    short = PersonFactory(responsible=sent.entered_by)
    first = referral_of(new_agreement, place, "2027-01-01", "2027-06-28", person=short)
    other = AgreementFactory(
        place=place, regime=new_regime(), signed_on=day("2025-06-02"), monthly_hours=None, rate="31"
    )
    second = referral_of(other, place, "2027-09-01", "2027-12-31", person=short)
    assert work(first, day("2027-06-28")).pk
    assert work(second, day("2027-09-01")).pk  # the 180th
    assert name_of_refusal(work, second, day("2027-09-02")) == "workday_year_days"
    # Under the old act the same person works all the year.
    old = ReferralFactory(person=short, place=place, payment=False, agreement=referral.agreement)
    assert work(old, day("2027-12-15")).pk


referrals = st.lists(
    st.tuples(st.dates(day("2026-06-01"), day("2028-02-20")), st.integers(0, 300)),
    min_size=1,
    max_size=3,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(spans=referrals, chosen=st.integers(0, 300))
def test_the_guard_counts_single_days_of_any_referrals_over_new_year(
    new_agreement, place, users, spans, chosen
):
    """An hour stands where it is among the first 180 days of its year that any referral covers."""
    with transaction.atomic():
        person = PersonFactory(responsible=users.worker)
        sent = [
            referral_of(
                new_agreement,
                place,
                str(first),
                str(first + DAY * length),
                person=person,
                payment=False,
            )
            for first, length in spans
        ]
        first, length = spans[0]
        on = first + DAY * min(chosen, length)
        covered = {first + DAY * n for first, length in spans for n in range(length + 1)}
        before = [each for each in covered if each.year == on.year and each <= on]
        if len(before) > 180:
            assert name_of_refusal(work, sent[0], on) == "workday_year_days"
        else:
            assert work(sent[0], on).pk
        transaction.set_rollback(True)


# the other side


def test_a_referral_entered_for_earlier_days_does_not_push_hours_out(sent, new_agreement, place):
    person = PersonFactory(responsible=sent.entered_by)
    late = referral_of(new_agreement, place, "2027-05-01", "2027-10-27", person=person)
    work(late, day("2027-10-27"))  # the 180th
    earlier = {"person": person, "number": "PUP.1"}
    refusal = name_of_refusal(
        referral_of, new_agreement, place, "2027-04-01", "2027-04-30", **earlier
    )
    assert refusal == "year_days_under_hours"


def test_a_referral_is_not_moved_under_hours_either(sent, new_agreement, place):
    person = PersonFactory(responsible=sent.entered_by)
    late = referral_of(new_agreement, place, "2027-05-01", "2027-10-27", person=person)
    work(late, day("2027-10-27"))
    rows = Referral.objects.filter(pk=late.pk)
    assert name_of_refusal(rows.update, starts_on=day("2027-04-30")) == "year_days_under_hours"


def test_the_ceiling_is_not_lowered_nor_pauses_counted_over_hours(sent, new_agreement, place):
    person = PersonFactory(responsible=sent.entered_by)
    referral_of(new_agreement, place, "2027-01-01", "2027-01-31", person=person)
    second = referral_of(new_agreement, place, "2027-08-01", "2027-12-27", person=person)
    work(second, day("2027-12-27"))  # 31 + 149 = 180
    ceiling = Ceiling.objects.filter(regime__code="new")
    assert name_of_refusal(ceiling.update, year_days=179) == "year_days_under_hours"
    assert name_of_refusal(ceiling.update, pauses_count=True) == "year_days_under_hours"


def test_screen_and_guard_count_alike_over_pauses_overlaps_and_new_year(
    new_agreement, place, users
):
    person = PersonFactory(responsible=users.worker)
    for first, last in (
        ("2026-11-15", "2027-02-10"),
        ("2027-02-01", "2027-03-31"),
        ("2027-06-01", "2027-12-31"),
    ):
        longest = referral_of(new_agreement, place, first, last, person=person)
    found = days_of([person], 2027)[person.pk]
    assert found.used == 90 + 214
    assert work(longest, found.until).pk
    assert name_of_refusal(work, longest, found.until + DAY) == "workday_year_days"
    assert WorkDay.objects.count() == 1
