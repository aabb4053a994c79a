"""Every limit is refused around the form: straight into the table, on the days around each border."""

import datetime
from contextlib import nullcontext
from decimal import Decimal

import pghistory
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from psu.models import AgreementPeriod, PersonMonth, WorkDay
from psu.refusals import refusal_of_hours
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    StatusNewsFactory,
    WorkKindFactory,
    WorkPlaceFactory,
    new_regime,
    work,
)
from tests.psu.guarded import close_empty_month, day
from tests.refused import refused

pytestmark = pytest.mark.usefixtures("users")


@pytest.fixture
def referral(users):
    return ReferralFactory()


@pytest.mark.parametrize(
    ("worked", "refused_on", "allowed_on"),
    [
        # (days with hours already there), a day of the same week, a day of the next one
        ([("2026-11-23", 5), ("2026-11-24", 5)], "2026-11-29", "2026-11-30"),
        ([("2026-06-29", 3), ("2026-06-30", 3), ("2026-07-01", 4)], "2026-07-05", "2026-07-06"),
        ([("2025-12-29", 5), ("2025-12-31", 5)], "2026-01-04", "2026-01-05"),
        ([("2026-12-28", 5), ("2027-01-01", 5)], "2027-01-03", "2027-01-04"),
        ([("2026-06-01", 10)], "2026-06-07", "2026-05-31"),
        ([("2025-05-31", 5), ("2025-05-26", 5)], "2025-06-01", "2025-06-02"),
    ],
    ids=[
        "a week",
        "over two months",
        "over New Year",
        "week 53",
        "1 June, Monday",
        "1 June, Sunday",
    ],
)
def test_a_week_holds_ten_hours_from_monday_to_sunday(referral, worked, refused_on, allowed_on):
    for text, hours in worked:
        work(referral, day(text), hours)
    with refused("workday_week_limit"):
        work(referral, day(refused_on), "0.25")
    work(referral, day(allowed_on), "0.25")


def test_the_last_quarter_of_the_week_fits_and_one_more_does_not(referral):
    work(referral, day("2026-11-23"), "9.75")
    work(referral, day("2026-11-24"), "0.25")
    with refused("workday_week_limit"):
        work(referral, day("2026-11-25"), "0.25")


def test_a_month_of_six_weeks_holds_forty_hours(referral):
    """March 2026 touches six weeks: 60 hours by weeks alone."""
    for text in ("2026-03-01", "2026-03-02", "2026-03-09", "2026-03-16"):
        work(referral, day(text), "10")
    with refused("workday_month_limit"):
        work(referral, day("2026-03-23"), "0.25")
    work(referral, day("2026-04-01"), "0.25")


def test_the_weeks_hours_of_every_agreement_and_place_count_together(referral):
    other = ReferralFactory(person=referral.person)
    work(referral, day("2026-11-23"), "6")
    with refused("workday_week_limit"):
        work(other, day("2026-11-24"), "4.25")
    work(other, day("2026-11-24"), "4")


def test_with_two_agreements_in_a_week_the_lower_limit_holds(referral):
    lower = AgreementFactory(place=referral.place, weekly_hours=8)
    other = ReferralFactory(person=referral.person, agreement=lower, place=referral.place)
    work(other, day("2026-11-23"), "1")
    with refused("workday_week_limit"):
        work(referral, day("2026-11-24"), "7.25")
    work(referral, day("2026-11-24"), "7")
    work(referral, day("2026-11-30"), "10")


def test_the_lowest_limit_of_the_months_agreements_holds_for_all_of_them_together(referral):
    """Else two agreements of 40 hours would let a person work 80."""
    place = WorkPlaceFactory()
    strict = AgreementFactory(place=place, number="9/2026", monthly_hours=30)
    other = ReferralFactory(person=referral.person, agreement=strict, place=place)
    for text in ("2026-03-02", "2026-03-09"):
        work(referral, day(text), "10")
    work(other, day("2026-03-16"), "8")
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        work(referral, day("2026-03-23"), "3")
    assert "limit porozumienia 9/2026: 30" in refusal_of_hours(refusal.value).office
    work(referral, day("2026-03-23"), "2")
    work(referral, day("2026-04-01"), "8")


