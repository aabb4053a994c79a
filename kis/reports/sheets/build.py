"""A sheet as a report: its parts as tables, years beside each other, typed figures among the counted ones."""

import datetime

from django.utils.text import slugify

from kis.reports.asking import cubes_of
from kis.reports.models import ReportCopy, SheetLine, TypedFigure
from kis.reports.report import Report
from kis.reports.sheets.catalogue import cell, tables_on
from kis.reports.tables import Column, Filled, Line, Table
from kis.reports.yearly import facts

RESOURCES_YEARS = 3
FORECAST = "prognoza"
# In the place of facts of a row that only the office knows.
NOTHING_COUNTED = facts.STAYS


def central_sheet(year: int) -> Report:
    title = f"Dane o KIS do Centralnej Aplikacji Statystycznej (MRiPS CAS 01): {year}"
    return _report(ReportCopy.Report.CENTRAL, title, year, [_year(year)])


def resources_sheet(year: int) -> Report:
    """With the forecast of the next year, which is the office's own."""
    years = range(year - RESOURCES_YEARS + 1, year + 1)
    columns = [*map(_year, years), Column(FORECAST, f"Prognoza {year + 1}", is_typed=True)]
    title = f"Ocena zasobów pomocy społecznej, dane klubu: {years[0]}–{year}"
    return _report(ReportCopy.Report.RESOURCES, title, year, columns)


SHEETS = {
    ReportCopy.Report.CENTRAL: central_sheet,
    ReportCopy.Report.RESOURCES: resources_sheet,
}


def _year(year: int) -> Column:
    return Column(str(year), str(year), year=year)


def _report(key: str, title: str, year: int, columns: list[Column]) -> Report:
    """The rows of the year's last day. A constant number of queries."""
    last = datetime.date(year, 12, 31)
    rows = list(SheetLine.objects.filter(sheet=key).on(last).order_by("place", "code"))
    typed = {
        (row.code, row.column): row.text
        for row in TypedFigure.objects.filter(sheet=key, year=year).exclude(text="")
    }
    known = tables_on(last)
    sections: dict[str, list[Line]] = {}
    for row in rows:
        sections.setdefault(row.section, []).append(_line(row, known))
    tables = [_table(section, lines, columns) for section, lines in sections.items()]
    asked = {
        each.key: each
        for table in tables
        for line in table.lines
        for column in table.columns
        if not table.is_typed(line, column)
        for each in [table.facts_of(line, column)]
    }
    cubes = cubes_of(asked.values(), {}) if asked else {}
    filled = {table.key: Filled(table, cubes, typed=typed) for table in tables}
    return Report(key, year, title, filled, {}, list(asked.values()))


def _line(row: SheetLine, known) -> Line:
    counted = cell(row.figure, known) if row.figure else None
    if counted is None:
        return Line(row.code, row.heading, is_typed=True)
    return Line(
        row.code, row.heading, counted.where, counted.measure, counted.look, facts=counted.facts
    )


def _table(section: str, lines: list[Line], columns: list[Column]) -> Table:
    return Table(
        slugify(section) or "czesc",
        section,
        "Co podaje wiersz",
        NOTHING_COUNTED,
        lines,
        columns,
        total="",
    )
