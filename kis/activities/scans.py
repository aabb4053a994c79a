"""Scans of signed lists: kept at every meeting that the sheet is the list of, and told on its page."""

import datetime
from collections.abc import Collection, Iterable

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone

from kis.activities.models import Attendance, Meeting, MeetingScan
from kis.activities.scope import people_seen_at
from kis.activities.to_come import to_come
from kis.documents.scans import keep_scan
from kis.lib.dates import month_of
from kis.lib.refusals import refused_by_database

# Whose list the sheet is beside the meeting's own: of all classes of the day, or of the group's month.
OF_DAY, OF_MONTH = "dzien", "miesiac"


def on_one_sheet(meeting: Meeting, user, on: datetime.date):
    """Other meetings that one sheet may be the list of: of the same day, or of the group's month."""
    found = Meeting.objects.visible_to(user).planned().exclude(pk=meeting.pk)
    of_month = Q(activity=meeting.activity_id, day__range=month_of(meeting.day))
    rows = found.filter(Q(day=meeting.day) | of_month, day__lte=on)
    return rows.select_related("activity").in_order()


def chosen_at_first(meeting: Meeting, others: Iterable[Meeting], sheet: str) -> list[int]:
    """By what was printed: `sheet` is OF_DAY, OF_MONTH or of the meeting alone."""
    if sheet == OF_DAY:
        return [one.pk for one in others if one.day == meeting.day]
    if sheet == OF_MONTH:
        return [one.pk for one in others if one.activity_id == meeting.activity_id]
    return []


def keep(meetings: Iterable[Meeting], file, *, by) -> list[MeetingScan]:
    """The picture once, a row at each meeting. Raises Refused, and then keeps nothing."""
    meetings = sorted(meetings, key=lambda meeting: meeting.pk)
    with refused_by_database():
        name = f"lista-obecnosci-{meetings[0].pk}-podpisana"
        document = keep_scan(file, kind="meeting_scan", name=name, by=by)
        at = timezone.now()
        return [
            MeetingScan.objects.create(meeting=one, document=document, kept_by=by, kept_at=at)
            for one in meetings
        ]


def told_scans(meeting: Meeting, user):
    """With the voided ones: whether the reader may open each, and at how many other meetings its sheet is."""
    rows = MeetingScan.with_voided.filter(meeting=meeting)
    same_sheet = MeetingScan.objects.filter(document=OuterRef("document"))
    others = same_sheet.exclude(meeting=meeting).order_by().values("document")
    return rows.select_related("kept_by", "voided_by").annotate(
        is_shown=Exists(MeetingScan.with_voided.shown_to(user).filter(pk=OuterRef("pk"))),
        beside=Subquery(others.annotate(number=Count("pk")).values("number")),
    )


def with_scans(meetings):
    """Each with whether a signed list is kept with it."""
    return meetings.annotate(has_scan=Exists(MeetingScan.objects.filter(meeting=OuterRef("pk"))))


def people_on(scan: MeetingScan, user) -> Collection[int]:
    """Whose names the sheet tells: whoever was to come to its meetings, or is marked there."""
    sheet = MeetingScan.with_voided.filter(document=scan.document_id).values("meeting")
    meetings = list(Meeting.objects.filter(pk__in=sheet))
    expected = to_come(meetings, people_seen_at(user)).people
    marked = Attendance.objects.marked().filter(meeting__in=meetings)
    return {person.pk for person in expected} | set(marked.values_list("person", flat=True))