def test_two_agreements_that_both_say_forty_allow_forty(referral):
    other = ReferralFactory(person=referral.person)
    for text in ("2026-03-02", "2026-03-09", "2026-03-16"):
        work(referral, day(text), "10")
    work(other, day("2026-03-23"), "10")
    with refused("workday_month_limit"):
        work(other, day("2026-03-30"), "1")


def test_the_hours_of_the_agreement_in_total_are_everybodys(users):
    place = WorkPlaceFactory()
    agreement = AgreementFactory(place=place, total_hours=12)
    first, second = (ReferralFactory(agreement=agreement, place=place) for _ in range(2))
    work(first, day("2026-11-23"), "8")
    with refused("workday_total_limit"):
        work(second, day("2026-11-23"), "4.25")
    work(second, day("2026-11-23"), "4")


def test_a_ceiling_of_law_lower_than_the_agreement_holds_from_its_day(users):
    regime = new_regime()
    place = WorkPlaceFactory()
    agreement = AgreementFactory(
        place=place, regime=regime, signed_on=day("2025-06-02"), monthly_hours=60
    )
    referral = ReferralFactory(agreement=agreement, place=place)
    regime.ceilings.create(
        valid_from=day("2026-06-01"),
        weekly_hours=8,
        monthly_hours=30,
        refund_max_percent=60,
        source="-",
    )
    work(referral, day("2026-05-25"), "10")
    with refused("workday_week_limit"):
        work(referral, day("2026-06-01"), "8.25")
    for text in ("2026-06-01", "2026-06-08", "2026-06-15"):
        work(referral, day(text), "8")
    with refused("workday_month_limit"):
        work(referral, day("2026-06-22"), "6.25")
    work(referral, day("2026-06-22"), "6")


@pytest.mark.parametrize(
    ("limit", "name", "other_day"),
    [
        ({"weekly_hours": 4}, "workday_referral_week_limit", "2026-11-25"),
        ({"monthly_hours": 4}, "workday_referral_month_limit", "2026-11-30"),
    ],
)
def test_the_referrals_own_lower_limit_holds(users, limit, name, other_day):
    referral = ReferralFactory(**limit)
    work(referral, day("2026-11-23"), "4")
    with refused(name):
        work(referral, day(other_day), "0.25")


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ("2026-03-01", "workday_before_referral"),
        ("2026-03-02", None),
        ("2026-05-29", None),
        ("2026-05-30", "workday_after_referral"),
    ],
)
def test_hours_stand_only_inside_the_referral(users, on, name):
    referral = ReferralFactory(
        starts_on=day("2026-03-02"),
        ends_on=day("2026-06-30"),
        ended_on=day("2026-05-29"),
        end_reason="rezygnacja",
    )
    if name is None:
        work(referral, day(on))
        return
    with refused(name):
        work(referral, day(on))
    with refused(name):
        work(referral, day(on), "0", outcome=WorkDay.Outcome.EXCUSED)


@pytest.mark.parametrize(
    ("ohs_on", "is_refused"), [(None, True), ("2026-03-03", True), ("2026-03-02", False)]
)
def test_no_hours_before_the_safety_instruction_the_same_day_is_allowed(users, ohs_on, is_refused):
    referral = ReferralFactory(ohs_on=ohs_on and day(ohs_on))
    if is_refused:
        with refused("workday_ohs"):
            work(referral, day("2026-03-02"))
    else:
        work(referral, day("2026-03-02"))


def test_an_absence_needs_no_safety_instruction(users):
    referral = ReferralFactory(ohs_on=None, medical="needed")
    work(referral, day("2026-03-02"), "0", outcome=WorkDay.Outcome.REFUSED)


