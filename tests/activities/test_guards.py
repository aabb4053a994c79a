"""What the database holds of attendance against everybody; each rule at its limit and one beyond."""

import datetime

import pytest

from kis.activities.models import Attendance, AttendanceMonth, Guest, Meeting
from kis.lib.refusals import Refused
from participants.merging import merge, unmerge
from participants.models import Participation
from tests.activities.factories import (
    AT,
    MONDAY,
    ActivityFactory,
    D,
    KindFactory,
    MeetingFactory,
    ReasonFactory,
    enrol,
    mark,
    participant,
)
from tests.factories import PersonFactory
from tests.participants.made import stay
from tests.refused import name_of_refusal, refused

pytestmark = pytest.mark.django_db
FAR = D(2099, 3, 2)  # a Monday that no test sees come
DAY = datetime.timedelta(days=1)


def hour(text):
    return datetime.time.fromisoformat(text)


def change(row, **facts):
    type(row)._base_manager.filter(pk=row.pk).update(**facts)


def approved(month, users):
    month.approve(by=users.coordinator, on=D(2026, 4, 1))
    return month


# who may be marked


def test_only_whose_stay_covers_the_day_is_marked(meeting, users):
    stranger = PersonFactory(responsible=users.worker)
    assert name_of_refusal(mark, meeting, stranger) == "attendance_outside_stay"


@pytest.mark.parametrize(("since", "passes"), [(MONDAY, True), (MONDAY + DAY, False)])
def test_the_first_day_of_the_stay_is_covered_and_the_eve_is_not(meeting, users, since, passes):
    person = participant(users, since=since)
    if passes:
        mark(meeting, person)
    else:
        assert name_of_refusal(mark, meeting, person) == "attendance_outside_stay"


def test_a_voided_stay_covers_nothing(meeting, users):
    person = participant(users)
    Participation.objects.get().void(by=users.coordinator, reason="pomyłka")
    assert name_of_refusal(mark, meeting, person) == "attendance_outside_stay"


def test_a_stay_is_not_ended_before_a_day_on_which_the_person_was_there(meeting, member):
    mark(meeting, member)
    with refused("stay_holds_attendance"):
        end_stay(member, MONDAY - DAY)
    end_stay(member, MONDAY)


def test_a_stay_is_not_voided_under_a_mark(meeting, member, users):
    mark(meeting, member)
    with refused("stay_holds_attendance"):
        Participation.objects.get().void(by=users.coordinator, reason="pomyłka")


def end_stay(person, last):
    facts = {"outcome": "finished", "contract_carried_out": "yes", "what_next": "training"}
    change(person.participations.get(), ends_on=last, ended_by=person.responsible, **facts)


def test_a_stay_may_end_before_absences_of_who_stopped_coming(meeting, member):
    row = mark(meeting, member, "unexcused")
    end_stay(member, MONDAY - DAY)
    change(row, state="unmarked")
    with refused("attendance_outside_stay"):
        change(row, state="unexcused")


# days


@pytest.mark.parametrize("state", ["present", "late", "left_early"])
def test_nobody_is_there_in_the_future(activity, member, state):
    ahead = MeetingFactory(activity=activity, day=FAR)
    assert name_of_refusal(mark, ahead, member, state) == "attendance_in_future"


def test_an_absence_told_in_advance_stands_there_with_its_reason(activity, member):
    ahead = MeetingFactory(activity=activity, day=FAR)
    mark(ahead, member, "excused", reason=ReasonFactory())
    assert Attendance.objects.get().state == "excused"


def test_an_absence_in_advance_without_a_reason_is_refused(activity, member):
    ahead = MeetingFactory(activity=activity, day=FAR)
    assert name_of_refusal(mark, ahead, member, "unexcused") == "attendance_in_future"


def test_a_person_has_one_row_at_a_meeting(meeting, member):
    mark(meeting, member)
    assert name_of_refusal(mark, meeting, member, "late") == "attendance_once"


def test_a_row_is_never_deleted_nor_given_to_another(meeting, member, users):
    row = mark(meeting, member)
    with refused("row_is_kept"):
        row.delete()
    with refused("row_is_kept"):
        change(row, person=participant(users))


# what a mark says


