"""A week of a day room: what is planned for each day, and when it is open."""

import datetime
from dataclasses import dataclass, field

from kis.lib.dates import days, holiday_name, week_of, weekday
from kis.programmes.models import DayRoom, OpeningHours, RoomActivity


@dataclass
class Day:
    day: datetime.date
    hours: OpeningHours | None
    holiday: str
    activities: list[RoomActivity] = field(default_factory=list)

    @property
    def weekday(self) -> str:
        return weekday(self.day)

    @property
    def planned(self) -> list[RoomActivity]:
        return [row for row in self.activities if not row.is_cancelled]

    @property
    def open_in_words(self) -> str:
        if self.holiday:
            return self.holiday
        return self.hours.in_words if self.hours else "nieczynne"


def room_week(room: DayRoom, day: datetime.date) -> list[Day]:
    """Days off only where something is planned on them."""
    first, last = week_of(day)
    valid = list(room.opening_hours.filter(starts_on__lte=last).exclude(ends_on__lt=first))
    week = {each: Day(each, _hours(valid, each), holiday_name(each)) for each in days(first, last)}
    for row in room.activities.between(first, last):
        week[row.day].activities.append(row)
    return [each for each in week.values() if each.hours or each.activities]


def _hours(rows, day: datetime.date) -> OpeningHours | None:
    return next(
        (
            row
            for row in rows
            if row.weekday == day.weekday()
            and row.starts_on <= day
            and (row.ends_on is None or day <= row.ends_on)
        ),
        None,
    )