@pytest.mark.parametrize(
    ("medical", "is_refused"),
    [
        ({"medical": "not_needed"}, False),
        ({"medical": "needed"}, True),
        (("2026-03-03", "2027-03-03"), True),
        (("2026-03-02", "2027-03-02"), False),
        (("2025-03-02", "2026-03-02"), False),
        (("2025-03-01", "2026-03-01"), True),
    ],
)
def test_an_ordered_examination_must_be_valid_that_day(users, medical, is_refused):
    if isinstance(medical, tuple):
        first, last = map(day, medical)
        medical = {"medical": "needed", "medical_on": first, "medical_until": last}
    referral = ReferralFactory(**medical)
    if is_refused:
        with refused("workday_medical"):
            work(referral, day("2026-03-02"))
    else:
        work(referral, day("2026-03-02"))


@pytest.mark.parametrize(
    ("on", "is_refused"),
    [("2026-11-13", False), ("2026-11-14", True), ("2026-11-20", True), ("2026-11-21", False)],
)
def test_no_hours_while_the_status_is_lost(referral, on, is_refused):
    StatusNewsFactory(person=referral.person, ends_on=day("2026-11-20"))
    if is_refused:
        with refused("workday_status"):
            work(referral, day(on))
    else:
        work(referral, day(on))


def test_news_that_reaches_back_leaves_the_hours_that_stand_and_lets_them_shrink(referral):
    entry = work(referral, day("2026-11-16"), "5")
    StatusNewsFactory(person=referral.person)
    entry.hours = Decimal(4)
    entry.save()
    entry.hours = Decimal(5)
    with refused("workday_status"):
        entry.save()


@pytest.mark.parametrize(
    ("on", "is_refused"),
    [("2026-02-28", True), ("2026-03-01", False), ("2026-03-31", False), ("2026-04-01", True)],
)
def test_no_hours_on_a_day_without_an_agreement(users, on, is_refused):
    place = WorkPlaceFactory()
    agreement = AgreementFactory(
        place=place, starts_on=day("2026-03-01"), ends_on=day("2026-03-31")
    )
    referral = ReferralFactory(agreement=agreement, place=place)
    if is_refused:
        with refused("workday_no_agreement"):
            work(referral, day(on))
    else:
        work(referral, day(on))


def test_no_hours_at_a_place_outside_the_agreement(users):
    referral = ReferralFactory(agreement=AgreementFactory(place=WorkPlaceFactory()))
    with refused("workday_place"):
        work(referral, day("2026-03-02"))


def test_no_hours_of_a_kind_outside_the_agreement(referral):
    graves = WorkKindFactory(name="opieka nad grobami")
    with refused("workday_kind"):
        work(referral, day("2026-03-02"), kind=graves)
    entry = work(referral, day("2026-03-02"))
    entry.refresh_from_db()
    entry.kind = graves
    with refused("workday_kind"):
        entry.save()


def test_a_day_has_one_entry_whatever_the_place(referral):
    other = ReferralFactory(person=referral.person)
    work(referral, day("2026-11-24"), "1")
    with refused("workday_second_entry"):
        work(other, day("2026-11-24"), "1")
    with refused("workday_second_entry"):
        work(referral, day("2026-11-24"), "0", outcome=WorkDay.Outcome.IDLE)


def test_a_voided_referral_takes_no_hours(users):
    referral = ReferralFactory()
    referral.void(by=users.worker, reason="inna osoba")
    with refused("workday_voided_referral"):
        work(referral, day("2026-11-24"))


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"hours": 0}, "work_day_hours_only_when_worked"),
        ({"hours": -1}, "work_day_hours_only_when_worked"),
        ({"hours": 5, "outcome": "excused"}, "work_day_hours_only_when_worked"),
        ({"hours": "2.30"}, "work_day_quarter_hours"),
    ],
)
def test_hours_are_quarters_above_nothing_and_only_of_a_worked_day(users, facts, name):
    with refused(name):
        work(ReferralFactory(), day("2026-11-24"), **facts)