def test_minutes_belong_to_late_and_left_early_alone(meeting, member):
    assert name_of_refusal(mark, meeting, member, minutes=10) == "attendance_minutes_of_part"


@pytest.mark.parametrize(("minutes", "passes"), [(119, True), (120, False)])
def test_minutes_are_fewer_than_the_meeting_has(meeting, member, minutes, passes):
    if passes:
        mark(meeting, member, "late", minutes=minutes)
    else:
        assert name_of_refusal(mark, meeting, member, "late", minutes=120) == "attendance_minutes"


def test_an_excused_absence_has_a_reason(meeting, member):
    assert name_of_refusal(mark, meeting, member, "excused") == "attendance_reason_of_absence"


def test_a_reason_that_does_not_excuse_excuses_nobody(meeting, member):
    reason = ReasonFactory(is_excused=False)
    assert name_of_refusal(mark, meeting, member, "excused", reason=reason) == "attendance_reason"


@pytest.mark.parametrize(("last", "passes"), [(MONDAY, True), (MONDAY - DAY, False)])
def test_a_reason_holds_on_the_day(meeting, member, last, passes):
    reason = ReasonFactory(valid_to=last)
    if passes:
        mark(meeting, member, "excused", reason=reason)
    else:
        assert (
            name_of_refusal(mark, meeting, member, "excused", reason=reason) == "attendance_reason"
        )


def test_a_reason_may_ask_for_a_note(meeting, member):
    reason = ReasonFactory(needs_detail=True)
    refusal = name_of_refusal(mark, meeting, member, "excused", reason=reason)
    assert refusal == "attendance_reason_detail"
    mark(meeting, member, "excused", reason=reason, note="pogrzeb")


def test_what_was_counted_by_a_reason_keeps_its_meaning(meeting, member):
    reason = ReasonFactory()
    mark(meeting, member, "excused", reason=reason)
    with refused("absence_reason_in_use"):
        change(reason, counts=False)
    with refused("absence_reason_end_under_marks"):
        change(reason, valid_to=MONDAY - DAY)
    change(reason, valid_to=MONDAY)


def test_an_unused_reason_may_be_changed(db):
    change(ReasonFactory(), counts=False)


# two places at once


def elsewhere(users, starts_at, ends_at):
    other = ActivityFactory(leader=users.coordinator)
    return MeetingFactory(activity=other, starts_at=hour(starts_at), ends_at=hour(ends_at))


def test_nobody_is_at_two_meetings_at_once(meeting, member, users):
    mark(meeting, member)
    other = elsewhere(users, "10:30", "12:00")
    assert name_of_refusal(mark, other, member) == "attendance_two_places"


def test_meetings_that_follow_each_other_are_two_places(meeting, member, users):
    mark(meeting, member)
    mark(elsewhere(users, "11:00", "12:00"), member)


@pytest.mark.parametrize(("minutes", "passes"), [(30, True), (29, False)])
def test_who_came_as_much_later_was_at_both(meeting, member, users, minutes, passes):
    mark(meeting, member)
    other = elsewhere(users, "10:30", "12:00")
    if passes:
        mark(other, member, "late", minutes=minutes)
    else:
        refusal = name_of_refusal(mark, other, member, "late", minutes=minutes)
        assert refusal == "attendance_two_places"


def test_an_absence_takes_no_place(meeting, member, users):
    mark(meeting, member, "unexcused")
    mark(elsewhere(users, "09:00", "11:00"), member)


# approved months


@pytest.fixture
def march(meeting, member):
    """Of the group; its rows are made by the first entry."""
    mark(meeting, member)
    return AttendanceMonth.objects.get(activity=meeting.activity)


def test_the_first_entry_makes_the_months_of_the_group_and_of_the_club(march):
    assert set(AttendanceMonth.objects.values_list("activity", "month", "state")) == {
        (march.activity_id, D(2026, 3, 1), "open"),
        (None, D(2026, 3, 1), "open"),
    }


