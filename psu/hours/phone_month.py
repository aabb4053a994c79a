"""The month of a place on a phone: a card for each person, in it the days."""

import datetime
from collections import Counter
from dataclasses import dataclass

from psu.hours.planned_cells import planned_cells
from psu.hours.sheet import month_sheet
from psu.hours.sheet_parts import SheetCell, SheetRow
from psu.models import PersonMonth, WorkPlace

State = PersonMonth.State


@dataclass(frozen=True)
class Month:
    """A person's month. `bare`: planned days up to today without an entry."""

    row: SheetRow
    bare: int
    today: datetime.date

    @property
    def is_open(self) -> bool:
        return self.row.state == State.OPEN

    @property
    def state(self) -> str:
        return "" if self.is_open else State(self.row.state).label.lower()

    @property
    def has_entries(self) -> bool:
        return any(cell.value for cell in self.row.cells)

    @property
    def days(self) -> list[tuple[SheetCell, bool]]:
        """Each day with whether it can be looked at: in the referral and not in the future."""
        return [
            (cell, not cell.reason and cell.column.day <= self.today) for cell in self.row.cells
        ]

    @property
    def first_weekday(self) -> int:
        """0 for Monday: where the first day stands in its week."""
        return self.row.cells[0].column.day.weekday()


def months_of(place: WorkPlace, month: datetime.date, user, today: datetime.date) -> list[Month]:
    """Four queries, see month_sheet."""
    sheet = month_sheet(place, month, user, today)
    bare = Counter(cell.referral for cell in planned_cells(sheet))
    return [Month(row, bare[row.referral.pk], today) for row in sheet.rows]
