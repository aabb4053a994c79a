"""The table of an application as a workbook: numbers as numbers, sums as formulas."""

import io

from xlsxwriter.utility import xl_range

from kis.lib.dates import month_name, polish
from kis.lib.workbooks import new_workbook
from psu.models import PayLine, RefundApplication
from psu.pay_lists.refunds.paper import amount_head
from psu.pay_lists.workbook import formats_of

# Head, width in characters, kind of the cell.
COLUMNS = [
    ("Lp.", 5, "ordinal"),
    ("Nazwisko i imię", 30, "text"),
    ("PESEL lub dokument", 22, "text"),
    ("Lista wypłat", 12, "text"),
    ("Dzień wypłaty", 14, "text"),
    ("Godziny", 10, "hours"),
    ("Stawka, zł", 11, "money"),
    ("Wypłacono, zł", 14, "money"),
    ("Stawka minimalna, zł", 13, "money"),
    ("Refundacja, %", 12, "hours"),
    ("Refundacja, zł", 14, "money"),
]
SUMMED = {5: "hours", 7: "amount", 10: "refund"}
AMOUNT = 7
HEAD_ROW = 4


def refund_workbook(application: RefundApplication, lines: list[PayLine]) -> bytes:
    output = io.BytesIO()
    title = f"Wniosek o refundację {application}"
    workbook = new_workbook(output, title=title, made_on=application.made_on)
    sheet = workbook.add_worksheet("Wniosek o refundację")
    formats = formats_of(workbook)
    _write_head(sheet, application, lines, formats)
    for number, line in enumerate(lines, start=1):
        _write_row(sheet, HEAD_ROW + number, _cells(number, line), formats)
    _write_sums(sheet, application, len(lines), formats)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    workbook.close()
    return output.getvalue()


def _write_head(sheet, application, lines, formats) -> None:
    title = f"Wniosek o refundację nr {application} za {month_name(application.month)}"
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, f"Porozumienie {application.agreement_number}")
    made = f"Sporządzono: {polish(application.made_on)}, {application.made_name}"
    sheet.write_string(2, 0, made)
    for column, (head, width, _) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        words = amount_head(lines) if column == AMOUNT else head
        sheet.write_string(HEAD_ROW, column, words, formats["head"])


def _cells(number: int, line: PayLine) -> list:
    return [
        *(number, line.person_name, line.person_identity),
        *(_list_of(line), polish(line.pay_list.paid_on)),
        *(line.hours, line.per_hour, line.amount),
        *(line.minimum_per_hour, line.refund_percent, line.refund),
    ]


def _list_of(line: PayLine) -> str:
    if line.corrects is None:
        return str(line.pay_list)
    return f"{line.pay_list}, korekta za {month_name(line.corrects)}"


def _write_row(sheet, row: int, cells: list, formats) -> None:
    for column, (value, (_, _, kind)) in enumerate(zip(cells, COLUMNS, strict=True)):
        write = sheet.write_string if kind == "text" else sheet.write_number
        write(row, column, value, formats[kind])


def _write_sums(sheet, application, count: int, formats) -> None:
    row = HEAD_ROW + count + 1
    for column in range(len(COLUMNS)):
        if column in SUMMED:
            formula = f"=SUM({xl_range(HEAD_ROW + 1, column, HEAD_ROW + count, column)})"
            value = float(getattr(application, SUMMED[column]))
            sheet.write_formula(row, column, formula, formats["sum"], value)
        else:
            sheet.write_string(row, column, "" if column else "Razem", formats["sum_label"])
