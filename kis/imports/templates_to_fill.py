"""A workbook to fill in: the headings of a kind, and beside it what may stand under each of them."""

import datetime
import io

from kis.imports.kinds.kind import Kind
from kis.imports.reading.table import MOST_ROWS
from kis.lib.workbooks import new_workbook

WIDE = 60
LONGEST_LIST = 255  # characters that a spreadsheet takes for a list to choose from


def workbook(kind: type[Kind], *, made_on: datetime.date) -> bytes:
    """Every cell is text: a PESEL keeps its zeros, a day stays as it was typed."""
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
    told.write_row(0, 0, ["Kolumna", "Czy konieczna", "Co może w niej stać", "Przykład"], head)
    for row, column in enumerate(columns, start=1):
        may_hold = ", ".join(column.allowed) or column.hint
        needed = "tak" if column.is_needed else "nie"
        told.write_row(row, 0, [column.heading, needed, may_hold, column.example])
    told.set_column(0, 3, WIDE)
    book.close()
    return output.getvalue()
