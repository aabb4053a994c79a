"""Meetings for a telephone's own calendar: what, when, where. Nobody's name is asked for here."""

import datetime
from zoneinfo import ZoneInfo

from kis.accounts.models import User
from kis.activities.calendar.ics import Event, calendar
from kis.activities.models import Meeting
from kis.lib.dates import DAY

WARSAW = ZoneInfo("Europe/Warsaw")
BACK, AHEAD = 31 * DAY, 184 * DAY


def feed(user: User, on: datetime.date, *, host: str, now: datetime.datetime) -> str:
    """A leader's own meetings, all of the club for the office. One query."""
    rows = Meeting.objects.visible_to(user).between(on - BACK, on + AHEAD)
    # One that was moved stands on its new day.
    rows = rows.exclude(state=Meeting.State.MOVED).select_related("activity").in_order()
    return calendar("Zajęcia KIS", [_event(meeting, host, now) for meeting in rows])


def _event(meeting: Meeting, host: str, now: datetime.datetime) -> Event:
    return Event(
        uid=f"spotkanie-{meeting.pk}@{host}",
        title=meeting.activity.name if meeting.is_planned else f"Odwołane: {meeting.activity.name}",
        place=meeting.place,
        starts_at=datetime.datetime.combine(meeting.day, meeting.starts_at, WARSAW),
        ends_at=datetime.datetime.combine(meeting.day, meeting.ends_at, WARSAW),
        changed_at=now,
        version=meeting.version,
        is_cancelled=not meeting.is_planned,
    )
