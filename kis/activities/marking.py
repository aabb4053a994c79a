"""The acts of marking: one person, and everybody who is not marked yet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from kis.activities.models import AbsenceReason, Attendance, Meeting
from kis.activities.models.attendance import State
from kis.lib.refusals import Refused, refused_by_database
from participants.models import Person

FIELDS = ["state", "minutes", "reason", "note", "correction_reason", "marked_by", "marked_at"]
PARTLY = {State.LATE, State.LEFT_EARLY}


@dataclass(frozen=True)
class Mark:
    """What is marked of a person. `minutes` and `note` left at None stay as they are."""

    state: str
    minutes: int | None = None
    reason: AbsenceReason | None = None
    note: str | None = None
    correction_reason: str = ""

    def upon(self, row: Attendance | None) -> "Mark":
        """With what stays of the row; minutes belong to the state that they were told of."""
        note = self.note if self.note is not None else row.note if row else ""
        minutes = self.minutes
        if minutes is None and row and row.state == self.state and self.note is None:
            minutes = row.minutes
        return replace(self, note=note, minutes=minutes)

    def is_of(self, row: Attendance | None) -> bool:
        """Whether the row says the same already."""
        if row is None:
            return self.state == State.UNMARKED and not self.note
        said = (row.state, row.minutes, row.reason_id, row.note)
        return said == (self.state, self.minutes, self.reason and self.reason.pk, self.note)


class Overtaken(Exception):
    """Somebody else marked the person since the page was opened; nothing was written."""

    def __init__(self, row: Attendance):
        super().__init__()
        self.row = row


def _lock_files(people: Iterable[Person]) -> None:
    """The locks of the guards, all at once and in their order: two who save a list never wait in a ring."""
    numbers = {person.merged_into_id or person.pk for person in people}
    files = Person.objects.filter(pk__in=numbers) | Person.objects.filter(merged_into__in=numbers)
    list(files.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def _row(meeting: Meeting, person: Person) -> Attendance | None:
    """Of the person's file, or of one that was merged into it."""
    rows = Attendance.objects.filter(meeting=meeting, person__in=Person.objects.files_of(person.pk))
    found = rows.select_related("marked_by", "reason").order_by("pk")
    return max(found, key=lambda row: row.state != State.UNMARKED, default=None)


def mark_one(meeting: Meeting, person: Person, mark: Mark, *, seen: int, by) -> Attendance | None:
    """`seen` is the version of the row that the page showed, 0 where there was none.

    Raises Refused with the sentence of the rule that stands against it, Overtaken where the page shows
    what is not there any more; who marks what stands there already overwrites nobody.
    """
    with refused_by_database():
        _lock_files([person])
        row = _row(meeting, person)
        mark = mark.upon(row)
        if mark.is_of(row):
            return row
        if (row.version if row else 0) != seen:
            raise Overtaken(row)
        return _write(row or Attendance(meeting=meeting, person=person), mark, by)


def _write(row: Attendance, mark: Mark, by) -> Attendance:
    row.state, row.minutes, row.reason, row.note = mark.state, mark.minutes, mark.reason, mark.note
    row.correction_reason = mark.correction_reason
    row.marked_by, row.marked_at = by, timezone.now()
    if row.pk:
        row.save(update_fields=FIELDS)
    else:
        row.save(force_insert=True)
    row.refresh_from_db(fields=["version"])
    return row


def mark_rest(
    meeting: Meeting, people: Iterable[Person], *, by, correction_reason: str = ""
) -> tuple[list[Person], list[tuple[Person, str]]]:
    """*Wszyscy obecni*: sets only what is not marked; gives who was marked, and who was refused and why."""
    present = Mark(State.PRESENT, correction_reason=correction_reason)
    marked, refused = [], []
    with transaction.atomic():
        _lock_files(people)
        rows = Attendance.objects.filter(meeting=meeting).select_related("person")
        there = {row.person.merged_into_id or row.person_id: row for row in rows.order_by("-state")}
        for person in sorted(people, key=lambda person: person.pk):
            row = there.get(person.pk)
            if row and row.state != State.UNMARKED:
                continue
            try:
                with refused_by_database():
                    new = row or Attendance(meeting=meeting, person=person)
                    _write(new, present.upon(row), by)
            except Refused as refusal:
                refused.append((person, str(refusal)))
            else:
                marked.append(person)
    return marked, refused