@pytest.mark.parametrize(("hours", "is_refused"), [(24, False), ("24.25", True)])
def test_a_day_has_twenty_four_hours(users, hours, is_refused):
    """The guard of the week stands before this constraint, so it is asked by itself."""
    entry = WorkDay(referral=ReferralFactory(), day=day("2026-11-24"), hours=Decimal(hours))
    (constraint,) = [
        constraint
        for constraint in WorkDay._meta.constraints
        if constraint.name == "work_day_hours_only_when_worked"
    ]
    with pytest.raises(ValidationError) if is_refused else nullcontext():
        constraint.validate(WorkDay, entry)


@pytest.mark.parametrize("monthly", [None, 44])
def test_in_the_new_act_only_the_agreement_can_limit_a_month(users, monthly):
    """March 2026 has six weeks: five of ten hours, and a sixth of its last two days."""
    place = WorkPlaceFactory()
    agreement = AgreementFactory(
        place=place, regime=new_regime(), signed_on=day("2025-06-01"), monthly_hours=monthly
    )
    referral = ReferralFactory(agreement=agreement, place=place)
    for text in ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"):
        work(referral, day(text), "10")
    if monthly:
        with refused("workday_month_limit"):
            work(referral, day("2026-03-30"), "4.25")
        work(referral, day("2026-03-30"), "4")
    else:
        work(referral, day("2026-03-30"), "10")
        with refused("workday_week_limit"):
            work(referral, day("2026-03-31"), "0.25")


def test_person_agreement_and_kind_come_from_the_referral_whatever_is_written(referral):
    stranger = ReferralFactory()
    entry = WorkDay.objects.create(
        referral=referral,
        person=stranger.person,
        agreement=stranger.agreement,
        day=day("2026-11-24"),
        hours=1,
        entered_by=referral.entered_by,
    )
    entry.refresh_from_db()
    assert (entry.person, entry.agreement, entry.kind) == (
        referral.person,
        referral.agreement,
        referral.kind,
    )
    WorkDay.objects.filter(pk=entry.pk).update(person=stranger.person)
    entry.refresh_from_db()
    assert entry.person == referral.person


def test_an_entry_moves_neither_to_another_day_nor_to_another_referral(referral):
    entry = work(referral, day("2026-11-24"))
    with refused("workday_stays"):
        WorkDay.objects.filter(pk=entry.pk).update(day=day("2026-11-25"))
    with refused("workday_stays"):
        WorkDay.objects.filter(pk=entry.pk).update(referral=ReferralFactory())


def from_to(starts, ends):
    return {
        "starts_at": starts and datetime.time.fromisoformat(starts),
        "ends_at": ends and datetime.time.fromisoformat(ends),
    }


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [
        ("08:00", "13:00", "5"),
        ("08:00", "13:00", "0.25"),  # a break may make them less
        ("08:30", "12:15", "3.75"),
        ("00:00", "23:59", "10"),
        (None, None, "5"),
    ],
)
def test_a_worked_day_may_have_its_from_and_to(referral, starts, ends, hours):
    work(referral, day("2026-11-24"), hours, **from_to(starts, ends))


@pytest.mark.parametrize(
    ("starts", "ends", "hours", "outcome", "name"),
    [
        ("08:00", None, "5", "worked", "work_day_times_both"),
        (None, "13:00", "5", "worked", "work_day_times_both"),
        ("13:00", "08:00", "5", "worked", "work_day_ends_after_start"),
        ("08:00", "08:00", "5", "worked", "work_day_ends_after_start"),
        ("08:00", "13:00", "0", "excused", "work_day_times_only_when_worked"),
        ("08:00", "13:00", "5.25", "worked", "work_day_hours_fit_times"),
        ("08:01", "13:00", "5", "worked", "work_day_hours_fit_times"),
    ],
)
def test_from_and_to_are_both_in_order_of_worked_days_and_hold_the_hours(
    referral, starts, ends, hours, outcome, name
):
    with refused(name):
        work(referral, day("2026-11-24"), hours, outcome=outcome, **from_to(starts, ends))


