"""Connections that really overlap: no mark is lost, none passes a rule, nobody overwrites another unseen."""

import datetime
from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction

from kis.activities.marking import Mark, Overtaken, mark_one, mark_rest
from kis.activities.models import Attendance, AttendanceMonth, Enrolment, Meeting
from kis.activities.months import approve_all
from kis.lib.refusals import Refused
from participants.models import Participation
from tests.activities.factories import (
    MONDAY,
    ActivityFactory,
    D,
    MeetingFactory,
    enrol,
    mark,
    participant,
)
from tests.psu.connections import all_together, race

pytestmark = pytest.mark.django_db(transaction=True)
DAY = datetime.timedelta(days=1)
AFTER = datetime.datetime(2026, 4, 6, 12, tzinfo=datetime.UTC)


@pytest.fixture
def activity(users):
    return ActivityFactory(leader=users.leader)


@pytest.fixture
def meeting(activity):
    return MeetingFactory(activity=activity)


@pytest.fixture
def member(users, activity):
    return participant(users)


def refused_race(first, second, name):
    with pytest.raises(IntegrityError) as error:
        race(first, second)
    assert error.value.__cause__.diag.constraint_name == name


def marking(meeting, person, state="present"):
    return lambda: mark(meeting, person, state)


def change(row, **facts):
    return lambda: type(row)._base_manager.filter(pk=row.pk).update(**facts)


def ended(stay, last):
    facts = {"outcome": "finished", "contract_carried_out": "yes", "what_next": "training"}
    return change(stay, ends_on=last, ended_by=stay.person.responsible, **facts)


@pytest.mark.parametrize(
    ("mark_first", "name"), [(True, "stay_holds_attendance"), (False, "attendance_outside_stay")]
)
def test_a_mark_and_the_end_of_the_stay_never_pass_each_other(meeting, member, mark_first, name):
    acts = [marking(meeting, member), ended(Participation.objects.get(), MONDAY - DAY)]
    refused_race(*acts if mark_first else reversed(acts), name)


def test_an_approval_waits_for_a_mark_and_a_mark_for_the_approval(meeting, member, users):
    month = AttendanceMonth.objects.get(activity=meeting.activity)
    second = participant(users)
    race(
        marking(meeting, member),
        lambda: month.approve(by=users.coordinator, on=D(2026, 4, 1)),
    )
    month.reopen(by=users.coordinator, reason="brakuje osoby")
    refused_race(
        lambda: month.approve(by=users.coordinator, on=D(2026, 4, 1)),
        marking(meeting, second),
        "attendance_month_approved",
    )


@pytest.mark.parametrize(
    ("mark_first", "name"), [(True, "meeting_took_place"), (False, "attendance_of_cancelled")]
)
def test_a_mark_and_a_cancellation_never_pass_each_other(meeting, member, users, mark_first, name):
    cancelled = change(meeting, state="cancelled", reason="awaria", changed_by=users.coordinator)
    acts = [marking(meeting, member), cancelled]
    refused_race(*acts if mark_first else reversed(acts), name)


def test_nobody_is_at_two_meetings_though_both_leaders_mark_at_once(meeting, member, users):
    other = MeetingFactory(activity=ActivityFactory(leader=users.coordinator))
    refused_race(marking(meeting, member), marking(other, member), "attendance_two_places")


def test_the_last_place_is_given_once(activity, users):
    change(activity, places=1)()
    first, second = participant(users), participant(users)
    refused_race(
        lambda: enrol(activity, first, users.coordinator),
        lambda: enrol(activity, second, users.coordinator),
        "activity_places",
    )
    assert Enrolment.objects.count() == 1


def test_a_leader_is_booked_once_by_two_planners(activity):
    refused_race(
        lambda: MeetingFactory(activity=activity),
        lambda: MeetingFactory(activity=activity),
        "meeting_leader_once",
    )
    assert Meeting.objects.count() == 1


def test_of_two_who_mark_one_person_the_second_is_shown_the_first(meeting, member, users):
    def first():
        mark_one(meeting, member, Mark("present"), seen=0, by=users.leader)

    def second():
        return mark_one(meeting, member, Mark("unexcused"), seen=0, by=users.coordinator)

    with pytest.raises(Overtaken) as met:
        race(first, second)
    assert (met.value.row.state, met.value.row.marked_by) == ("present", users.leader)
    assert Attendance.objects.get().state == "present"


def test_twenty_leaders_at_once_lose_nothing(activity, users):
    """Ten lists of ten people, each marked by two: singly in one order, and as everybody present."""
    people = [participant(users) for _ in range(10)]
    days = [MONDAY + number * DAY for number in range(10)]
    meetings = [MeetingFactory(activity=activity, day=day) for day in days]

    def singly(meeting):
        def work():
            for person in reversed(people):
                with suppress(Overtaken), transaction.atomic():
                    mark_one(meeting, person, Mark("late"), seen=0, by=users.coordinator)

        return work

    def all_present(meeting):
        def work():
            assert mark_rest(meeting, people, by=users.leader)[1] == []

        return work

    works = [act(meeting) for meeting in meetings for act in (singly, all_present)]
    assert [fault for fault in all_together(works) if fault] == []
    assert Attendance.objects.marked().count() == 100
    assert AttendanceMonth.objects.count() == 2


APRIL = D(2026, 4, 7)
MARCH = D(2026, 3, 1)


def approving(users):
    def work():
        with suppress(Refused), transaction.atomic():
            approve_all(MARCH, by=users.coordinator, on=APRIL)

    return work


def test_of_two_who_approve_at_once_the_second_is_told(meeting, member, users):
    enrol(meeting.activity, member, users.coordinator)
    mark(meeting, member)

    def second():
        return approve_all(MARCH, by=users.head, on=APRIL)

    with pytest.raises(Refused, match="jest już zatwierdzony"):
        race(lambda: approve_all(MARCH, by=users.coordinator, on=APRIL), second)
    month = AttendanceMonth.objects.get(activity=None)
    assert (month.is_approved, month.approved_by) == (True, users.coordinator)


def test_a_mark_taken_back_at_the_last_moment_keeps_the_month_open(meeting, member, users):
    enrol(meeting.activity, member, users.coordinator)
    mark(meeting, member)

    def taking_back():
        mark_one(meeting, member, Mark("unmarked"), seen=1, by=users.leader)

    with pytest.raises(Refused, match="Nie ma zajęć bez braków"):
        race(taking_back, lambda: approve_all(MARCH, by=users.coordinator, on=APRIL))
    assert not AttendanceMonth.objects.filter(state="approved").exists()


def test_two_approve_while_many_mark_and_nothing_changes_behind_the_approval(activity, users):
    """Each mark is either there before the month is approved or refused; no two wait for each other."""
    people = [participant(users) for _ in range(6)]
    meetings = [MeetingFactory(activity=activity, day=MONDAY + n * DAY) for n in range(3)]
    for person in people:
        enrol(activity, person, users.coordinator)
        for meeting in meetings:
            mark(meeting, person, marked_at=AFTER)
    before_approval = {}

    def marking_all(meeting):
        def work():
            for person in people:
                with suppress(Refused), transaction.atomic():
                    mark_one(meeting, person, Mark("late"), seen=1, by=users.leader)
                    before_approval[meeting.pk, person.pk] = True

        return work

    works = [approving(users), approving(users), *(marking_all(meeting) for meeting in meetings)]
    assert [fault for fault in all_together(works) if fault] == []
    assert AttendanceMonth.objects.get(activity=None).is_approved
    late = set(Attendance.objects.filter(state="late").values_list("meeting", "person"))
    assert late == set(before_approval)
