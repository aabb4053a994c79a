"""The figures as a workbook: numbers as numbers, nobody's name."""

import datetime
import io

from kis.lib.workbooks import new_workbook
from psu.figures.asking import Figures
from psu.pay_lists.workbook import formats_of

HEADS = [
    ("Osoby", 10),
    ("Godziny", 12),
    ("Godziny na listach", 12),
    ("Świadczenia, zł", 16),
    ("Refundacja, zł", 16),
    ("Udział gminy, zł", 16),
]


def figures_workbook(
    tables: dict[str, tuple[list[tuple[str, Figures]], Figures]], *, made_on: datetime.date
) -> bytes:
    """Of each table, by the name of its sheet, the rows by their names, and all together."""
    output = io.BytesIO()
    workbook = new_workbook(output, title="PSU w liczbach", made_on=made_on)
    whole = {"bold": True, "border": 1, "num_format": "0"}
    formats = formats_of(workbook) | {"sum_count": workbook.add_format(whole)}
    for title, (rows, total) in tables.items():
        sheet = workbook.add_worksheet(title)
        sheet.set_column(0, 0, 34)
        sheet.write_string(0, 0, title, formats["head"])
        for column, (head, width) in enumerate(HEADS, start=1):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, formats["head"])
        for row, (name, found) in enumerate(rows, start=1):
            sheet.write_string(row, 0, name, formats["text"])
            _write(sheet, row, found, formats["ordinal"], formats["money"])
        # Persons are not the sum of the rows: who worked in two months is one person of the year.
        last = len(rows) + 1
        sheet.write_string(last, 0, "Razem", formats["sum_label"])
        _write(sheet, last, total, formats["sum_count"], formats["sum"])
        sheet.freeze_panes(1, 1)
    workbook.close()
    return output.getvalue()


def _write(sheet, row, found, whole, money):
    sheet.write_number(row, 1, found.persons, whole)
    sums = (found.hours, found.settled, found.amount, found.refund, found.own_share)
    for column, value in enumerate(sums, start=2):
        sheet.write_number(row, column, value, money)
