"""A workbook of a kind of list: its headings and what may stand under them, empty or with rows to correct."""

import datetime
import io
from collections.abc import Iterable

from kis.imports.kinds.columns import Column
from kis.imports.kinds.kind import Kind
from kis.imports.models import ImportRow
from kis.imports.reading.table import MOST_ROWS
from kis.lib.workbooks import new_workbook

WIDE = 60
LONGEST_LIST = 255  # characters that a spreadsheet takes for a list to choose from
# Behind the columns of the kind; a reader of the corrected file does not know them and leaves them out.
BESIDE = ["Wiersz w pliku", "Co poprawić"]


def workbook(
    kind: type[Kind], *, made_on: datetime.date, rows: Iterable[ImportRow] | None = None
) -> bytes:
    """Every cell is text: a PESEL keeps its zeros, a day stays as it was typed.

    `rows`: those that were left out, each with what was wrong with it.
    """
    output = io.BytesIO()
    book = new_workbook(output, title=kind.title, made_on=made_on)
    head = book.add_format({"bold": True, "bg_color": "#E9F1F1", "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    sheet, told = book.add_worksheet("Lista"), book.add_worksheet("Objaśnienia")
    columns = kind.columns()
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(14, len(column.heading) + 2), text)
        sheet.write_string(0, place, column.heading, head)
        if column.allowed and len(",".join(column.allowed)) <= LONGEST_LIST:
            choice = {"validate": "list", "source": column.allowed}
            sheet.data_validation(1, place, MOST_ROWS, place, choice)
    sheet.freeze_panes(1, 0)
    if rows is not None:
        _write_left_out(sheet, columns, rows, head, text)
    told.write_row(0, 0, ["Kolumna", "Czy konieczna", "Co może w niej stać", "Przykład"], head)
    for row, column in enumerate(columns, start=1):
        may_hold = ", ".join(column.allowed) or column.hint
        needed = "tak" if column.is_needed else "nie"
        told.write_row(row, 0, [column.heading, needed, may_hold, column.example])
    told.set_column(0, 3, WIDE)
    book.close()
    return output.getvalue()


def _write_left_out(sheet, columns: list[Column], rows: Iterable[ImportRow], head, text) -> None:
    beside = len(columns)
    sheet.set_column(beside, beside, 14, text)
    sheet.set_column(beside + 1, beside + 1, WIDE, text)
    sheet.write_row(0, beside, BESIDE, head)
    headings = {column.key: column.heading for column in columns}
    for line, row in enumerate(rows, start=1):
        cells = [row.cells.get(column.key, "") for column in columns]
        for place, cell in enumerate([*cells, str(row.number), _faults(row, headings)]):
            if cell:
                sheet.write_string(line, place, cell, text)


def _faults(row: ImportRow, headings: dict[str, str]) -> str:
    """Urodzona: Nie ma takiego dnia. – one line each."""
    told = ((headings.get(fault["column"], ""), fault["text"]) for fault in row.faults)
    return "\n".join(f"{heading}: {text}" if heading else text for heading, text in told)
