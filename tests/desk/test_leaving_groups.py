"""Groups of whoever left or lost the authorisation go to others, with the meetings still to come."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from kis.accounts.models import User
from kis.desk.leaving import leavers
from tests.activities.factories import ActivityFactory, MeetingFactory
from tests.factories import PersonFactory

ON, DAY = date(2026, 11, 23), timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False):
        yield


@pytest.fixture
def group(users, centre):
    return ActivityFactory(leader=users.leader, name="Kuchnia")


@pytest.fixture
def meetings(group):
    return [MeetingFactory(activity=group, day=ON + days * DAY) for days in (-7, 0, 7)]


def switch_off(user):
    User.objects.filter(pk=user.pk).update(is_active=False)


def sent(client, leaver, **typed):
    address = reverse("desk:left_behind", args=[leaver.pk])
    typed = {f"zajecia-{name}": value for name, value in typed.items()}
    return client.post(address, {"przekaz-zajecia": "1", **typed}, follow=True).content.decode()


def test_groups_and_meetings_to_come_go_over_and_what_was_held_stays(
    users, client_of, group, meetings
):
    switch_off(users.leader)
    client = client_of(users.coordinator)
    assert "grupy zajęć: 1, spotkania: 2" in client.get("/").content.decode()
    assert "Przekazano" in sent(client, users.leader, groups=group.pk, to=users.coordinator.pk)
    group.refresh_from_db()
    assert group.leader == users.coordinator
    for meeting in meetings:
        meeting.refresh_from_db()
    led = [meeting.leader for meeting in meetings]
    assert led == [users.leader, users.coordinator, users.coordinator]
    assert not leavers(users.coordinator, ON)


def test_only_somebody_who_leads_classes_takes_a_group(users, client_of, group, meetings):
    switch_off(users.leader)
    sent(client_of(users.coordinator), users.leader, groups=group.pk, to=users.worker.pk)
    group.refresh_from_db()
    assert group.leader == users.leader


def test_where_the_new_leader_is_booked_nothing_goes_over(users, client_of, group, meetings):
    MeetingFactory(activity=ActivityFactory(leader=users.coordinator), day=ON + 7 * DAY)
    switch_off(users.leader)
    page = sent(
        client_of(users.coordinator), users.leader, groups=group.pk, to=users.coordinator.pk
    )
    assert "ma w tym czasie inne spotkanie" in page
    group.refresh_from_db()
    meetings[1].refresh_from_db()
    assert (group.leader, meetings[1].leader) == (users.leader, users.leader)


def test_a_group_that_ended_waits_for_nobody(users, group):
    group.ends_on = ON - DAY
    group.save()
    switch_off(users.leader)
    assert not leavers(users.coordinator, ON)


@pytest.mark.parametrize("name", ["worker", "leader"])
def test_whose_authorisation_was_revoked_left_the_work_as_well(users, client_of, group, name):
    PersonFactory(responsible=users.worker)
    assert not leavers(users.coordinator, ON)
    user = getattr(users, name)
    user.authorisations.get().revoke(by=users.head, reason="x")
    assert list(leavers(users.coordinator, ON)) == [user]
