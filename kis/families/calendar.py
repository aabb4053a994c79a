"""The calendar of an assistant: days of a month or a week with what stands in them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from kis.families.models import Family, Visit
from kis.lib.dates import SATURDAY, days, holiday_name, weekday


@dataclass(frozen=True)
class CalendarDay:
    day: datetime.date
    visits: list[Visit]

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


def seen_visits(user, on: datetime.date, assistant: int | None = None):
    """Of families that the user sees, or of one assistant of theirs."""
    rows = Visit.objects.filter(cooperation__family__in=Family.objects.visible_to(user, on))
    return rows.filter(assistant=assistant) if assistant else rows


def by_days(
    visits: Iterable[Visit], first: datetime.date, last: datetime.date
) -> list[CalendarDay]:
    """Every day between the two, both included, with its visits in their order."""
    found: dict[datetime.date, list[Visit]] = {}
    for visit in visits:
        found.setdefault(visit.day, []).append(visit)
    return [CalendarDay(day, found.get(day, [])) for day in days(first, last)]
