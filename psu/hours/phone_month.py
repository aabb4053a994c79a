"""The month of a place on a phone: a card for each person, in it the days."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from kis.lib.dates import days, month_of
from psu.hours.cell_markup import day_alone, day_with_link, joined
from psu.hours.planned_cells import planned_cells
from psu.hours.sheet import month_sheets
from psu.hours.sheet_cells import SheetCell
from psu.hours.sheet_parts import MonthSheet, SheetRow
from psu.models import PersonMonth, WorkPlace

State = PersonMonth.State


@dataclass(frozen=True)
class Month:
    """A person's month.

    `bare`: planned days up to today without an entry; `addresses` of the days that are not to come.
    """

    row: SheetRow
    bare: int
    addresses: dict[datetime.date, str]

    @property
    def is_open(self) -> bool:
        return self.row.state == State.OPEN

    @property
    def state(self) -> str:
        return "" if self.is_open else State(self.row.state).label.lower()

    @property
    def days(self) -> SafeString:
        """Items of the list; one leads to its day's page where it is in the referral and not to come."""
        return joined(map(self._day, self.row.cells))

    def _day(self, cell: SheetCell) -> str:
        address = self.addresses.get(cell.column.day)
        return day_alone(cell) if cell.reason or not address else day_with_link(cell, address)

    @property
    def first_weekday(self) -> int:
        """0 for Monday: where the first day stands in its week."""
        return self.row.cells[0].column.day.weekday()


def months_of(
    places: Iterable[WorkPlace], month: datetime.date, user, today: datetime.date
) -> dict[int, list[Month]]:
    """By number of the place; as many queries as month_sheets."""
    sheets = month_sheets(places, month, user, today)
    passed = [day for day in days(*month_of(month)) if day <= today]
    addresses = {day: reverse("psu:day", args=[day]) for day in passed}
    return {number: _months(sheet, addresses) for number, sheet in sheets.items()}


def _months(sheet: MonthSheet, addresses: dict[datetime.date, str]) -> list[Month]:
    bare = Counter(cell.referral for cell in planned_cells(sheet))
    return [Month(row, bare[row.referral.pk], addresses) for row in sheet.rows]
