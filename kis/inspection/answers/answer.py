"""One question of an inspection: its rows, what is told of each, and where the facts of a row stand."""

from collections.abc import Sequence
from typing import Any

from kis.inspection.asked import Asked
from kis.lib.table_files import Column, Table


class Answer:
    """`slug` stands in the address; `about` says which rows these are. `short`: the sheet of a workbook."""

    slug = title = short = about = empty = ""
    columns: list[Column] = []

    def rows(self, asked: Asked) -> Sequence[Any]:
        """Of the people whom the reader sees, in the order of the page; a QuerySet or a list."""
        raise NotImplementedError

    def person(self, row) -> int:
        """Its number, for the access log."""
        return row.person_id

    def address(self, row) -> str:
        """The page where what the row tells is recorded."""
        raise NotImplementedError

    def table(self, rows: Sequence[Any], asked: Asked) -> Table:
        return Table(f"{self.short} {asked.year}", f"{self.slug}-{asked.year}", self.columns, rows)
