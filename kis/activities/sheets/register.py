"""The register of a group's month (dziennik zajęć): its meetings, and who was at which."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from kis.activities.models import Activity, Attendance, Meeting
from kis.activities.models.attendance import ATTENDING, State
from kis.activities.sheets.codes import of_month
from kis.activities.sheets.paper import printed, sheet
from kis.activities.to_come import Expected
from kis.lib.dates import month_name, short_weekday
from participants.models import Person

LETTERS = {
    State.PRESENT: "O",
    State.LATE: "S",
    State.LEFT_EARLY: "W",
    State.EXCUSED: "U",
    State.UNEXCUSED: "N",
}
MEETINGS_ON_PAGE = 16


@dataclass(frozen=True)
class RegisterRow:
    person: Person
    letters: list[str]
    attended: int
    marked: int

    @property
    def total(self) -> str:
        return f"{self.attended} z {self.marked}" if self.marked else ""


@dataclass(frozen=True)
class RegisterPage:
    meetings: list[Meeting]
    rows: list[RegisterRow]


@dataclass(frozen=True)
class MonthRegister:
    """Of a group's month: the meetings in their order, and a row a person."""

    meetings: list[Meeting]
    people: list[Person]
    pages: list[RegisterPage]


def register(meetings: Sequence[Meeting], expected: Expected, seen=None) -> MonthRegister:
    """Whoever is waited for or marked. `seen`: whom the reader may see, None of a leader. Two queries."""
    marks = _marks(meetings)
    numbers = {person for person, _ in marks} | {person.pk for person in expected.people}
    known = (Person.objects if seen is None else seen).filter(pk__in=numbers)
    people = list(known.in_polish_order())
    pages = []
    for start in range(0, len(meetings), MEETINGS_ON_PAGE):
        some = list(meetings[start : start + MEETINGS_ON_PAGE])
        pages.append(RegisterPage(some, [_row(person, some, meetings, marks) for person in people]))
    return MonthRegister(list(meetings), people, pages)


def _marks(meetings) -> dict[tuple[int, int], str]:
    """By the file that stands for the person and the meeting."""
    rows = Attendance.objects.marked().filter(meeting__in=[meeting.pk for meeting in meetings])
    found = rows.values_list("person", "person__merged_into", "meeting", "state")
    return {(merged or own, meeting): state for own, merged, meeting, state in found}


def _row(person: Person, shown, meetings, marks) -> RegisterRow:
    states = [
        state for meeting in meetings if (state := marks.get((person.pk, meeting.pk))) is not None
    ]
    return RegisterRow(
        person,
        [LETTERS.get(marks.get((person.pk, meeting.pk)), "") for meeting in shown],
        sum(state in ATTENDING for state in states),
        len(states),
    )


def register_paper(
    group: Activity,
    month: datetime.date,
    meetings: Sequence[Meeting],
    found: MonthRegister,
    *,
    find: str,
) -> bytes:
    """`meetings`: all of the month, also those that did not take place."""
    guests = dict(
        Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings])
        .annotate(guest_count=Count("guests"))
        .values_list("pk", "guest_count")
    )
    for number, meeting in enumerate(meetings, start=1):
        meeting.ordinal, meeting.guest_count = number, guests[meeting.pk]
        meeting.label = f"{meeting.day.day}.{meeting.day:%m} {short_weekday(meeting.day)}"
    return sheet(
        "activities/sheets/register_print.html",
        name=f"Dziennik zajęć, {month_name(month)}",
        code=printed(of_month(group.pk, month), find),
        group=group,
        month=month,
        meetings=meetings,
        sheets=found.pages if found.people else [],
        signatures=[{"label": "podpis osoby prowadzącej"}, {"label": "podpis koordynatora KIS"}],
    )
