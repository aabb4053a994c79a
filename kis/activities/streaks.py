"""Who stays away: unexcused absences one after another."""

import datetime
from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Window
from django.db.models.functions import Coalesce, FirstValue, Lead, RowNumber

from kis.activities.models import Attendance
from kis.activities.models.attendance import State
from kis.lib.periods import covering
from participants.models import Break, Note, Participation
from participants.models.other_files import of_other_file

IN_A_ROW = 3
LOOKED_BACK = datetime.timedelta(days=60)


def longest_in_a_row(states: Iterable[str], before: Iterable[str] = ()) -> int:
    """Of marks in the order of their meetings; whatever else is marked breaks the row.

    `before`: marks of earlier meetings: a row that began there goes on, one that ended there is not told.
    """
    longest = now = 0
    for state in before:
        now = now + 1 if state == State.UNEXCUSED else 0
    for state in states:
        now = now + 1 if state == State.UNEXCUSED else 0
        longest = max(longest, now)
    return longest


def staying_away(on: datetime.date):
    """The last marks of participants whose last three are unexcused absences, and of whom nobody wrote since.

    One row a person; without those whose last absence is long ago or in a break.
    """
    day, person = OuterRef("meeting__day"), OuterRef("person")
    stays = Participation.objects.on(on).filter(starts_on__lte=day)
    breaks = Break.objects.filter(covering(day), participation__person=person)
    notes = Note.objects.filter(at__date__gte=day)
    return Attendance.objects.filter(
        Exists(stays.filter(person=person)) | Exists(stays.filter(of_other_file("person"))),
        ~Exists(breaks),
        ~Exists(notes.filter(person=person)),
        ~Exists(notes.filter(of_other_file("person"))),
        pk__in=_three_in_a_row(on - LOOKED_BACK, on).values("pk"),
    )


def _three_in_a_row(first: datetime.date, last: datetime.date):
    """The newest mark of each person in the time, where it and the two before it are unexcused absences."""
    newest_first = {
        "partition_by": Coalesce("person__merged_into", "person"),
        "order_by": [F("meeting__day").desc(), F("meeting__starts_at").desc(), F("pk").desc()],
    }
    # Also the newest by a window: a plain condition on it would be asked before them.
    states = {"state_0": Window(FirstValue("state"), **newest_first)}
    states |= {
        f"state_{place}": Window(Lead("state", offset=place), **newest_first)
        for place in range(1, IN_A_ROW)
    }
    marks = Attendance.objects.marked().filter(meeting__day__range=(first, last)).order_by()
    told = marks.annotate(place=Window(RowNumber(), **newest_first), **states)
    return told.filter(place=1, **dict.fromkeys(states, State.UNEXCUSED))
