"""What of classes waits for somebody: meetings that nobody marked."""

import datetime
from collections.abc import Collection

from django.urls import reverse

from kis.accounts.rights import Role
from kis.activities.models import Meeting
from kis.activities.unmarked import unmarked_meetings
from kis.lib.dates import DAY, polish
from kis.lib.work import DeskGroup, Task

# A leader sees it the day after; the coordinator once the leader has had these days.
DAYS_TO_MARK = 2
MOST = 500  # rows: whoever has as many begins with the oldest


def tasks(user, on: datetime.date, groups: Collection[DeskGroup]) -> list[Task]:
    """The coordinator's are everybody's, a leader's their own. One query for whom it concerns."""
    if DeskGroup.UNMARKED not in groups:
        return []
    if Role.COORDINATOR in user.roles:
        found = unmarked_meetings(on - DAYS_TO_MARK * DAY)
    elif Role.LEADER in user.roles:
        found = unmarked_meetings(on).filter(leader=user)
    else:
        return []
    rows = found.select_related("activity", "leader").in_order()[:MOST]
    return [_task(meeting, user, on) for meeting in rows]


def _task(meeting: Meeting, user, on: datetime.date) -> Task:
    who = "" if meeting.leader == user else f", prowadzi {meeting.leader.short_name}"
    return Task(
        DeskGroup.UNMARKED,
        on,
        meeting.day,
        str(meeting.activity),
        "zajęcia bez obecności",
        reverse("activities:meeting", args=[meeting.pk]),
        "Oznacz",
        detail=f"{polish(meeting.day)}, {meeting.hours}{who}",
        is_deadline=False,
    )
