"""Meetings in a list: the state of each in a word, without a question for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncMonth

from kis.activities.models import Attendance, AttendanceMonth, Meeting
from kis.activities.unmarked import waiting_at
from kis.lib.dates import days, holiday_name, week_of


def with_standing(meetings):
    """Each with what `standing` needs, and with its group and leader."""
    month = TruncMonth("day")
    approved = AttendanceMonth.objects.filter(
        Q(activity=OuterRef("activity")) | Q(activity=None),
        month=OuterRef("first_of_month"),
        state=AttendanceMonth.State.APPROVED,
    )
    marks = Attendance.objects.marked().filter(meeting=OuterRef("pk"))
    return (
        meetings.annotate(first_of_month=month)
        .annotate(
            is_waiting=Exists(waiting_at()), is_marked=Exists(marks), is_approved=Exists(approved)
        )
        .select_related("activity", "leader")
    )


@dataclass(frozen=True)
class Standing:
    word: str
    chip: str = ""
    is_to_mark: bool = False


def standing(meeting: Meeting, on: date) -> Standing:
    """Of a meeting read by `with_standing`, on the day."""
    if not meeting.is_planned:
        return Standing(meeting.get_state_display())
    if meeting.is_approved:
        return Standing("Sprawdzone", "chip-good")
    if meeting.day > on:
        return Standing("Zaplanowane")
    if meeting.is_waiting:
        return Standing("Do oznaczenia", "chip-due" if meeting.day == on else "chip-late", True)
    return Standing("Oznaczone", "chip-good") if meeting.is_marked else Standing("Zaplanowane")


@dataclass(frozen=True)
class Day:
    day: date
    holiday: str
    rows: list[tuple[Meeting, Standing]]


def week(meetings, day: date, on: date) -> list[Day]:
    """Monday to Sunday of the day's week; a weekend without meetings is left out. One query."""
    first, last = week_of(day)
    found = list(with_standing(meetings.between(first, last)).in_order())
    shown = [Day(each, holiday_name(each), _of(found, each, on)) for each in days(first, last)]
    return [each for each in shown if each.rows or each.day.weekday() < 5]


def _of(meetings: Iterable[Meeting], day: date, on: date) -> list[tuple[Meeting, Standing]]:
    return [(meeting, standing(meeting, on)) for meeting in meetings if meeting.day == day]
