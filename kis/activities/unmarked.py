"""Meetings that took place on paper alone: planned for a day that is over, and somebody is not marked."""

import datetime

from django.db.models import Exists, OuterRef

from kis.activities.models import Attendance, Enrolment, Meeting
from kis.lib.periods import covering
from participants.models import Break, Participation
from participants.models.other_files import of_other_file


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
