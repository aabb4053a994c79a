"""Who waits for a mark is asked from two sides: of a meeting for the desk, of all stays for an inspection."""

import datetime

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Value
from django.db.models.functions import Coalesce

from kis.activities.models import Meeting
from kis.activities.unmarked import waiting_at, waits_for_marks
from kis.lib.dates import DAY
from participants.models import Break, Participation, Person
from tests.activities.factories import (
    MONDAY,
    ActivityFactory,
    MeetingFactory,
    enrol,
    mark,
    participant,
)
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
BEFORE = MONDAY + 30 * DAY


@pytest.fixture
def group(users):
    return ActivityFactory(leader=users.leader)


@pytest.fixture
def people(users, group):
    """Each for one reason to wait or not to wait at one of three meetings of the group."""
    meetings = [MeetingFactory(activity=group, day=MONDAY + week * 7 * DAY) for week in range(3)]
    MeetingFactory(activity=group, day=BEFORE)  # not over yet

    def going(**facts):
        person = participant(users)
        enrol(group, person, users.coordinator, **facts)
        return person

    marked, half_marked, paused, left, joins_later = (going() for _ in range(5))
    for meeting in meetings:
        mark(meeting, marked, marked_at=datetime.datetime(2026, 4, 1, 12, tzinfo=datetime.UTC))
    mark(meetings[0], half_marked)
    Break.objects.create(
        participation=paused.participations.get(),
        starts_on=MONDAY - DAY,
        ends_on=MONDAY + 20 * DAY,
        reason="choroba",
        made_by=users.coordinator,
    )
    Participation.objects.filter(person=left).update(
        starts_on=MONDAY + 15 * DAY, planned_end_on=MONDAY + 90 * DAY
    )
    enrolled_later = going(starts_on=MONDAY + 15 * DAY)
    elsewhere = participant(users)
    second = participant(users)
    enrol(group, second, users.coordinator)
    first = PersonFactory(responsible=users.worker)
    Person.objects.filter(pk=second.pk).update(merged_into=first)
    return [
        *(marked, half_marked, paused, left, joins_later),
        *(enrolled_later, elsewhere, first, second),
    ]


def of_meetings():
    """Stays of whoever waits at a meeting on one of their days, told by the meetings."""
    waiting = Meeting.objects.planned().filter(day__lt=BEFORE)
    waiting = waiting.annotate(who=ArraySubquery(waiting_at().values("person")))
    told = {(meeting.day, person) for meeting in waiting for person in meeting.who}
    files = {person.pk: person.merged_into_id or person.pk for person in Person.objects.all()}
    return {
        stay.pk
        for stay in Participation.objects.all()
        for day, person in told
        if files[person] == files[stay.person_id]
        and stay.starts_on <= day <= (stay.ends_on or BEFORE)
    }


def of_stays():
    stays = Participation.objects.annotate(until=Coalesce("ends_on", Value(BEFORE)))
    return set(stays.filter(waits_for_marks(BEFORE)).values_list("pk", flat=True))


def test_both_questions_have_the_same_answer(people):
    assert of_stays() == of_meetings()
    waiting = set(Participation.objects.filter(pk__in=of_stays()).values_list("person", flat=True))
    numbers = [person.pk for person in people]
    assert [number in waiting for number in numbers] == [
        *(False, True, False),
        *(False, True),
        *(False, False, False, True),
    ]
