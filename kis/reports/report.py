"""A report of a period: its tables with figures, and the rows behind any of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kis.reports.asking import COUNT, Facts, Row, Where
from kis.reports.tables import Column, Filled, Line


@dataclass(frozen=True)
class Opened:
    """The rows of one cell, with the words that say which."""

    filled: Filled
    line: Line
    column: Column
    rows: list[Row]

    @property
    def facts(self) -> Facts:
        return self.filled.table.facts_of(self.line, self.column)

    @property
    def is_sum(self) -> bool:
        return self.filled.table.measure(self.line, self.column) != COUNT

    @property
    def title(self) -> str:
        return f"{self.filled.table.title}: {self.line.label}, {self.column.heading.lower()}"


@dataclass(frozen=True)
class Report:
    """`key` and `year` name it in addresses."""

    key: str
    year: int
    title: str
    filled: Mapping[str, Filled]
    values: Where
    facts: Sequence[Facts]

    @property
    def tables(self) -> list[Filled]:
        return list(self.filled.values())

    def withholding(self, told: list[dict]) -> "Report":
        """With the words of `told` (the tables as kis.reports.frozen has them) where no amount is told."""
        hidden = {
            table["key"]: {
                (line["key"], column["key"]): cell["words"]
                for line in table["lines"]
                for column, cell in zip(table["columns"], line["cells"], strict=True)
                if cell["amount"] is None
            }
            for table in told
        }
        filled = {
            key: replace(each, typed={**each.typed, **hidden[key]})
            for key, each in self.filled.items()
        }
        return replace(self, filled=filled)

    def opened(self, table: str, line: str, column: str) -> Opened | None:
        """None where there is no such cell. One query."""
        filled = self.filled.get(table)
        found = filled and (filled.table.line(line), filled.table.column(column))
        if not found or None in found or filled.table.is_typed(*found):
            return None
        where = filled.table.conditions(*found)
        measure = filled.table.measure(*found)
        rows = filled.table.facts_of(*found).rows(where, measure, self.values)
        return Opened(filled, *found, rows)
