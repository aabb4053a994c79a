"""A report as a workbook: its tables one under another, numbers as numbers, nobody's name."""

import datetime
import io
from decimal import Decimal

from kis.lib.workbooks import new_workbook

FORMATS = {
    "count": "0",
    "hours": "#,##0.00",
    "money": "#,##0.00",
    "ratio": "#,##0.00",
    "typed": "General",
}
HEAD_WIDTH, WIDTH = 52, 16


def report_workbook(title: str, tables: list[dict], *, made_on: datetime.date) -> bytes:
    """`tables` as kis.reports.frozen has them."""
    output = io.BytesIO()
    workbook = new_workbook(output, title=title, made_on=made_on)
    looks = _looks(workbook)
    sheet = workbook.add_worksheet("Sprawozdanie")
    widest = max((len(table["columns"]) for table in tables), default=1)
    sheet.set_column(0, 0, HEAD_WIDTH)
    sheet.set_column(1, widest, WIDTH)
    sheet.write_string(0, 0, title, looks["title"])
    row = 2
    for table in tables:
        row = _write(sheet, row, table, looks)
    sheet.fit_to_pages(1, 0)
    workbook.close()
    return output.getvalue()


def _looks(workbook) -> dict:
    bold, border = {"bold": True}, {"border": 1}
    head = {**bold, **border, "bg_color": "#E9F1F1", "text_wrap": True}
    return {
        "title": workbook.add_format({**bold, "font_size": 14}),
        "heading": workbook.add_format({**bold, "font_size": 12}),
        "head": workbook.add_format(head),
        "label": workbook.add_format({**border, "text_wrap": True}),
        "note": workbook.add_format({"italic": True}),
        **{look: workbook.add_format({**border, "num_format": f}) for look, f in FORMATS.items()},
    }


def _write(sheet, row: int, table: dict, looks: dict) -> int:
    """The row behind the table and an empty one."""
    sheet.write_string(row, 0, table["title"], looks["heading"])
    if table["note"]:
        row += 1
        sheet.write_string(row, 0, table["note"], looks["note"])
    row += 1
    heads = [table["head"], *(column["heading"] for column in table["columns"])]
    for place, head in enumerate(heads):
        sheet.write_string(row, place, head, looks["head"])
    for line in table["lines"]:
        row += 1
        sheet.write_string(row, 0, line["label"], looks["label"])
        for place, cell in enumerate(line["cells"], start=1):
            _write_cell(sheet, row, place, cell, looks[cell["look"]])
    if table["balance"]:
        row += 1
        sheet.write_string(row, 0, f"Bilans: {table['balance']}", looks["note"])
    return row + 2


def _write_cell(sheet, row: int, place: int, cell: dict, look) -> None:
    """What is withheld stands in its words."""
    if not cell["words"]:
        sheet.write_blank(row, place, None, look)
    elif cell["amount"] is None:
        sheet.write_string(row, place, cell["words"], look)
    else:
        sheet.write_number(row, place, Decimal(cell["amount"]), look)
