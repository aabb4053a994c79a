"""A person's marks, with what counts to the rate and why the rest does not."""

from dataclasses import dataclass
from datetime import date

from kis.activities.counted_days import TOLD_AHEAD, CountedDays, counted_days
from kis.activities.models import Attendance
from kis.activities.models.attendance import ABSENT
from kis.activities.rates import Marked, Tally, tally
from kis.lib.sentences import inside_a_sentence
from participants.file import PersonFile


@dataclass(frozen=True)
class CountedMark:
    mark: Attendance
    left_out: str

    @property
    def why_not_counted(self) -> str:
        if self.left_out:
            return self.left_out
        reason = self.mark.reason
        return "ten powód nie liczy się do frekwencji" if reason and not reason.counts else ""

    @property
    def words(self) -> str:
        """The reason and the note."""
        return " · ".join(filter(None, [str(self.mark.reason or ""), self.mark.note]))

    @property
    def as_marked(self) -> Marked:
        counts = self.mark.reason is None or self.mark.reason.counts
        return Marked(self.mark.state, counts, self.left_out)


def marks_of(
    file: PersonFile,
    first: date | None = None,
    last: date | None = None,
    days: CountedDays | None = None,
):
    """Of all the person's files, the newest first. One query, and two where the days are not known yet."""
    rows = Attendance.objects.marked().filter(person__in=file.files)
    if first:
        rows = rows.filter(meeting__day__gte=first)
    if last:
        rows = rows.filter(meeting__day__lte=last)
    found = list(
        rows.select_related("meeting__activity", "reason").order_by(
            "-meeting__day", "-meeting__starts_at", "pk"
        )
    )
    if not found:
        return []
    days = days or counted_days([file.whole], file.on)[file.whole]
    return [CountedMark(mark, _left_out(mark, file.on, days)) for mark in found]


def _left_out(mark: Attendance, on: date, days: CountedDays) -> str:
    if not mark.meeting.is_planned:
        return f"spotkanie {inside_a_sentence(mark.meeting.get_state_display())}"
    if mark.meeting.day > on:
        return TOLD_AHEAD
    return days.why_left_out(mark.meeting.day, is_absence=mark.state in ABSENT)


def tally_of(marks: list[CountedMark]) -> Tally:
    return tally(mark.as_marked for mark in marks)


def months_of(marks: list[CountedMark]) -> list[date]:
    """Months with a mark, by their first days, the newest first."""
    return sorted({one.mark.meeting.day.replace(day=1) for one in marks}, reverse=True)
