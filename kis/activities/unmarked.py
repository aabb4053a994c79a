"""Meetings that took place on paper alone: planned for a day that is over, and somebody is not marked."""

import datetime

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from kis.activities.models import Attendance, Enrolment, Meeting
from kis.lib.periods import covering
from participants.models import Break, Participation
from participants.models.other_files import has_other_files, of_other_file


def unmarked_meetings(before: datetime.date):
    """Planned for an earlier day than this one, and somebody who was to come is not marked there."""
    return Meeting.objects.planned().filter(Exists(waiting_at()), day__lt=before)


def waiting_at():
    """Enrolments of whoever was to come to the outer meeting and has no mark there.

    To come: enrolled that day, in a stay that covers it, in no break.
    """
    day = OuterRef(OuterRef("day"))
    marks = Attendance.objects.marked().filter(meeting=OuterRef(OuterRef("pk")))
    stays = Participation.objects.filter(covering(day))
    breaks = Break.objects.filter(covering(day), participation__person=OuterRef("person"))
    own = OuterRef("person")
    return Enrolment.objects.filter(
        covering(OuterRef("day")),
        # Asked first: it settles nearly everybody.
        ~Exists(marks.filter(person=own)),
        ~Exists(marks.filter(of_other_file("person"))),
        Exists(stays.filter(person=own)) | Exists(stays.filter(of_other_file("person"))),
        ~Exists(breaks),
        activity=OuterRef("activity"),
    )


def waits_for_marks(before: datetime.date, *, merged: bool = True) -> Q:
    """The condition on stays, annotated with `until`, that a meeting on one of their days is unmarked.

    The same as `waiting_at`, asked from the side of the stays, of all at once; a test holds both to the same
    answers. Who has a second file may be enrolled in either: their stays are asked one by one.
    """
    meetings = Enrolment.objects.annotate(
        meeting=F("activity__meetings"),
        day=F("activity__meetings__day"),
        meeting_state=F("activity__meetings__state"),
    ).filter(covering(F("day")), meeting_state=Meeting.State.PLANNED, day__lt=before)
    of_stays = meetings.annotate(
        stay=F("person__participations"),
        first=F("person__participations__starts_on"),
        last=Coalesce("person__participations__ends_on", Value(before)),
    )
    at_once = _unmarked(of_stays.filter(day__gte=F("first"), day__lte=F("last")), OuterRef("stay"))
    days = {"day__gte": OuterRef("starts_on"), "day__lte": OuterRef("until")}
    other = _unmarked(meetings.filter(of_other_file("person"), **days), OuterRef(OuterRef("pk")))
    at_once = at_once.order_by().values("stay")
    return Q(pk__in=at_once) | has_other_files(merged=merged) & Q(Exists(other))


def _unmarked(meetings, stay):
    """Of enrolments with a `meeting` and its `day`: where nothing is marked and the stay has no break."""
    marks = Attendance.objects.marked().filter(meeting=OuterRef("meeting"))
    breaks = Break.objects.filter(covering(OuterRef("day")), participation=stay)
    return meetings.filter(
        ~Exists(marks.filter(person=OuterRef("person"))),
        ~Exists(marks.filter(of_other_file("person"))),
        ~Exists(breaks),
    )
