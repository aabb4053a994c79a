"""The months of a statement as a workbook: numbers as numbers, closed and open ones summed apart."""

import io

from kis.lib.workbooks import new_workbook
from psu.models import PersonPaper
from psu.pay_lists.workbook import formats_of

# Head, width in characters, kind of the cell.
COLUMNS = [
    ("Miesiąc", 18, "text"),
    ("Porozumienie", 16, "text"),
    ("Plan, godz.", 11, "hours"),
    ("Przepracowano, godz.", 14, "hours"),
    ("U", 6, "ordinal"),
    ("N", 6, "ordinal"),
    ("O", 6, "ordinal"),
    ("P", 6, "ordinal"),
    ("Świadczenie, zł", 14, "money"),
    ("Wypłacono, zł", 14, "money"),
    ("Stan", 44, "text"),
]
HEAD_ROW = 3


def statement_workbook(paper: PersonPaper) -> bytes:
    output, facts = io.BytesIO(), paper.facts
    workbook = new_workbook(output, title=f"Zestawienie nr {paper}", made_on=paper.made_on)
    sheet, formats = workbook.add_worksheet("Miesiące"), formats_of(workbook)
    sheet.write_string(
        0, 0, f"Prace społecznie użyteczne, zestawienie nr {paper}", formats["title"]
    )
    sheet.write_string(1, 0, f"{facts['facts'][0][1]}, {paper.period}, stan na {facts['on']}")
    for column, (head, width, _) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, head, formats["head"])
    for number, cells in enumerate(_rows(facts), start=1):
        for column, (value, (_, _, kind)) in enumerate(zip(cells, COLUMNS, strict=True)):
            if kind == "text":
                sheet.write_string(HEAD_ROW + number, column, value, formats[kind])
            else:
                sheet.write_number(HEAD_ROW + number, column, float(value), formats[kind])
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    workbook.close()
    return output.getvalue()


def _rows(facts: dict):
    for row in facts["months"]:
        yield _cells(row["month"], row["agreement"], row, row["standing"])
    if facts["closed"]:
        yield _cells("Razem zamknięte", "", facts["closed"], "")
    if facts["open"]:
        yield _cells("Razem otwarte", "", facts["open"], f"stan na {facts['on']}, może się zmienić")


def _cells(month: str, agreement: str, row: dict, standing: str) -> list:
    return [
        *(month, agreement, row["planned"], row["hours"], *row["absences"]),
        *(row["amount"], row["paid"], standing),
    ]
