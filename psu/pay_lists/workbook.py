"""The pay list as a workbook for the accountant: numbers as numbers, sums as formulas."""

import io

from xlsxwriter.utility import xl_range

from kis.lib.dates import polish
from kis.lib.workbooks import new_workbook
from psu.models import PayLine, PayList
from psu.pay_lists.ways import way_of_payment

# Head, width in characters, kind of the cell: text, hours, money or percent.
COLUMNS = [
    ("Lp.", 5, "ordinal"),
    ("Nazwisko i imię", 30, "text"),
    ("PESEL lub dokument", 22, "text"),
    ("Rodzaj pracy", 26, "text"),
    ("Godziny", 10, "hours"),
    ("Stawka, zł", 11, "money"),
    ("Do wypłaty, zł", 14, "money"),
    ("Sposób wypłaty", 34, "text"),
    ("Stawka minimalna, zł", 13, "money"),
    ("Refundacja, %", 12, "hours"),
    ("Refundacja, zł", 14, "money"),
]
# Before what is to be paid, where the accountant has set a tax.
TAX_COLUMNS = [("Brutto, zł", 14, "money"), ("Zaliczka na podatek, zł", 14, "money")]
PAID = 6
SUMMED = {
    "Godziny": "hours",
    "Brutto, zł": "amount",
    "Zaliczka na podatek, zł": "tax",
    "Do wypłaty, zł": "net",
    "Refundacja, zł": "refund",
}
# A spreadsheet shows these by its own language: in Polish 1 234,50.
NUMBER_FORMATS = {"ordinal": "0", "hours": "#,##0.00", "money": "#,##0.00"}
HEAD_ROW = 4


def pay_list_workbook(pay_list: PayList, lines: list[PayLine], sums: dict) -> bytes:
    """`sums` of the lines are kept beside the formulas for readers that do not compute."""
    output = io.BytesIO()
    title = f"Lista wypłat {pay_list}"
    workbook = new_workbook(output, title=title, made_on=pay_list.prepared_on)
    sheet = workbook.add_worksheet("Lista wypłat")
    formats = formats_of(workbook)
    is_taxed = any(line.pay_tax_id for line in lines)
    columns = COLUMNS[:PAID] + (TAX_COLUMNS if is_taxed else []) + COLUMNS[PAID:]
    _write_head(sheet, pay_list, columns, formats)
    for number, line in enumerate(lines, start=1):
        cells = _cells(number, line, is_taxed=is_taxed)
        _write_line(sheet, HEAD_ROW + number, cells, columns, formats)
    _write_sums(sheet, len(lines), sums, columns, formats)
    _set_page(sheet)
    workbook.close()
    return output.getvalue()


def formats_of(workbook):
    number = {
        kind: workbook.add_format({"num_format": pattern, "border": 1, "valign": "top"})
        for kind, pattern in NUMBER_FORMATS.items()
    }
    return number | {
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "text": workbook.add_format({"border": 1, "valign": "top", "text_wrap": True}),
        "head": workbook.add_format(
            {
                "bold": True,
                "border": 1,
                "text_wrap": True,
                "bg_color": "#E9F1F1",
                "valign": "bottom",
            }
        ),
        "sum": workbook.add_format({"bold": True, "border": 1, "num_format": "#,##0.00"}),
        "sum_label": workbook.add_format({"bold": True, "border": 1}),
    }


def _write_head(sheet, pay_list, columns, formats):
    title = pay_list.title
    sheet.write_string(0, 0, title[0].upper() + title[1:], formats["title"])
    sheet.write_string(1, 0, f"Porozumienie {pay_list.agreement_number}")
    # Nothing that a later step changes: the workbook stays as it was given out.
    sheet.write_string(
        2, 0, f"Sporządzono: {polish(pay_list.prepared_on)}, {pay_list.prepared_name}"
    )
    for column, (head, width, _) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, head, formats["head"])


def _cells(number: int, line: PayLine, *, is_taxed: bool) -> list:
    return [
        number,
        line.person_name,
        line.person_identity,
        line.work,
        line.hours,
        line.per_hour,
        *((line.amount, line.tax) if is_taxed else ()),
        line.net,
        way_of_payment(line),
        line.minimum_per_hour,
        line.refund_percent,
        line.refund,
    ]


def _write_line(sheet, row, cells, columns, formats):
    for column, (value, (_, _, kind)) in enumerate(zip(cells, columns, strict=True)):
        if kind == "text":
            sheet.write_string(row, column, value, formats[kind])
        else:
            sheet.write_number(row, column, value, formats[kind])


def _write_sums(sheet, count, sums, columns, formats):
    row = HEAD_ROW + count + 1
    for column, (head, _, _) in enumerate(columns):
        if head in SUMMED:
            formula = f"=SUM({xl_range(HEAD_ROW + 1, column, HEAD_ROW + count, column)})"
            sheet.write_formula(row, column, formula, formats["sum"], float(sums[SUMMED[head]]))
        else:
            sheet.write_string(row, column, "" if column else "Razem", formats["sum_label"])


def _set_page(sheet):
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.set_footer("&L&F&Rstrona &P z &N")
