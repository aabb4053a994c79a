"""Meetings of which whoever asked for it is reminded."""

import datetime

import pytest

from kis.activities.models import Enrolment
from kis.activities.reminders import expected
from kis.lib.expected import Expected
from participants.models import Break
from tests.activities.factories import MONDAY, NINE, ReasonFactory, mark, participant

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def told(*people):
    return expected([person.pk for person in people], MONDAY - 2 * DAY, MONDAY)


def test_who_is_enrolled_is_reminded_of_the_day_and_the_hour(meeting, member):
    assert told(member) == [Expected(member.pk, MONDAY, NINE)]


def test_others_are_not_told_of(meeting, member, users):
    assert told(participant(users)) == []


@pytest.mark.parametrize("days", [0, 3])
def test_only_days_still_to_come_are_told(meeting, member, days):
    assert expected([member.pk], MONDAY - days * DAY, MONDAY - (days and days - 2) * DAY) == []


def test_a_cancelled_meeting_is_not_told(meeting, member, users):
    meeting.state, meeting.reason, meeting.changed_by = "cancelled", "x", users.coordinator
    meeting.save()
    assert told(member) == []


def test_who_told_that_they_do_not_come_is_not_reminded(meeting, member):
    mark(meeting, member, "excused", reason=ReasonFactory())
    assert told(member) == []


def test_in_a_break_and_behind_the_enrolment_nobody_is_reminded(meeting, member, users):
    pause = Break.objects.create(
        participation=member.participations.get(),
        starts_on=MONDAY - DAY,
        reason="care",
        made_by=users.worker,
    )
    assert told(member) == []
    Break.objects.filter(pk=pause.pk).update(ends_on=MONDAY - DAY)
    assert told(member)
    Enrolment.objects.update(ends_on=MONDAY - DAY)
    assert told(member) == []
