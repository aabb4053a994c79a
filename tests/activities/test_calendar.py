"""The month of the club, of a leader, of a participant."""

import html

import pytest
import time_machine
from django.urls import reverse

from tests.activities.factories import MONDAY, ActivityFactory, D, MeetingFactory, enrol

pytestmark = pytest.mark.django_db
MARCH = D(2026, 3, 1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-03-02 12:05", tick=False):
        yield


@pytest.fixture
def other(users):
    group = ActivityFactory(leader=users.coordinator, name="Klub pracy")
    return MeetingFactory(activity=group, day=D(2026, 3, 31))


def shown(client, name, *arguments, **asked) -> str:
    response = client.get(reverse(f"activities:{name}", args=arguments), asked)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_the_club_has_every_meeting_of_the_month_and_no_other(client_of, users, meeting, other):
    MeetingFactory(activity=other.activity, day=D(2026, 4, 1), place="kwietniowa")
    page = shown(client_of(users.head), "calendar_month", MARCH)

    assert page.count('class="month-meeting"') == 2
    assert "Klub pracy" in page


def test_without_a_month_it_is_the_one_that_runs(client_of, users, meeting):
    assert "marzec 2026" in shown(client_of(users.leader), "calendar")


def test_a_leader_sees_own_meetings_and_is_asked_for_no_leader(client_of, users, meeting, other):
    page = shown(client_of(users.leader), "calendar_month", MARCH, prowadzi=users.coordinator.pk)

    assert page.count('class="month-meeting"') == 1
    assert "Klub pracy" not in page
    assert 'name="prowadzi"' not in page


def test_the_office_chooses_a_leader(client_of, users, meeting, other):
    page = shown(client_of(users.coordinator), "calendar_month", MARCH, prowadzi=users.leader.pk)

    assert page.count('class="month-meeting"') == 1
    assert f"Prowadzi {users.leader}." in page
    assert f"plan/?prowadzi={users.leader.pk}" in page


@pytest.mark.parametrize("asked", ["x", "0", "999999"])
def test_a_leader_who_is_none_shows_the_whole_club(client_of, users, meeting, other, asked):
    page = shown(client_of(users.coordinator), "calendar_month", MARCH, prowadzi=asked)

    assert page.count('class="month-meeting"') == 2


def test_a_participants_plan_has_the_groups_of_the_day(client_of, users, meeting, other, member):
    enrol(
        other.activity, member, users.coordinator, starts_on=D(2026, 3, 2), ends_on=D(2026, 3, 30)
    )

    page = shown(client_of(users.worker), "person_plan", member.pk, MARCH)

    assert page.count('class="month-meeting"') == 1
    assert "Klub pracy" not in page


def test_a_day_leads_to_its_meetings(client_of, users, meeting, other):
    page = shown(client_of(users.leader), "day", MONDAY)

    assert str(meeting.activity) in page
    assert reverse("activities:day_sheet", args=[MONDAY]) in page


@pytest.mark.parametrize("many", [2, 20])
def test_questions_do_not_grow_with_meetings(
    client_of, users, activity, many, django_assert_max_num_queries
):
    for day in range(1, many + 1):
        MeetingFactory(activity=activity, day=D(2026, 3, day))
    client = client_of(users.coordinator)

    with django_assert_max_num_queries(8):
        shown(client, "calendar_month", MARCH)
    with django_assert_max_num_queries(8):
        shown(client, "group_month", activity.pk, MARCH)
