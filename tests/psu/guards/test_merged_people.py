"""Two files of one person: hours of both count together, and no merge puts them over a limit."""

import pytest
from django.db import IntegrityError, OperationalError

from participants.models import Person
from psu.files import whole
from psu.hours.rests import Limits, rests
from psu.may_work import obstacles_on
from psu.models import Ceiling, Referral
from psu.models.year_consent import consent
from psu.years import days_of
from tests.psu.connections import all_together, race
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    StatusNewsFactory,
    new_regime,
    work,
)
from tests.psu.guarded import day
from tests.refused import name_of_refusal, refused

MONDAY, TUESDAY = day("2025-05-05"), day("2025-05-06")


@pytest.fixture
def two(agreement, place):
    """Referrals of two files, of one person as it will turn out."""
    return [ReferralFactory(agreement=agreement, place=place) for _ in range(2)]


def merge(second, first) -> None:
    Person.objects.filter(pk=second.person_id).update(merged_into=first.person_id)


@pytest.mark.parametrize("turned", [False, True])
def test_hours_of_both_files_share_the_week(two, turned):
    first, second = reversed(two) if turned else two
    work(first, MONDAY, 6)
    merge(second, first)
    assert name_of_refusal(work, second, TUESDAY, "4.25") == "workday_week_limit"
    work(second, TUESDAY, 4)
    assert name_of_refusal(work, first, day("2025-05-07"), "0.25") == "workday_week_limit"


def test_hours_of_both_files_share_the_month(two):
    first, second = two
    for number in (5, 12, 19, 26):
        work(first, day(f"2025-05-{number:02}"), "9.5")
    merge(second, first)
    assert name_of_refusal(work, second, day("2025-05-30"), 3) == "workday_week_limit"
    # 38 of 40: a Thursday of the first, short week.
    assert name_of_refusal(work, second, day("2025-05-01"), "2.25") == "workday_month_limit"
    work(second, day("2025-05-01"), 2)


def test_a_day_is_entered_in_one_of_the_files(two):
    first, second = two
    work(first, MONDAY, 1)
    merge(second, first)
    assert name_of_refusal(work, second, MONDAY, 1) == "workday_second_entry"


def test_a_status_lost_in_one_file_is_lost(two):
    first, second = two
    merge(second, first)
    StatusNewsFactory(person=first.person, starts_on=MONDAY)
    assert name_of_refusal(work, second, MONDAY, 1) == "workday_status"


def test_screens_count_what_is_left_as_the_guards_do(two):
    first, second = two
    work(first, MONDAY, 6)
    work(second, TUESDAY, 1)
    apart, together = (6, 1), (7, 7)
    for worked in (apart, together):
        left = rests(two, MONDAY, Limits.read())
        assert [left[each.pk].weeks[MONDAY] for each in two] == [10 - hours for hours in worked]
        assert [left[each.pk].month for each in two] == [40 - hours for hours in worked]
        merge(second, first)
        two = [Referral.objects.get(pk=each.pk) for each in two]


def used(referrals) -> list[int]:
    """Days of 2026, of the person of each."""
    people = [each.person for each in referrals]
    found = days_of(people, 2026)
    return [found[whole(person)].used for person in people]


def test_who_may_work_and_the_years_days_are_asked_of_both_files(place):
    facts = {"regime": new_regime(), "signed_on": day("2025-06-02"), "monthly_hours": None}
    agreement = AgreementFactory(place=place, ends_on=day("2027-12-31"), **facts)
    Ceiling.objects.filter(regime__code="new").update(year_days=180)
    two = [
        ReferralFactory(agreement=agreement, place=place, starts_on=day(first), ends_on=day(last))
        for first, last in (("2026-01-01", "2026-05-31"), ("2026-07-01", "2026-09-30"))
    ]
    assert used(two) == [151, 92]
    on = day("2026-08-15")
    assert obstacles_on(two[1], on) == []
    merge(two[1], two[0])
    two = [Referral.objects.get(pk=each.pk) for each in two]
    assert used(two) == [243, 243]
    (found,) = obstacles_on(two[1], on)
    assert found.words == "dni w roku wystarczyło do 29.07.2026"
    StatusNewsFactory(person=two[0].person, starts_on=day("2026-07-20"))
    assert len(obstacles_on(two[1], day("2026-07-21"))) == 1