@pytest.mark.parametrize("whose", ["group", "club"])
def test_nothing_changes_in_an_approved_month(march, meeting, users, whose):
    month = march if whose == "group" else AttendanceMonth.objects.get(activity=None)
    approved(month, users)
    other, row = participant(users), Attendance.objects.get()
    with refused("attendance_month_approved"):
        change(row, state="late")
    with refused("attendance_month_approved"):
        mark(meeting, other)
    with refused("attendance_month_approved"):
        Guest.objects.create(meeting=meeting, name="kandydat", noted_by=users.leader)
    with refused("attendance_month_approved"):
        change(meeting, place="sala 5")
    with refused("attendance_month_approved"):
        MeetingFactory(activity=meeting.activity, day=D(2026, 3, 31))
    MeetingFactory(activity=meeting.activity, day=D(2026, 4, 1))


def test_a_month_without_an_entry_is_locked_all_the_same(activity, users):
    month = AttendanceMonth.objects.create(activity=activity, month=D(2026, 3, 1))
    approved(month, users)
    with refused("attendance_month_approved"):
        MeetingFactory(activity=activity)


def test_an_approved_month_of_another_group_locks_nothing(march, users):
    approved(march, users)
    other = MeetingFactory(activity=ActivityFactory(leader=users.coordinator))
    mark(other, participant(users))


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"state": "open", "approved_at": None, "approved_by": None}, "reopened_for_a_reason"),
        ({"approved_at": AT}, "is_locked"),
        ({"month": D(2026, 4, 1)}, "is_kept"),
    ],
)
def test_an_approved_month_is_opened_for_a_reason_only(march, users, facts, name):
    approved(march, users)
    with refused(f"attendance_month_{name}"):
        change(march, **facts)


def test_a_month_is_never_deleted(march):
    with refused("attendance_month_is_kept"):
        march.delete()


def test_a_month_that_runs_is_not_approved_yet(march, users):
    with pytest.raises(Refused, match=r"trwa do 31\.03\.2026"):
        march.approve(by=users.coordinator, on=D(2026, 3, 31))


def test_a_correction_after_the_approval_carries_its_reason(march, users):
    approved(march, users).reopen(by=users.coordinator, reason="lista papierowa mówi co innego")
    row = Attendance.objects.get()
    with refused("attendance_correction_reason"):
        change(row, state="late")
    change(row, state="late", correction_reason="przyszła o 9.20")


def test_a_second_reopening_needs_a_reason_of_its_own(march, users):
    approved(march, users).reopen(by=users.coordinator, reason="pierwszy")
    approved(march, users)
    with pytest.raises(Refused):
        march.reopen(by=users.coordinator, reason=" ")
    with refused("attendance_month_reopened_for_a_reason"):
        change(march, state="open", approved_at=None, approved_by=None)
    march.reopen(by=users.coordinator, reason="drugi")
    assert march.is_reopened


# meetings


def test_a_leader_is_not_booked_twice(meeting, users):
    other = ActivityFactory(leader=users.coordinator)
    facts = {"activity": other, "leader": users.leader, "starts_at": hour("10:59")}
    assert name_of_refusal(MeetingFactory, ends_at=hour("12:00"), **facts) == "meeting_leader_once"
    MeetingFactory(
        activity=other, leader=users.leader, starts_at=hour("11:00"), ends_at=hour("12:00")
    )


def test_a_cancelled_meeting_books_nobody(meeting, users):
    change(meeting, state="cancelled", reason="awaria", changed_by=users.coordinator)
    MeetingFactory(activity=meeting.activity)


def test_a_booked_leader_is_said_by_the_form_too(meeting):
    again = Meeting(
        activity=meeting.activity, day=meeting.day, starts_at=hour("10:00"), ends_at=hour("12:00")
    )
    again.place, again.leader = "sala 4", meeting.leader
    with pytest.raises(Exception, match="ma w tym czasie inne spotkanie"):
        again.full_clean()


def test_a_meeting_ends_after_it_began(activity):
    facts = {"starts_at": hour("11:00"), "ends_at": hour("11:00")}
    refusal = name_of_refusal(MeetingFactory, activity=activity, **facts)
    assert refusal == "meeting_ends_after_start"


def test_a_meeting_lies_within_its_groups_days(activity):
    change(activity, ends_on=D(2026, 6, 30))
    MeetingFactory(activity=activity, day=D(2026, 6, 30))
    refusal = name_of_refusal(MeetingFactory, activity=activity, day=D(2026, 7, 1))
    assert refusal == "meeting_outside_activity"


