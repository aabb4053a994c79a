"""The parts of a month sheet as its page shows them: rows, what is opened in them, and the sheet itself."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.safestring import SafeString

from kis.lib.cells import MarkedCell
from kis.lib.dates import polish_range, week_of
from kis.lib.money import hours
from kis.lib.numbers import in_order
from psu.hours.cell_markup import joined, table_cell
from psu.hours.day_details import Detail
from psu.hours.rests import Rest
from psu.hours.sheet_cells import NO_HOURS, DayColumn, SheetCell
from psu.models import Agreement, PersonMonth, Referral
from psu.rules.sentences import week_range

State = PersonMonth.State
FIXED_COLUMNS = 5  # ordinal, person, sum, two rests
ONE_LINE = 16  # letters of a name that surely fit beside one another; see .who in month.css


@dataclass
class DetailField:
    """A detail of a day in the opened row. `value`: typed or stored; `choices`: (value, words) of a list."""

    detail: Detail
    cell: SheetCell
    value: str
    earlier: str
    choices: list[tuple[str, str]]

    @property
    def name(self) -> str:
        return f"{self.detail.name}-{self.cell.name}"

    @property
    def words(self) -> str:
        """For who may not change it; empty for a detail that the day has not."""
        value = dict(self.choices).get(self.value, "") if self.choices else self.value
        return f"{self.detail.label}: {value}" if value else ""


@dataclass
class Entered:
    """A day of an opened row: what does not fit into its cell."""

    cell: SheetCell
    details: list[DetailField]

    @property
    def words(self) -> str:
        return " · ".join(filter(None, (field.words for field in self.details)))


@dataclass
class SheetRow:
    """`opened`: its entered days one under the other."""

    number: int
    referral: Referral
    state: str
    cells: list[SheetCell]
    total: Decimal
    left: Rest
    shown_week: datetime.date
    agreement_left: Decimal | None = None  # for whom it is not to be read
    advice: str = ""  # for whom it is to be read
    opened: list[Entered] | None = None

    @property
    def name(self) -> str:
        return str(self.referral.person)

    @property
    def is_long(self) -> bool:
        return len(self.name) > ONE_LINE

    @property
    def detail(self) -> str:
        """What must be known beside the name."""
        words = "" if self.state == State.OPEN else State(self.state).label.lower()
        return " · ".join(filter(None, [self.advice, words]))

    @property
    def week_left(self) -> Decimal:
        return max(self.left.weeks[self.shown_week], NO_HOURS)

    @property
    def month_left(self) -> Decimal | None:
        return None if self.left.month is None else max(self.left.month, NO_HOURS)

    @property
    def weeks(self) -> str:
        """What is left of which limit in each week of the month, in order: 6/10 10/10"""
        limits = self.left.week_limits
        return " ".join(_of(left, limits[monday]) for monday, left in self.left.weeks.items())

    @property
    def month(self) -> str:
        """36/40; empty where nothing limits the month."""
        if self.left.month is None:
            return ""
        return _of(self.left.month, self.left.month_limit)

    @property
    def refused(self) -> list[SheetCell]:
        return [cell for cell in self.cells if cell.message]

    @property
    def cells_of_table(self) -> SafeString:
        return joined(map(table_cell, self.cells))


def _of(left: Decimal, limit: Decimal) -> str:
    return f"{hours(max(left, NO_HOURS))}/{hours(limit)}"


@dataclass
class MonthSheet:
    days: list[DayColumn]
    shown_week: tuple[datetime.date, datetime.date]  # the one that the rest of the week is of
    head: list[str] = field(default_factory=list)
    has_entries: bool = False  # of anybody, also of people whose rows are not made
    rows: list[SheetRow] = field(default_factory=list)

    @property
    def week(self) -> str:
        return polish_range(*self.shown_week)

    @property
    def weeks(self) -> list[str]:
        """Every week that touches the month, in the order of SheetRow.weeks."""
        mondays = sorted({week_of(column.day)[0] for column in self.days})
        return [week_range(monday) for monday in mondays]

    @property
    def width(self) -> int:
        return FIXED_COLUMNS + len(self.days)

    @property
    def total(self) -> Decimal:
        return sum((column.total for column in self.days), NO_HOURS)

    @property
    def refused(self) -> list[SheetCell]:
        """Cells that somebody typed and that were not saved."""
        return [cell for row in self.rows for cell in row.refused if not cell.is_of_plan]

    @property
    def unfilled(self) -> list[SheetCell]:
        """Days that the plan names and that could not be filled."""
        return [cell for row in self.rows for cell in row.refused if cell.is_of_plan]

    @property
    def agreements(self) -> list[Agreement]:
        """Those of its rows, by number."""
        found = {row.referral.agreement for row in self.rows}
        return sorted(found, key=lambda agreement: in_order(agreement.number))

    @property
    def is_open(self) -> bool:
        """Whether the reader may still enter anything."""
        return any(cell.has_field for row in self.rows for cell in row.cells)

    @property
    def is_closed(self) -> bool:
        return bool(self.rows) and all(row.state == State.CLOSED for row in self.rows)

    def row(self, referral: int) -> SheetRow | None:
        return next((row for row in self.rows if row.referral.pk == referral), None)

    def cell(self, referral: int, day: datetime.date) -> SheetCell | None:
        row = self.row(referral)
        return row.cells[day.day - 1] if row else None

    def keep_refused(self, refused: list[MarkedCell]) -> list[str]:
        """A refused cell keeps what was typed, beside what is stored now.

        Gives the sentences that have no cell here.
        """
        for marked in refused:
            if cell := self.cell(marked.cell.referral, marked.cell.day):
                cell.refuse(marked)
                self._keep_details(marked)
        return self._without_cell(refused)

    def keep_unfilled(self, unfilled: list[MarkedCell]) -> list[str]:
        """What the plan could not fill: the day stays empty, the reason stands in its row."""
        for marked in unfilled:
            if cell := self.cell(marked.cell.referral, marked.cell.day):
                cell.value, cell.earlier, cell.message = marked.now, marked.now, marked.sentence
                cell.is_of_plan = True
        return self._without_cell(unfilled)

    def _keep_details(self, marked: MarkedCell) -> None:
        for entered in self.row(marked.cell.referral).opened or []:
            if entered.cell.column.day == marked.cell.day:
                for detail in entered.details:
                    detail.value = marked.cell.details.get(detail.detail.name, detail.value)

    def _without_cell(self, refused: list[MarkedCell]) -> list[str]:
        return [m.sentence for m in refused if not self.cell(m.cell.referral, m.cell.day)]
