"""The plan for the notice board: a week or a month of the club. It names no participant."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kis.activities.models import Meeting
from kis.activities.sheets.paper import sheet
from kis.lib.dates import (
    SATURDAY,
    SUNDAY,
    days,
    holiday_name,
    month_name,
    month_of,
    polish_range,
    week_of,
    weekday,
)


@dataclass(frozen=True)
class BoardDay:
    """`is_outside`: of the month before or after, to make the week whole."""

    day: datetime.date
    meetings: list[Meeting]
    is_outside: bool = False

    @property
    def head(self) -> str:
        return f"{weekday(self.day).capitalize()} {self.day.day}.{self.day:%m}"

    @property
    def holiday(self) -> str:
        return holiday_name(self.day)

    @property
    def is_free(self) -> bool:
        return self.is_outside or bool(self.holiday) or self.day.weekday() >= SATURDAY


def shown(meetings):
    """What takes place, and what was cancelled, which whoever comes must see; a moved one on its new day."""
    rows = meetings.exclude(state=Meeting.State.MOVED)
    return rows.select_related("activity", "leader").in_order()


def _by_day(meetings: Sequence[Meeting], first, last, *, month=None) -> list[BoardDay]:
    return [
        BoardDay(
            day,
            [meeting for meeting in meetings if meeting.day == day],
            is_outside=month is not None and day.replace(day=1) != month,
        )
        for day in days(first, last)
    ]


def _without_empty_weekend(found: list[list[BoardDay]]) -> list[list[BoardDay]]:
    """Weeks of five days, or up to the last weekday on which there is something."""
    last = max(
        (day.day.weekday() for week in found for day in week if day.meetings), default=SATURDAY - 1
    )
    width = {SATURDAY: 6, SUNDAY: 7}.get(last, 5)
    return [week[:width] for week in found]


def week_board(meetings, day: datetime.date, *, whose: str = "") -> bytes:
    """Columns are the days; `whose`: the leader whose plan it is, empty for the club's."""
    first, last = week_of(day)
    [week] = _without_empty_weekend(
        [_by_day(list(shown(meetings.between(first, last))), first, last)]
    )
    return sheet(
        "activities/sheets/week_board_print.html",
        name=f"Plan zajęć {polish_range(first, last)}",
        whose=whose,
        days=week,
        rows=list(zip_longest(*(one.meetings for one in week))),
    )


def month_board(meetings, month: datetime.date, *, whose: str = "") -> bytes:
    """A row is a week."""
    first, last = month_of(month)
    found = _by_day(
        list(shown(meetings.between(first, last))), week_of(first)[0], week_of(last)[1], month=month
    )
    weeks = [found[start : start + 7] for start in range(0, len(found), 7)]
    shown_weeks = _without_empty_weekend(weeks)
    return sheet(
        "activities/sheets/month_board_print.html",
        name=f"Plan zajęć, {month_name(month)}",
        whose=whose,
        weekdays=[weekday(one.day).capitalize() for one in shown_weeks[0]],
        weeks=[week for week in shown_weeks if not all(one.is_outside for one in week)],
    )