def test_a_group_keeps_the_days_of_its_meetings(meeting):
    with refused("activity_holds_its_meetings"):
        change(meeting.activity, ends_on=MONDAY - DAY)
    change(meeting.activity, ends_on=MONDAY)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "passes"),
    [("01:00", "02:30", False), ("02:00", "03:30", False), ("01:00", "03:00", True)],
)
def test_an_hour_that_the_clock_leaves_out_is_refused(activity, starts_at, ends_at, passes):
    facts = {"day": D(2026, 3, 29), "starts_at": hour(starts_at), "ends_at": hour(ends_at)}
    if passes:
        assert MeetingFactory(activity=activity, **facts).minutes == 60
    else:
        refusal = name_of_refusal(MeetingFactory, activity=activity, **facts)
        assert refusal == "meeting_hour_skipped"


def test_in_the_night_of_the_autumn_a_meeting_is_an_hour_longer(activity):
    facts = {"starts_at": hour("01:00"), "ends_at": hour("03:30")}
    assert MeetingFactory(activity=activity, day=D(2026, 10, 25), **facts).minutes == 210


@pytest.mark.parametrize(("day", "length"), [(D(2026, 3, 29), 120), (D(2026, 10, 25), 240)])
def test_who_came_late_in_the_night_of_the_clock_is_held_to_its_real_minutes(
    activity, member, day, length
):
    """From one to four: in spring an hour of it is missing, in autumn one comes twice."""
    night = MeetingFactory(
        activity=activity, day=day, starts_at=hour("01:00"), ends_at=hour("04:00")
    )
    facts = {"marked_at": datetime.datetime.combine(day, hour("12:00"), datetime.UTC)}
    assert night.minutes == length
    refused = name_of_refusal(mark, night, member, "late", minutes=length, **facts)
    assert refused == "attendance_minutes"
    mark(night, member, "late", minutes=length - 1, **facts)


@pytest.mark.parametrize("state", ["cancelled", "moved"])
def test_a_meeting_that_took_place_is_neither_cancelled_nor_moved(meeting, member, users, state):
    mark(meeting, member)
    with refused("meeting_took_place"):
        change(meeting, state=state, reason="awaria", changed_by=users.coordinator)


def test_absences_told_in_advance_do_not_hold_a_meeting(meeting, member, users):
    mark(meeting, member, "excused", reason=ReasonFactory())
    change(meeting, state="cancelled", reason="awaria", changed_by=users.coordinator)


def test_nobody_is_marked_at_a_cancelled_meeting(meeting, member, users):
    change(meeting, state="cancelled", reason="awaria", changed_by=users.coordinator)
    assert name_of_refusal(mark, meeting, member) == "attendance_of_cancelled"


def test_hours_stay_where_somebody_is_marked(meeting, member):
    mark(meeting, member, "unexcused")
    with refused("meeting_has_marks"):
        change(meeting, ends_at=hour("12:00"))
    change(meeting, place="sala 9")


def test_a_moved_meeting_leads_to_another_one(meeting, users):
    with refused("meeting_moved_to"):
        change(meeting, state="moved", reason="święto", changed_by=users.coordinator)


def test_a_meeting_comes_from_none_that_was_not_moved(meeting):
    with refused("meeting_moved_to"):
        MeetingFactory(activity=meeting.activity, day=MONDAY + DAY, moved_from=meeting)


def test_the_day_of_a_meeting_never_changes(meeting):
    with refused("meeting_stays"):
        change(meeting, day=MONDAY + DAY)


def test_a_cancelled_meeting_stays_cancelled(meeting, users):
    change(meeting, state="cancelled", reason="awaria", changed_by=users.coordinator)
    with refused("meeting_is_over"):
        change(meeting, state="planned", reason="", changed_by=None)


def test_a_cancelled_meeting_has_its_reason(meeting, users):
    with refused("meeting_changed_for_a_reason"):
        change(meeting, state="cancelled", changed_by=users.coordinator)


# groups


def test_a_group_takes_as_many_as_it_has_places(activity, users):
    change(activity, places=2)
    for _ in range(2):
        enrol(activity, participant(users), users.coordinator, ends_on=D(2026, 3, 31))
    third = participant(users)
    assert name_of_refusal(enrol, activity, third, users.coordinator) == "activity_places"
    enrol(activity, third, users.coordinator, starts_on=D(2026, 4, 1))


