"""Meetings at which people are expected."""

import datetime
from collections.abc import Iterable

from kis.activities.counted_days import WHOLE
from kis.activities.models import Attendance, Meeting
from kis.activities.models.attendance import ABSENT
from kis.activities.to_come import to_come
from kis.lib.dates import DAY
from kis.lib.expected import Expected
from participants.models import Person


def expected(people: Iterable[int], on: datetime.date, until: datetime.date) -> list[Expected]:
    """Of these files: planned meetings behind `on`, up to `until`, but those they told they would miss.

    Six queries, whatever their number.
    """
    meetings = list(Meeting.objects.planned().between(on + DAY, until).in_order())
    found = to_come(meetings, Person.objects.filter(pk__in=list(people)))
    told = set(
        Attendance.objects.filter(meeting__in=meetings, state__in=ABSENT).values_list(
            "meeting", WHOLE
        )
    )
    return [
        Expected(person.pk, meeting.day, meeting.starts_at)
        for meeting in meetings
        for person in found.at(meeting)
        if (meeting.pk, person.pk) not in told
    ]
