"""The days of a calendar, each with the rows that stand in it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kis.lib.dates import SATURDAY, days, holiday_name, weekday

Row = TypeVar("Row")


@dataclass(frozen=True)
class GridDay(Generic[Row]):
    day: datetime.date
    rows: list[Row]

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


def by_days(rows: Iterable[Row], first: datetime.date, last: datetime.date) -> list[GridDay[Row]]:
    """Every day between the two, both included, with its rows (each has a `day`) in their order."""
    found: dict[datetime.date, list[Row]] = {}
    for row in rows:
        found.setdefault(row.day, []).append(row)
    return [GridDay(day, found.get(day, [])) for day in days(first, last)]
