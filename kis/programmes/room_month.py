"""A month of a day room: who was there on which day, and which meals were given."""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from kis.lib.dates import days, holiday_name, month_of, short_weekday
from kis.programmes.models import DayRoom, Edition, Presence
from participants.models import Person


@dataclass(frozen=True)
class Column:
    day: datetime.date
    is_open: bool
    name: str  # of the day of the week, two letters


class Eaten:
    """Of whatever counts `meals` in the order of the kinds."""

    meals: list[int]

    @property
    def named_meals(self) -> list[tuple[str, int]]:
        return list(zip(Presence.Meal.labels, self.meals, strict=True))

    @property
    def all_meals(self) -> int:
        return sum(self.meals)


@dataclass
class ChildMonth(Eaten):
    person: Person
    days: dict[datetime.date, list[Presence]] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)

    @property
    def cells(self) -> list[tuple[Column, str]]:
        return [(column, "+" if column.day in self.days else "") for column in self.columns]

    @property
    def count(self) -> int:
        return len(self.days)

    @property
    def meals(self) -> list[int]:
        given = Counter(meal for rows in self.days.values() for row in rows for meal in row.meals)
        return [given[meal] for meal in Presence.Meal.values]


@dataclass
class RoomMonth(Eaten):
    month: datetime.date
    columns: list[Column]
    children: list[ChildMonth]

    @property
    def by_day(self) -> list[tuple[Column, int]]:
        return [
            (column, sum(column.day in child.days for child in self.children))
            for column in self.columns
        ]

    @property
    def count(self) -> int:
        """Of days of children."""
        return sum(child.count for child in self.children)

    @property
    def meals(self) -> list[int]:
        return [
            sum(column) for column in zip(*(child.meals for child in self.children), strict=True)
        ]

    @property
    def meals_by_day(self) -> list[tuple[datetime.date, list[int]]]:
        """Of the days on which somebody ate."""
        given: dict[datetime.date, Counter] = {}
        for child in self.children:
            for day, rows in child.days.items():
                for row in rows:
                    given.setdefault(day, Counter()).update(row.meals)
        return [
            (day, [counted[meal] for meal in Presence.Meal.values])
            for day, counted in sorted(given.items())
            if counted.total()
        ]

    @property
    def days_open(self) -> int:
        return sum(1 for _, children in self.by_day if children)


def room_month(room: DayRoom, edition: Edition, month: datetime.date) -> RoomMonth:
    """Children of the edition who take part in that month, though they never came."""
    first, last = month_of(month)
    hours = list(room.opening_hours.all())
    columns = [Column(day, _is_open(hours, day), short_weekday(day)) for day in days(first, last)]
    enrolled = edition.enrolments.filter(starts_on__lte=last).exclude(ends_on__lt=first)
    children: dict[int, ChildMonth] = {}
    for row in enrolled.select_related("person").in_polish_order():
        children.setdefault(row.person_id, ChildMonth(row.person, {}, columns))
    presences = room.presences.filter(voided_at=None, enrolment__edition=edition)
    for row in presences.between(first, last).order_by("arrived_at"):
        children[row.person_id].days.setdefault(row.day, []).append(row)
    return RoomMonth(month, columns, list(children.values()))


def _is_open(hours, day: datetime.date) -> bool:
    return not holiday_name(day) and any(
        one.weekday == day.weekday()
        and one.starts_on <= day
        and (one.ends_on is None or day <= one.ends_on)
        for one in hours
    )
