"""Who stays away: unexcused absences one after another."""

import datetime
from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from kis.activities.models import Attendance
from kis.activities.models.attendance import State
from kis.lib.periods import covering
from participants.models import Break, Note, Participation
from participants.models.other_files import of_other_file

IN_A_ROW = 3
LOOKED_BACK = datetime.timedelta(days=60)


def longest_in_a_row(states: Iterable[str]) -> int:
    """Of marks in the order of their meetings; whatever else is marked breaks the row."""
    longest = now = 0
    for state in states:
        now = now + 1 if state == State.UNEXCUSED else 0
        longest = max(longest, now)
    return longest


def staying_away(on: datetime.date):
    """The last marks of participants whose last three are unexcused absences, and of whom nobody wrote since.

    One row a person; without those whose last absence is long ago or in a break.
    """
    day, person = OuterRef("meeting__day"), OuterRef("person")
    marked = Attendance.objects.marked()
    later = marked.filter(
        Q(meeting__day__gt=day)
        | Q(meeting__day=day, meeting__starts_at__gt=OuterRef("meeting__starts_at"))
        | Q(
            meeting__day=day,
            meeting__starts_at=OuterRef("meeting__starts_at"),
            pk__gt=OuterRef("pk"),
        )
    )
    stays = Participation.objects.on(on).filter(starts_on__lte=day)
    breaks = Break.objects.filter(covering(day), participation__person=person)
    notes = Note.objects.filter(at__date__gte=day)
    newest = marked.order_by("-meeting__day", "-meeting__starts_at", "-pk")
    all_files = Q(person=person) | of_other_file("person")
    states = newest.filter(all_files).values("state")[:IN_A_ROW]
    found = Attendance.objects.filter(
        ~Exists(later.filter(person=person)),
        ~Exists(later.filter(of_other_file("person"))),
        Exists(stays.filter(person=person)) | Exists(stays.filter(of_other_file("person"))),
        ~Exists(breaks),
        ~Exists(notes.filter(person=person)),
        ~Exists(notes.filter(of_other_file("person"))),
        state=State.UNEXCUSED,
        meeting__day__range=(on - LOOKED_BACK, on),
    )
    return found.annotate(states=ArraySubquery(states)).filter(
        states=[State.UNEXCUSED.value] * IN_A_ROW
    )
