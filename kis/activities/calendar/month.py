"""A month of meetings, day by day."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from kis.activities.models import Meeting
from kis.lib.dates import SATURDAY, days, holiday_name, month_of, weekday


@dataclass(frozen=True)
class MonthDay:
    day: datetime.date
    meetings: list[Meeting]

    @property
    def weekday(self) -> str:
        return weekday(self.day)

    @property
    def column(self) -> int:
        """Monday is 1."""
        return self.day.isoweekday()

    @property
    def holiday(self) -> str:
        return holiday_name(self.day)

    @property
    def is_free(self) -> bool:
        return bool(self.holiday) or self.day.weekday() >= SATURDAY


def month_days(meetings: Iterable[Meeting], month: datetime.date) -> list[MonthDay]:
    """Of meetings of the month in their order."""
    found: dict[datetime.date, list[Meeting]] = {}
    for meeting in meetings:
        found.setdefault(meeting.day, []).append(meeting)
    return [MonthDay(day, found.get(day, [])) for day in days(*month_of(month))]
