"""Attendance lists to be signed: of a meeting, of all of a day's classes, of a group's month."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kis.activities.models import Activity, Meeting
from kis.activities.sheets.codes import of_day, of_meeting, of_month
from kis.activities.sheets.paper import printed, sheet
from kis.activities.to_come import Expected
from kis.lib.dates import month_name, polish, short_weekday, weekday
from participants.models import Person

SPARE_ROWS = 3  # for whoever came and is not on the list
CLASSES_ON_PAGE, DAYS_ON_PAGE = 5, 9  # beside each other, each wide enough to sign in
CLASSES_UPRIGHT, DAYS_UPRIGHT = 3, 4  # as many fit the page that holds more people


@dataclass(frozen=True)
class ListRow:
    """`asked`: for each column whether the person is waited for there; other fields are grey."""

    person: Person
    asked: list[bool]


@dataclass(frozen=True)
class ListPage:
    """The columns of one page, with whoever is waited for in one of them."""

    meetings: list[Meeting]
    rows: list[ListRow]

    @property
    def has_free(self) -> bool:
        return not all(all(row.asked) for row in self.rows)


def _pages(meetings: Sequence[Meeting], expected: Expected, width: int) -> list[ListPage]:
    return [
        _page(list(meetings[start : start + width]), expected)
        for start in range(0, len(meetings), width)
    ]


def _page(meetings: list[Meeting], expected: Expected) -> ListPage:
    rows = [
        ListRow(person, [expected.waits_for(meeting, person) for meeting in meetings])
        for person in expected.people
    ]
    return ListPage(meetings, [row for row in rows if any(row.asked)])


def _turn(meetings: Sequence[Meeting], upright: int) -> str:
    return "portrait" if len(meetings) <= upright else "landscape"


def _signed_by(*labels: str) -> list[dict[str, str]]:
    return [{"label": label} for label in labels]


def meeting_list(meeting: Meeting, expected: Expected, *, find: str) -> bytes:
    return sheet(
        "activities/sheets/meeting_list_print.html",
        name=f"Lista obecności, {polish(meeting.day)}",
        code=printed(of_meeting(meeting.pk), find),
        meeting=meeting,
        weekday=weekday(meeting.day),
        people=expected.at(meeting),
        spare=range(SPARE_ROWS),
        signatures=_signed_by("podpis osoby prowadzącej"),
    )


def day_list(
    day: datetime.date, meetings: Sequence[Meeting], expected: Expected, *, find: str
) -> bytes:
    """One list for all; staff tick by hand who ate and whose way is paid."""
    return sheet(
        "activities/sheets/day_list_print.html",
        name=f"Lista obecności dnia, {polish(day)}",
        code=printed(of_day(day), find),
        day=day,
        weekday=weekday(day),
        turn=_turn(meetings, CLASSES_UPRIGHT),
        sheets=_pages(meetings, expected, CLASSES_ON_PAGE),
        spare=range(SPARE_ROWS),
        signatures=_signed_by("podpis pracownika KIS"),
    )


def month_list(
    group: Activity,
    month: datetime.date,
    meetings: Sequence[Meeting],
    expected: Expected,
    *,
    find: str,
) -> bytes:
    for meeting in meetings:
        meeting.label = f"{meeting.day.day}.{meeting.day:%m} {short_weekday(meeting.day)}"
    return sheet(
        "activities/sheets/month_list_print.html",
        name=f"Lista obecności, {month_name(month)}",
        code=printed(of_month(group.pk, month), find),
        group=group,
        month=month,
        turn=_turn(meetings, DAYS_UPRIGHT),
        sheets=_pages(meetings, expected, DAYS_ON_PAGE),
        spare=range(SPARE_ROWS),
        signatures=_signed_by("podpis osoby prowadzącej"),
    )
