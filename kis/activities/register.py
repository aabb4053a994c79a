"""The list of a meeting: who was to come, and what is marked of each."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from kis.activities.models import AbsenceReason, Attendance, AttendanceMonth, Enrolment, Meeting
from kis.activities.models.attendance import ABSENT, ATTENDING, State
from kis.activities.rates import Tally
from kis.lib.dates import polish
from participants.models import Break, Participation, Person

# Buttons of one tap, with their short words.
TAPS = [(State.PRESENT, "Obecność"), (State.LATE, "Spóźnienie"), (State.LEFT_EARLY, "Wyjście")]
PARTLY = {State.LATE, State.LEFT_EARLY}


@dataclass
class Row:
    """A person on the list. `message`: why what was just marked was not saved; `asked`: what it was."""

    person: Person
    mark: Attendance | None = None
    is_enrolled: bool = False
    is_covered: bool = False
    is_on_break: bool = False
    message: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    is_overtaken: bool = False

    @property
    def number(self) -> str:
        return str(self.person.pk)

    @property
    def state(self) -> str:
        return self.mark.state if self.mark else State.UNMARKED

    @property
    def seen(self) -> int:
        return self.mark.version if self.mark else 0

    @property
    def is_marked(self) -> bool:
        return self.state != State.UNMARKED

    @property
    def is_absent(self) -> bool:
        return self.state in ABSENT

    @property
    def is_partly(self) -> bool:
        return self.state in PARTLY

    @property
    def waits(self) -> bool:
        """To come, and not marked yet."""
        return self.is_enrolled and self.is_covered and not self.is_on_break and not self.is_marked

    @property
    def word(self) -> str:
        if self.mark is None or not self.is_marked:
            return "nieoznaczona"
        words = self.mark.get_state_display()
        return f"{words}, {self.mark.minutes} min" if self.mark.minutes else words

    @property
    def chip(self) -> str:
        if not self.is_marked:
            return ""
        if self.state in ATTENDING:
            return "chip-good" if self.state == State.PRESENT else "chip-look"
        return "chip-due" if self.state == State.EXCUSED else "chip-late"

    @property
    def words(self) -> str:
        """The reason and the note."""
        said = [str(self.mark.reason or ""), self.mark.note] if self.mark else []
        return " · ".join(filter(None, said))

    @property
    def note(self) -> str:
        return self.asked.get("note", self.mark.note if self.mark else "")

    @property
    def minutes(self) -> str:
        saved = str(self.mark.minutes or "") if self.mark else ""
        return self.asked.get("minutes", saved)

    @property
    def said(self) -> str:
        """Who marked it and when; of a taken-back mark nobody asks."""
        if not self.is_marked:
            return ""
        moment = timezone.localtime(self.mark.marked_at)
        return f"{self.mark.marked_by.short_name}, {polish(moment.date())}, {moment:%-H.%M}"

    @cached_property
    def why_not(self) -> str:
        """Why the person cannot be marked that day; a leader reads it, so it gives no reason."""
        if not self.is_covered:
            return "Tego dnia nie uczestniczy w KIS. Jeśli przyszła osoba jest w sali, dopisz ją jako gościa."
        if self.is_on_break and not self.is_marked:
            return "Ma przerwę w udziale, więc nie musi przyjść."
        return ""


@dataclass
class Register:
    """Of one meeting on a day of asking. About seven queries, whatever the number of people."""

    meeting: Meeting
    rows: list[Row]
    reasons: list[AbsenceReason]
    is_approved: bool
    is_reopened: bool
    on: datetime.date

    @property
    def is_ahead(self) -> bool:
        return self.meeting.day > self.on

    @property
    def waiting(self) -> list[Row]:
        return [row for row in self.rows if row.waits]

    @property
    def tally(self) -> Tally:
        counts = {str(state): 0 for state in (*ATTENDING, *ABSENT)}
        for row in self.rows:
            if row.is_marked:
                counts[row.state] += 1
        return Tally(**counts)

    @property
    def plain_reasons(self) -> list[AbsenceReason]:
        return [reason for reason in self.reasons if not reason.needs_detail]

    @property
    def reasons_with_words(self) -> list[AbsenceReason]:
        return [reason for reason in self.reasons if reason.needs_detail]

    @property
    def states(self) -> list[tuple[str, str]]:
        return State.choices

    def row_of(self, person: int) -> Row | None:
        return next((row for row in self.rows if row.person.pk == person), None)


def register_of(meeting: Meeting, on: datetime.date, *, people=None) -> Register:
    """`people`: whom the reader may see; None of a leader, who sees everybody on the list."""
    months = list(AttendanceMonth.objects.of(meeting.activity_id, meeting.day))
    return Register(
        meeting=meeting,
        rows=_rows(meeting, people),
        reasons=list(AbsenceReason.objects.on(meeting.day)),
        is_approved=any(month.is_approved for month in months),
        is_reopened=any(month.is_reopened for month in months),
        on=on,
    )


def _rows(meeting: Meeting, people) -> list[Row]:
    """By the file that stands for the person, in the order of names."""
    enrolled = Enrolment.objects.on(meeting.day).filter(activity=meeting.activity_id)
    to_come = {first or own for own, first in enrolled.values_list(*FILES)}
    there: dict[int, Attendance] = {}
    marks = meeting.marks.select_related("person", "reason", "marked_by")
    # What is marked comes behind what was taken back, and stays.
    for mark in sorted(marks, key=lambda mark: mark.state != State.UNMARKED):
        number = mark.person.merged_into_id or mark.person_id
        if mark.state != State.UNMARKED or number in to_come:
            there[number] = mark
    known = (Person.objects if people is None else people).filter(pk__in={*to_come, *there})
    rows = {
        person.pk: Row(person, there.get(person.pk), is_enrolled=person.pk in to_come)
        for person in known.in_polish_order()
    }
    _look_at_stays(rows, meeting.day)
    return list(rows.values())


FILES = ("person", "person__merged_into")


def _look_at_stays(rows: dict[int, Row], day: datetime.date) -> None:
    stays = Participation.objects.on(day).filter(
        Q(person__in=rows.keys()) | Q(person__merged_into__in=rows.keys())
    )
    owners = {}
    for pk, own, first in stays.values_list("pk", *FILES):
        owners[pk] = rows[first or own]
        owners[pk].is_covered = True
    breaks = Break.objects.on(day).filter(participation__in=owners.keys())
    for stay in breaks.values_list("participation", flat=True):
        owners[stay].is_on_break = True


def names_of(rows: Iterable[Row]) -> str:
    return ", ".join(str(row.person) for row in rows)