def test_files_that_are_not_merged_are_two_people(two):
    first, second = two
    work(first, MONDAY, 6)
    work(second, MONDAY, 6)


# the other side: the merge itself


def test_a_merge_over_the_week_is_refused(two):
    first, second = two
    work(first, MONDAY, 6)
    work(second, TUESDAY, "4.25")
    with refused("merged_week_over"):
        merge(second, first)
    work(second, day("2025-05-12"), 6)
    second.work_days.filter(day=TUESDAY).update(hours=4)
    merge(second, first)


def test_a_merge_over_the_month_is_refused(two):
    first, second = two
    for number in (5, 12, 19, 26):
        work(first, day(f"2025-05-{number:02}"), 9)
        work(second, day(f"2025-05-{number + 1:02}"), 1)
    work(second, day("2025-05-01"), "0.25")
    with refused("merged_month_over"):
        merge(second, first)


def test_a_merge_of_two_entries_of_a_day_is_refused(two):
    for referral in two:
        work(referral, MONDAY, 1)
    with refused("merged_same_day"):
        merge(*two)


def test_a_merge_over_the_days_of_the_year_wants_a_consent(place, users):
    Ceiling.objects.filter(regime=new_regime()).update(year_days=100)
    agreement = AgreementFactory(
        place=place,
        regime=new_regime(),
        signed_on=day("2026-01-02"),
        monthly_hours=None,
        rate="31.40",
    )
    spans = [("2026-01-01", "2026-03-01"), ("2026-04-01", "2026-05-11")]
    first, second = (
        ReferralFactory(agreement=agreement, place=place, starts_on=day(a), ends_on=day(b))
        for a, b in spans
    )
    # 60 days of the one and 41 of the other.
    work(second, day("2026-05-11"), 1)
    with refused("merged_year_over"):
        merge(second, first)
    consent(first.person, 2026, by=users.coordinator, on=day("2026-03-01"), reason="x")
    merge(second, first)


def test_files_are_not_taken_apart_where_the_consent_of_one_reached_the_days_of_the_other(
    place, users
):
    Ceiling.objects.filter(regime=new_regime()).update(year_days=100)
    agreement = AgreementFactory(
        place=place,
        regime=new_regime(),
        signed_on=day("2026-01-02"),
        monthly_hours=None,
        rate="31.40",
    )
    first, second = (
        ReferralFactory(agreement=agreement, place=place, starts_on=day(a), ends_on=day(b))
        for a, b in (("2026-06-01", "2026-06-02"), ("2026-01-01", "2026-05-11"))
    )
    merge(second, first)
    consent(first.person, 2026, by=users.coordinator, on=day("2026-03-01"), reason="x")
    worked = work(second, day("2026-05-11"), 1)

    def part():
        Person.objects.filter(pk=second.person_id).update(merged_into=None)

    assert name_of_refusal(part) == "unmerged_year_over"
    worked.delete()
    part()


def test_merging_goes_one_step(two, agreement, place):
    first, second = two
    third = ReferralFactory(agreement=agreement, place=place)
    merge(second, first)
    with refused("person_merged_into_a_merged_one"):
        merge(third, second)
    with refused("person_merged_has_merged_ones"):
        merge(first, third)
    merge(third, first)


# both at once


@pytest.mark.django_db(transaction=True)
def test_hours_wait_for_a_merge_and_count_with_the_other_file(two):
    first, second = two
    work(first, MONDAY, 6)
    with pytest.raises(IntegrityError) as caught:
        race(lambda: merge(second, first), lambda: work(second, TUESDAY, 5))
    assert caught.value.__cause__.diag.constraint_name == "workday_week_limit"


@pytest.mark.django_db(transaction=True)
def test_a_merge_waits_for_hours_and_counts_them(two):
    first, second = two
    work(first, MONDAY, 6)
    with pytest.raises(IntegrityError) as caught:
        race(lambda: work(second, TUESDAY, 5), lambda: merge(second, first))
    assert caught.value.__cause__.diag.constraint_name == "merged_week_over"


@pytest.mark.django_db(transaction=True)
def test_of_two_directions_at_once_one_stands(two):
    first, second = two
    results = all_together([lambda: merge(second, first), lambda: merge(first, second)])
    faults = [result for result in results if isinstance(result, Exception)]
    assert len(faults) == 1
    assert isinstance(faults[0], (IntegrityError, OperationalError))
    assert Person.objects.filter(merged_into__isnull=False).count() == 1
