"""A day of a month sheet, and one person's cell in it."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kis.lib.cells import MarkedCell
from kis.lib.dates import SATURDAY, SUNDAY, holiday_name, polish, short_weekday, weekday
from psu.hours.typed_cells import cell_name
from psu.rules.sentences import short_day

NO_HOURS = Decimal(0)


@dataclass
class DayColumn:
    day: datetime.date
    total: Decimal = NO_HOURS

    @cached_property
    def number(self) -> str:
        return str(self.day.day)

    @cached_property
    def weekday(self) -> str:
        return short_weekday(self.day)

    @property
    def in_full(self) -> str:
        return f"{weekday(self.day)} {short_day(self.day)}"

    @property
    def name(self) -> str:
        """Name of a holiday, or *niedziela*: the reason of the letter above the day."""
        return holiday_name(self.day) or (weekday(self.day) if self.day.weekday() == SUNDAY else "")

    @property
    def mark(self) -> str:
        return "Ś" if holiday_name(self.day) else "N" if self.day.weekday() == SUNDAY else ""

    @cached_property
    def classes(self) -> str:
        classes = []
        if self.mark or self.day.weekday() == SATURDAY:
            classes.append("free")
        if self.day.weekday() == 0:
            classes.append("week-start")
        return " ".join(classes)


@dataclass
class SheetCell:
    """`value` is what stands in the field, `earlier` what the page was opened on.

    With `reason` the day lies outside the referral; `is_fixed`: not to be changed by this reader, or not any
    more. A refused cell has its `message`, one changed meanwhile also what is stored now, in `theirs`; a day
    of the plan that could not be filled is refused, too, yet nobody typed it.
    """

    referral: int
    person: str
    column: DayColumn
    value: str = ""
    earlier: str = ""
    reason: str = ""
    is_fixed: bool = False
    message: str = ""
    theirs: str | None = None
    is_of_plan: bool = False

    @property
    def name(self) -> str:
        return cell_name(self.referral, self.column.day)

    @property
    def label(self) -> str:
        return f"{self.person}, {polish(self.column.day)}"

    @property
    def has_field(self) -> bool:
        """A refused cell keeps what was typed, even where nothing could be typed any more."""
        return bool(self.message) or not (self.reason or self.is_fixed)

    def refuse(self, marked: MarkedCell) -> None:
        """What was typed stays, over what is stored now."""
        # `earlier` moves on: the next save of the cell answers to the value that the refusal has shown.
        self.value, self.earlier = marked.cell.text, marked.now
        self.message = marked.sentence
        self.theirs = marked.now if marked.is_conflict else None

    @property
    def classes(self) -> str:
        classes = [self.column.classes] if self.column.classes else []
        if self.reason:
            classes.append("outside")
        if self.message:
            classes.append("refused")
        return " ".join(classes)
