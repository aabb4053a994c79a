"""Figures and the rows behind them, from one statement.

A statement gives one row for each thing that may be counted. Counted by all their dimensions at once, its
rows are a cube: every cell of every table is the sum of a part of it, and the rows of a cell are those of the
same statement under the same conditions. So a figure and its rows cannot differ.
"""
# ruff: noqa: S608 – put together from statements and names of columns that stand in the source

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

COUNT = "n"  # the measure that counts rows
Where = Mapping[str, Any]


class Row(NamedTuple):
    """`number`: of the thing, None of one put together. `person`: the file that stands, None of no person."""

    number: int | None
    person: int | None
    first: date | None
    last: date | None
    words: str
    value: Decimal | int | None


@dataclass(frozen=True)
class Facts:
    """`sql` has the columns number, person, first, last and words, the dimensions and the sums.

    A row is read on `page` of its person, or where it is nobody's on `page_of_number`. `log_kind`: what the
    access log calls a thing whose number such a row is, where it is people's.
    """

    key: str
    sql: str
    dimensions: tuple[str, ...]
    sums: tuple[str, ...] = ()
    page: str = "contracts:participation"
    page_of_number: str = ""
    log_kind: str = ""

    @property
    def counted(self) -> str:
        """The statement of its cube: a row for each choice of dimensions that there is."""
        sums = "".join(f", sum({name}) AS {name}" for name in self.sums)
        dimensions = ", ".join(self.dimensions)
        return f"SELECT {dimensions}, count(*) AS {COUNT}{sums} FROM ({self.sql}) facts GROUP BY {dimensions}"

    def of_year(self, year: int) -> "Facts":
        """Under a key of its own: a report may ask the same of several years."""
        sql = self.sql.replace("%(first)s", f"DATE '{year}-01-01'")
        sql = sql.replace("%(last)s", f"DATE '{year}-12-31'")
        return replace(self, key=f"{self.key}-{year}", sql=sql)

    @property
    def columns(self) -> tuple[str, ...]:
        return ("number", "person", "first", "last", "words", *self.dimensions, *self.sums)

    def everything(self, values: Where) -> list[tuple]:
        """All rows with all columns. One query."""
        asked = f"SELECT {', '.join(self.columns)} FROM ({self.sql}) facts ORDER BY first, number, person"
        return _asked(asked, values)

    def rows(self, where: Where, measure: str, values: Where) -> list[Row]:
        """Of a cell with these conditions. One query."""
        value = "NULL" if measure == COUNT else measure
        conditions = " AND ".join(f"{name} IS NOT DISTINCT FROM %(is_{name})s" for name in where)
        if measure != COUNT:
            conditions = " AND ".join(filter(None, [conditions, f"{measure} <> 0"]))
        asked = (
            f"SELECT number, person, first, last, words, {value} FROM ({self.sql}) facts "
            f"WHERE {conditions or 'TRUE'} ORDER BY first, number, person"
        )
        given = {f"is_{name}": value for name, value in where.items()}
        return [Row(*row) for row in _asked(asked, {**values, **given})]


def cubes_of(asked: Iterable[Facts], values: Where) -> dict[str, "Cube"]:
    """Of several kinds of facts, by their key. One query."""
    asked = list(asked)
    counted = " UNION ALL ".join(
        f"SELECT '{each.key}' AS key, to_jsonb(cell)::text FROM ({each.counted}) cell"
        for each in asked
    )
    cells = {each.key: [] for each in asked}
    for key, told in _asked(counted, values):
        # A grosz stays a grosz: no float is made of it.
        cells[key].append(json.loads(told, parse_float=Decimal))
    return {key: Cube(found) for key, found in cells.items()}


def _asked(sql: str, values: Where) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@dataclass(frozen=True)
class Cube:
    cells: list[dict[str, Any]]

    def sum(self, where: Where, measure: str = COUNT) -> Decimal | int:
        return sum((cell[measure] or 0 for cell in self._of(where)), 0)

    def values(self, dimension: str, where: Where) -> set:
        """Which of them have anything under these conditions."""
        return {cell[dimension] for cell in self._of(where)}

    def part(self, where: Where) -> "Cube":
        return Cube(list(self._of(where)))

    def _of(self, where: Where) -> Iterable[dict[str, Any]]:
        return (
            cell
            for cell in self.cells
            if all(cell[name] == wanted for name, wanted in where.items())
        )