def test_the_history_of_a_day_holds_its_from_and_to(referral):
    entry = work(referral, day("2026-11-24"), "5", **from_to("08:00", "13:00"))
    WorkDay.objects.filter(pk=entry.pk).update(ends_at=datetime.time(14))
    (events,) = pghistory.core.event_models(tracks_model=WorkDay)
    told = events.objects.order_by("pgh_id").values_list("starts_at", "ends_at")
    assert list(told) == [
        (datetime.time(8), datetime.time(13)),
        (datetime.time(8), datetime.time(14)),
    ]


def test_the_first_entry_of_a_month_makes_the_persons_month(referral):
    work(referral, day("2026-11-24"))
    work(referral, day("2026-12-01"), "0", outcome=WorkDay.Outcome.EXCUSED)
    months = PersonMonth.objects.order_by("month").values_list("person", "month", "state")
    assert list(months) == [
        (referral.person_id, day("2026-11-01"), "open"),
        (referral.person_id, day("2026-12-01"), "open"),
    ]


def test_nothing_changes_in_a_closed_month(referral, users):
    entry = work(referral, day("2026-11-24"), "0", outcome=WorkDay.Outcome.EXCUSED)
    close_empty_month(referral.person, users.coordinator)
    with refused("workday_closed_month"):
        work(referral, day("2026-11-25"), "0", outcome=WorkDay.Outcome.EXCUSED)
    with refused("workday_closed_month"):
        WorkDay.objects.filter(pk=entry.pk).update(note="inna")
    with refused("workday_closed_month"):
        entry.delete()
    with refused("workday_closed_month"), connection.cursor() as cursor:
        cursor.execute("UPDATE psu_workday SET hours = 5, outcome = 'worked'")
    work(referral, day("2026-12-01"))


def test_the_switch_of_pgtrigger_does_not_open_a_closed_month(referral, users):
    entry = work(referral, day("2026-11-24"), "0", outcome=WorkDay.Outcome.EXCUSED)
    close_empty_month(referral.person, users.coordinator)
    names = ",".join(trigger.get_pgid(WorkDay) for trigger in WorkDay._meta.triggers)
    with refused("workday_closed_month"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{names}}}"])
        cursor.execute("DELETE FROM psu_workday WHERE id = %s", [entry.pk])


@pytest.fixture
def two_places_for_work(users):
    """An agreement for one person, and two people under it: the second one's referral begins in June."""
    place = WorkPlaceFactory()
    agreement = AgreementFactory(place=place, persons=1)
    first = ReferralFactory(agreement=agreement, place=place)
    second = ReferralFactory(agreement=agreement, place=place, starts_on=day("2026-06-01"))
    return first, second


def test_no_more_people_work_at_one_time_than_the_agreement_says(two_places_for_work):
    first, second = two_places_for_work
    work(first, day("2026-05-04"))
    with refused("workday_persons"):
        work(second, day("2026-06-01"))


def test_who_left_gives_the_place_to_the_next_one(two_places_for_work):
    first, second = two_places_for_work
    work(first, day("2026-05-04"))
    first.ended_on, first.end_reason = day("2026-05-31"), "podjęcie pracy"
    first.save()
    work(second, day("2026-06-01"))
    with refused("persons_under_hours"):
        first.ended_on = day("2026-06-01")
        first.save()


def test_hours_entered_late_count_the_people_who_worked_then(two_places_for_work):
    first, second = two_places_for_work
    work(second, day("2026-06-01"))
    with refused("workday_persons"):
        work(first, day("2026-05-04"))


def test_a_period_of_the_agreement_may_allow_fewer_people(users):
    place = WorkPlaceFactory()
    agreement = AgreementFactory(place=place, persons=2)
    AgreementPeriod.objects.create(
        agreement=agreement, starts_on=day("2026-12-01"), ends_on=day("2026-12-31"), persons=1
    )
    first, second = (ReferralFactory(agreement=agreement, place=place) for _ in range(2))
    work(first, day("2026-12-01"))
    with refused("workday_persons"):
        work(second, day("2026-12-31"))
    work(second, day("2027-01-02"))


@pytest.mark.django_db(transaction=True)
def test_another_isolation_than_read_committed_is_refused(users):
    referral = ReferralFactory()
    with refused("guard_isolation"), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        work(referral, day("2026-11-24"))
