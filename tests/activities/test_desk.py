"""Meetings that nobody marked, on the desks of whoever marks them."""

import datetime
import html

import pytest
import time_machine

from kis.desk.gathering import shelves
from kis.lib.work import DeskGroup
from participants.models import Break, Participation
from tests.activities.factories import (
    MONDAY,
    ActivityFactory,
    MeetingFactory,
    enrol,
    mark,
    participant,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
WHAT = "zajęcia bez obecności"


def told(user, on):
    (shelf,) = shelves(user, on, everybody=True, groups=[DeskGroup.UNMARKED])
    return [(task.who, task.what, task.detail) for task in shelf.tasks]


@pytest.fixture
def waiting(meeting, member):
    return meeting


@pytest.mark.parametrize(("days", "is_told"), [(0, False), (1, True), (30, True)])
def test_a_leader_is_told_from_the_day_after(waiting, users, days, is_told):
    found = told(users.leader, MONDAY + days * DAY)
    assert found == [(str(waiting.activity), WHAT, "2.03.2026, 9.00–11.00")] * is_told


@pytest.mark.parametrize(("days", "is_told"), [(2, False), (3, True)])
def test_the_coordinator_is_told_once_the_leader_has_had_two_days(waiting, users, days, is_told):
    found = told(users.coordinator, MONDAY + days * DAY)
    detail = "2.03.2026, prowadzi E. Wrzos"
    assert found == [(str(waiting.activity), WHAT, detail)] * is_told


def test_another_leaders_meeting_is_not_told(member, users):
    other = ActivityFactory(leader=users.coordinator)
    MeetingFactory(activity=other)
    enrol(other, member, users.coordinator)
    assert told(users.leader, MONDAY + 5 * DAY) == []


@pytest.mark.parametrize("state", ["present", "unexcused"])
def test_a_marked_list_waits_for_nobody(waiting, member, users, state):
    mark(waiting, member, state)
    assert told(users.leader, MONDAY + 5 * DAY) == []


def test_a_list_waits_until_the_last_one_is_marked(waiting, member, users):
    second = participant(users)
    enrol(waiting.activity, second, users.coordinator)
    row = mark(waiting, member)
    assert len(told(users.leader, MONDAY + DAY)) == 1
    mark(waiting, second)
    assert told(users.leader, MONDAY + DAY) == []
    type(row).objects.filter(pk=row.pk).update(state="unmarked")
    assert len(told(users.leader, MONDAY + DAY)) == 1


def test_who_is_on_a_break_or_does_not_take_part_keeps_no_list_waiting(waiting, users):
    Break.objects.create(
        participation=Participation.objects.get(),
        starts_on=MONDAY,
        reason="care",
        made_by=users.worker,
    )
    enrol(
        waiting.activity,
        participant(users, since=MONDAY + DAY),
        users.coordinator,
        starts_on=MONDAY,
    )
    assert told(users.leader, MONDAY + 5 * DAY) == []


def test_a_cancelled_meeting_and_one_without_people_wait_for_nobody(waiting, users):
    type(waiting).objects.filter(pk=waiting.pk).update(
        state="cancelled", reason="awaria", changed_by=users.coordinator
    )
    MeetingFactory(activity=ActivityFactory(leader=users.leader))
    assert told(users.leader, MONDAY + 5 * DAY) == []


def test_the_desk_of_a_leader_opens_the_list(waiting, users, client_of, centre):
    with time_machine.travel("2026-03-03 12:05", tick=False):
        page = html.unescape(client_of(users.leader).get("/").content.decode())
    assert f'href="/zajecia/spotkanie/{waiting.pk}/"' in page
    assert "Zajęcia" in page
    assert "Osoby" not in page
