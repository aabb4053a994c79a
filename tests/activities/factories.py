"""Rows for tests of classes: a group in 2026, its meetings, people whose stay covers them."""

import datetime

import factory

from kis.activities.models import (
    AbsenceReason,
    Activity,
    ActivityKind,
    Attendance,
    Enrolment,
    Meeting,
)
from tests.factories import PersonFactory
from tests.participants.made import stay

D = datetime.date
NINE, ELEVEN = datetime.time(9), datetime.time(11)
JOINED_ON = D(2026, 1, 5)
MONDAY = D(2026, 3, 2)
AT = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


class KindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActivityKind

    code = factory.Sequence(lambda n: f"kind-{n}")
    name = "Warsztaty kompetencji społecznych"
    reintegration = "social"
    service = "warsztaty kompetencji"
    source = "ustalenie ośrodka"
    valid_from = D(2020, 1, 1)


class ReasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AbsenceReason

    code = factory.Sequence(lambda n: f"reason-{n}")
    name = "sprawa urzędowa"
    valid_from = D(2020, 1, 1)


class ActivityFactory(factory.django.DjangoModelFactory):
    """`ActivityFactory(leader=users.leader)`"""

    class Meta:
        model = Activity

    kind = factory.SubFactory(KindFactory)
    name = factory.Sequence(lambda n: f"Warsztaty {n}")
    place = "sala 3"
    places = 20
    starts_on = D(2026, 1, 1)


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    day = MONDAY
    starts_at = NINE
    ends_at = ELEVEN
    place = factory.SelfAttribute("activity.place")
    leader = factory.SelfAttribute("activity.leader")


def participant(users, *, since=JOINED_ON, **facts):
    """A person whose stay, under a contract, runs since that day."""
    person = PersonFactory(responsible=users.worker, **facts)
    stay(person, since)
    return person


def enrol(activity, person, by, *, starts_on=JOINED_ON, ends_on=None):
    return Enrolment.objects.create(
        activity=activity, person=person, starts_on=starts_on, ends_on=ends_on, enrolled_by=by
    )


def mark(meeting, person, state="present", **facts):
    facts = {"marked_by": meeting.leader, "marked_at": AT} | facts
    return Attendance.objects.create(meeting=meeting, person=person, state=state, **facts)
