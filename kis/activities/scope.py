"""Who sees which meetings, and whose names."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from kis.activities.models import Activity, Meeting, MeetingScan
from kis.activities.models.activity import OFFICE
from kis.activities.timetable import with_standing
from participants.models import Person


def readable_activity(user, pk) -> Activity:
    rows = Activity.objects.visible_to(user).select_related("kind", "leader")
    return get_object_or_404(rows, pk=pk)


def readable_meeting(user, pk) -> Meeting:
    """With its standing, and whether a scan was ever kept with it."""
    scans = MeetingScan.with_voided.filter(meeting=OuterRef("pk"))
    rows = with_standing(Meeting.objects.visible_to(user)).annotate(has_paper=Exists(scans))
    return get_object_or_404(rows.select_related("activity__kind", "changed_by", "moved_to"), pk=pk)


def is_of_office(user) -> bool:
    return bool(user.roles & OFFICE)


def people_seen_at(user):
    """Whom the office may see; None of a leader at an own meeting, who sees everybody on its list."""
    return Person.objects.visible_to(user) if is_of_office(user) else None
