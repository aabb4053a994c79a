"""A workbook in which what was typed stays what it was typed as."""

import datetime

import xlsxwriter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AS_TYPED = dict.fromkeys(["strings_to_formulas", "strings_to_urls", "strings_to_numbers"], False)


def new_workbook(
    output, *, title: str, made_on: datetime.date, row_by_row: bool = False
) -> xlsxwriter.Workbook:
    """Into a file or its name. `row_by_row`: written out in their order, and no longer kept in memory.

    Text stays text: a name that begins with `=` is no formula, an address no link.

    The day alone: made twice of the same, it has the same bytes.
    """
    # A spreadsheet shows this by its own language: in Polish 5.03.2026.
    how = {"constant_memory": True} if row_by_row else {"in_memory": True}
    options = {**how, "default_date_format": "d.mm.yyyy", **AS_TYPED}
    workbook = xlsxwriter.Workbook(output, options)
    created = datetime.datetime.combine(made_on, datetime.time())
    workbook.set_properties({"title": title, "created": created})
    return workbook
