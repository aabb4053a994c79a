"""A table of any length into a file, some rows at a time: what is written is no longer kept in memory."""

import csv
import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpResponse

from kis.lib.refusals import Refused
from kis.lib.table_files import MOST_PREPARED, Column, Table, harmless, in_words
from kis.lib.workbooks import new_workbook

AT_ONCE = 500
NARROWEST, WIDEST = 8, 48  # letters


class LongTable:
    """Takes the rows of a list instead of its page: see kis.lib.table_files.Taker.

    `tell(done, of)` hears how far it is. Afterwards `count`, `kind` and `people` say what is in the file.
    """

    def __init__(
        self, path: Path, ending: str, *, on: datetime.date, tell: Callable[[int, int], None]
    ):
        self.path, self.ending, self.on, self.tell = path, ending, on, tell
        self.is_taken, self.count, self.kind = False, 0, ""
        self.people: set[int] = set()
        self.file_name = ""

    def take(self, rows, table, *, kind="", person=None) -> HttpResponse:
        """Raises Refused for a list that is longer than any file."""
        of = rows.count() if isinstance(rows, QuerySet) else len(rows)
        if of > MOST_PREPARED:
            raise Refused(
                f"Plik może mieć najwyżej {MOST_PREPARED} wierszy, a ta lista ma ich {of}. Zawęź listę."
            )
        self.is_taken, self.kind = True, kind
        first = table([])
        self.file_name = f"{first.file_name}-{self.on.isoformat()}.{self.ending}"
        writer = _csv if self.ending == "csv" else _workbook
        with writer(self.path, first, self.on) as write:
            for some in _some_at_a_time(rows):
                made = table(some)
                if person:
                    self.people.update(filter(None, map(person, made.rows)))
                write(made.cells())
                self.count += len(made.rows)
                self.tell(self.count, of)
        return HttpResponse()


def _some_at_a_time(rows) -> Iterator[Sequence[Any]]:
    """Of a QuerySet as it stood at the first row; of what is sliced, slice after slice."""
    if not isinstance(rows, QuerySet):
        for start in range(0, len(rows), AT_ONCE):
            yield rows[start : start + AT_ONCE]
        return
    with _server_side_cursors():
        some = []
        for row in rows.iterator(chunk_size=AT_ONCE):
            some.append(row)
            if len(some) == AT_ONCE:
                yield some
                some = []
        if some:
            yield some


@contextmanager
def _server_side_cursors():
    """Pages do without, for their few rows; without one here all rows would wait in memory."""
    settings = connection.settings_dict
    usual = settings["DISABLE_SERVER_SIDE_CURSORS"]
    settings["DISABLE_SERVER_SIDE_CURSORS"] = False
    try:
        yield
    finally:
        settings["DISABLE_SERVER_SIDE_CURSORS"] = usual


Write = Callable[[list[list]], None]


@contextmanager
def _csv(path: Path, table: Table, on: datetime.date) -> Iterator[Write]:
    """As kis.lib.table_files.as_csv writes it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(map(harmless, table.headings))
        yield lambda rows: writer.writerows(map(harmless, cells) for cells in rows)


@contextmanager
def _workbook(path: Path, table: Table, on: datetime.date) -> Iterator[Write]:
    """As kis.lib.table_files.as_xlsx writes it, but for the widths: those follow from the first rows."""
    workbook = new_workbook(str(path), title=table.title, made_on=on, row_by_row=True)
    sheet = workbook.add_worksheet(table.title)
    head = workbook.add_format({"bold": True, "bg_color": "#E9F1F1"})
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, table.headings, head)
    written = 0

    def write(rows: list[list]) -> None:
        nonlocal written
        if not written:
            _set_widths(sheet, table.columns, rows)
        for cells in rows:
            written += 1
            sheet.write_row(written, 0, cells)

    yield write
    sheet.autofilter(0, 0, max(written, 1), len(table.columns) - 1)
    workbook.close()


def _set_widths(sheet, columns: Sequence[Column], rows: list[list]) -> None:
    for place, column in enumerate(columns):
        longest = max(len(str(in_words(cells[place]))) for cells in rows)
        width = max(len(column.heading), longest) + 2
        sheet.set_column(place, place, min(max(width, NARROWEST), WIDEST))