def test_places_are_not_taken_from_who_has_them(activity, users):
    for _ in range(2):
        enrol(activity, participant(users), users.coordinator)
    with refused("activity_places"):
        change(activity, places=1)
    change(activity, places=2)


def test_an_enrolment_begins_within_the_groups_days(activity, users):
    early = {"starts_on": D(2025, 12, 31)}
    refusal = name_of_refusal(enrol, activity, participant(users), users.coordinator, **early)
    assert refusal == "enrolment_outside_activity"


def test_a_person_is_enrolled_once_at_a_time(activity, member, users):
    refusal = name_of_refusal(enrol, activity, member, users.coordinator, starts_on=MONDAY)
    assert refusal == "enrolment_one_at_a_time"


def test_an_enrolment_with_marks_is_not_removed(meeting, member):
    row = member.enrolments.get()
    mark(meeting, member)
    with refused("enrolment_has_marks"):
        row.delete()


def test_an_enrolment_by_mistake_is_removed(member):
    member.enrolments.get().delete()


@pytest.mark.parametrize("recorded_as", ["placement", "psu"])
def test_what_has_no_meetings_is_no_group(users, recorded_as):
    kind = KindFactory(recorded_as=recorded_as)
    refusal = name_of_refusal(ActivityFactory, kind=kind, leader=users.leader)
    assert refusal == "activity_kind_without_meetings"


def test_the_kind_of_a_group_holds_on_its_first_day(users):
    kind = KindFactory(valid_to=D(2025, 12, 31))
    refusal = name_of_refusal(ActivityFactory, kind=kind, leader=users.leader)
    assert refusal == "activity_kind_of_day"


def test_the_wording_of_a_kind_in_use_is_kept(activity):
    with refused("activity_kind_in_use"):
        change(activity.kind, service="inna")
    with refused("activity_kind_end_under_groups"):
        change(activity.kind, valid_to=D(2025, 12, 31))
    change(activity.kind, valid_to=D(2026, 1, 1))


def test_the_kind_of_a_group_with_meetings_stays(meeting):
    with refused("activity_kind_stays"):
        change(meeting.activity, kind=KindFactory())


# guests


def test_a_guest_is_noted_once_the_day_came(activity, users):
    ahead = MeetingFactory(activity=activity, day=FAR)
    with refused("guest_in_future"):
        Guest.objects.create(meeting=ahead, name="kandydat", noted_by=users.leader)


# merged files


def two_files(users):
    first, second = participant(users), PersonFactory(responsible=users.worker, pesel="")
    return first, second


def test_after_a_merge_the_stay_of_the_one_file_covers_the_other(meeting, users):
    first, second = two_files(users)
    row = enrol(meeting.activity, second, users.coordinator)
    merge(second, into=first, reason="ta sama osoba", by=users.coordinator)
    mark(meeting, first)
    assert row.person_id == second.pk


def test_files_that_are_marked_at_one_meeting_are_not_merged(meeting, users):
    first, second = two_files(users)
    mark(meeting, first, "unexcused")
    end_stay(first, MONDAY - DAY)
    stay(second, MONDAY)
    mark(meeting, second)
    with pytest.raises(Refused, match=r"na tym samym spotkaniu, 2\.03\.2026"):
        merge(second, into=first, reason="ta sama osoba", by=users.coordinator)


def test_files_that_are_enrolled_together_are_not_merged(activity, users):
    first, second = two_files(users)
    for person in (first, second):
        enrol(activity, person, users.coordinator)
    with pytest.raises(Refused, match="trwają oba zapisy"):
        merge(second, into=first, reason="ta sama osoba", by=users.coordinator)


def test_files_are_not_parted_under_a_mark_that_stands_on_the_others_stay(meeting, users):
    first, second = PersonFactory(responsible=users.worker), participant(users, pesel="")
    merge(second, into=first, reason="ta sama osoba", by=users.coordinator)
    mark(meeting, first)
    second.refresh_from_db()
    with pytest.raises(Refused, match=r"Obecność na zajęciach 2\.03\.2026"):
        unmerge(second, by=users.coordinator, reason="to jednak dwie osoby")
