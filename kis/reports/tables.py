"""Tables of a report, lines by columns, each cell with its conditions: what page, paper and file show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from kis.lib.money import hours, zlotys
from kis.reports.asking import COUNT, Cube, Facts, Where

TOTAL = "razem"
LOOKS = {
    "count": str,
    "money": zlotys,
    "hours": hours,
    "ratio": lambda amount: zlotys(amount) if amount else "–",
    "typed": str,
}


def cell_query(table: str, line: str, column: str) -> str:
    """Names a cell in an address."""
    return urlencode({"tabela": table, "wiersz": line, "kolumna": column})


@dataclass(frozen=True)
class Line:
    """`key` names it in addresses; `where` is what its cells have in common.

    `measure` and `look`: of a line that measures something else than its column.
    """

    key: str
    label: str
    where: Where = field(default_factory=dict)
    measure: str = ""
    look: str = ""
    facts: Facts | None = None
    is_typed: bool = False


@dataclass(frozen=True)
class Column:
    """`facts`: where they are others than those of the table, with dimensions of the same names.

    `year`: of which those of its lines are asked. `is_typed`: by the office, as of a line of that name.

    `total`: the conditions in the last line, where it is no sum of the others: each person once.
    """

    key: str
    heading: str
    where: Where = field(default_factory=dict)
    measure: str = COUNT
    facts: Facts | None = None
    total: Where | None = None
    look: str = "count"  # or another of LOOKS
    year: int | None = None
    is_typed: bool = False

    def where_in(self, line: "Line") -> Where:
        return self.where if self.total is None or line.key != TOTAL else self.total


@dataclass(frozen=True)
class Value:
    """One cell. `is_open`: there are rows behind it, to which `query` leads.

    `amount` of a typed one is what was typed or stands there instead, which may be no number.
    """

    column: Column
    amount: Decimal | int | str
    look: str
    query: str = ""

    @property
    def is_open(self) -> bool:
        return bool(self.amount and self.query)

    @property
    def words(self) -> str:
        """As a page and a paper show it."""
        return LOOKS[self.look](self.amount)


@dataclass(frozen=True)
class Table:
    """`note`: how it is counted. `balance`: columns of what there was, what came, what went, what is left."""

    key: str
    title: str
    head: str
    facts: Facts
    lines: Sequence[Line]
    columns: Sequence[Column]
    where: Where = field(default_factory=dict)
    total: str = "Razem"
    note: str = ""
    balance: tuple[str, tuple[str, ...], tuple[str, ...], str] | None = None
    drawn: Sequence[str] = ()  # lines that a plot shows

    def facts_of(self, line: Line, column: Column) -> Facts:
        found = line.facts or column.facts or self.facts
        return found.of_year(column.year) if column.year else found

    def is_typed(self, line: Line, column: Column) -> bool:
        return line.is_typed or column.is_typed

    def may_be_typed(self, line: Line, column: Column, year: int) -> bool:
        """Also what the program counts of years before that of the report: it may have come later."""
        return self.is_typed(line, column) or (column.year is not None and column.year < year)

    def conditions(self, line: Line, column: Column) -> Where:
        return {**self.where, **line.where, **column.where_in(line)}

    def measure(self, line: Line, column: Column) -> str:
        return line.measure or column.measure

    @property
    def total_line(self) -> Line:
        return Line(TOTAL, self.total)

    def line(self, key: str) -> Line | None:
        lines = [*self.lines, self.total_line] if self.total else self.lines
        return next((line for line in lines if line.key == key), None)

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


@dataclass(frozen=True)
class Filled:
    """A table with its figures.

    `derived`: lines that are reckoned from others and open no rows. `typed` stands for what is counted.
    """

    table: Table
    cubes: Mapping[str, Cube]
    derived: Sequence[tuple[Line, Sequence[Decimal]]] = ()
    typed: Mapping[tuple[str, str], str] = field(default_factory=dict)  # by line and column

    @cached_property
    def rows(self) -> list[tuple[Line, list[Value]]]:
        told = [(line, self._values(line)) for line in self.table.lines]
        return told + [(line, self._reckoned(line, amounts)) for line, amounts in self.derived]

    def _reckoned(self, line: Line, amounts: Sequence[Decimal]) -> list[Value]:
        pairs = zip(self.table.columns, amounts, strict=True)
        return [
            self._typed(line, column) or Value(column, amount, line.look)
            for column, amount in pairs
        ]

    def _typed(self, line: Line, column: Column) -> Value | None:
        text = self.typed.get((line.key, column.key), "")
        if text or self.table.is_typed(line, column):
            return Value(column, text, "typed")
        return None

    @cached_property
    def total(self) -> tuple[Line, list[Value]] | None:
        line = self.table.total_line
        return (line, self._values(line)) if self.table.total else None

    @property
    def all_rows(self) -> list[tuple[Line, list[Value]]]:
        return [*self.rows, *filter(None, [self.total])]

    def _values(self, line: Line) -> list[Value]:
        parts: dict[str, Cube] = {}
        return [self._value(line, column, parts) for column in self.table.columns]

    def _value(self, line: Line, column: Column, parts: dict[str, Cube]) -> Value:
        if typed := self._typed(line, column):
            return typed
        query = cell_query(self.table.key, line.key, column.key)
        return Value(column, self._amount(line, column, parts), line.look or column.look, query)

    def _amount(self, line: Line, column: Column, parts: dict[str, Cube]):
        """The part of a line is looked for once: a cube may have thousands of cells."""
        facts = self.table.facts_of(line, column)
        if facts.key not in parts:
            parts[facts.key] = self.cubes[facts.key].part({**self.table.where, **line.where})
        return parts[facts.key].sum(column.where_in(line), self.table.measure(line, column))

    @cached_property
    def balance(self) -> "Balance | None":
        """Of the last line: all together."""
        if self.table.balance is None:
            return None
        _, values = self.all_rows[-1]
        by_key = {value.column.key: value for value in values}
        start, came, went, end = self.table.balance
        return Balance(
            by_key[start],
            [by_key[key] for key in came],
            [by_key[key] for key in went],
            by_key[end],
        )


@dataclass(frozen=True)
class Balance:
    """What there was, with what came and without what went, is what there is."""

    start: Value
    came: list[Value]
    went: list[Value]
    end: Value

    @property
    def is_even(self) -> bool:
        came = sum(value.amount for value in self.came)
        went = sum(value.amount for value in self.went)
        return self.start.amount + came - went == self.end.amount
