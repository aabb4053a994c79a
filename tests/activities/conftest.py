import pytest

from tests.activities.factories import ActivityFactory, MeetingFactory, enrol, participant


@pytest.fixture
def activity(users):
    """A group of 2026 that `leader` leads."""
    return ActivityFactory(leader=users.leader)


@pytest.fixture
def meeting(activity):
    """Of Monday, 2 March 2026, from nine to eleven."""
    return MeetingFactory(activity=activity)


@pytest.fixture
def member(users, activity):
    """Takes part in the club since 5 January 2026 and is enrolled in the group since then."""
    person = participant(users)
    enrol(activity, person, users.coordinator)
    return person
