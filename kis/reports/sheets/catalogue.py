"""The figures that a row of a sheet may show: cells of the program's other reports, by their addresses.

A row names the report, its table, its line and its column; so it counts, and opens, what the cell does.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kis.activities.models import ActivityKind
from kis.reports.asking import Cube, Facts, Where
from kis.reports.contracts_count.tables import tables as contract_tables
from kis.reports.council.tables import work_table
from kis.reports.tables import Column, Line, Table
from kis.reports.yearly import facts
from kis.reports.yearly.tables import groups_of_year, tables_of

YEARLY, CONTRACTS, WORKS = "roczne", "kontrakty", "psu"
# Nothing is counted: with no cube the tables have their lines and columns all the same.
UNCOUNTED = {each.key: Cube([]) for each in facts.ALL}
ONE_YEAR = [Column("rok", "Rok")]


@dataclass(frozen=True)
class Cell:
    """What a cell counts, and how it is called."""

    title: str
    facts: Facts
    where: Where
    measure: str
    look: str


Tables = Mapping[tuple[str, str], Table]


def tables_on(day: datetime.date) -> Tables:
    """By report and key of the table. One query."""
    groups = groups_of_year(UNCOUNTED, day)
    found = {
        YEARLY: tables_of(UNCOUNTED, groups),
        CONTRACTS: contract_tables(),
        WORKS: [work_table(ONE_YEAR)],
    }
    return {(report, table.key): table for report, tables in found.items() for table in tables}


def address(report: str, table: str, line: str, column: str) -> str:
    return "/".join((report, table, line, column))


def cell(figure: str, tables: Tables) -> Cell | None:
    """None of an address that leads nowhere any more."""
    report, table_key, rest = [*figure.split("/", 2), "", ""][:3]
    line_key, _, column_key = rest.rpartition("/")  # a service may have a stroke in its name
    table = tables.get((report, table_key))
    if table is None:
        return None
    line, column = _line(table, line_key), table.column(column_key)
    if line is None or column is None:
        return None
    return Cell(
        f"{table.title}: {line.label}, {column.heading.lower()}",
        table.facts_of(line, column),
        table.conditions(line, column),
        table.measure(line, column),
        line.look or column.look,
    )


def _line(table: Table, key: str) -> Line | None:
    """Services are named by the centre: their lines are those that it used in a year, whatever year."""
    if table.facts is facts.SERVICES and key and not table.line(key):
        return Line(key, key, {"service": key})
    return table.line(key)


def choices(day: datetime.date) -> list[tuple[str, list[tuple[str, str]]]]:
    """By table, for whoever arranges a sheet. Two queries."""
    tables, services = tables_on(day), _services(day)
    return [
        (table.title, list(_cells(report, table, services)))
        for (report, _), table in tables.items()
    ]


def _services(day: datetime.date) -> list[tuple[str, str]]:
    """Kind of reintegration and service, as the centre names them now."""
    kinds = ActivityKind.objects.on(day).order_by("service")
    return list(dict.fromkeys(kinds.values_list("reintegration", "service")))


def _cells(report: str, table: Table, services) -> Iterable[tuple[str, str]]:
    lines = [*table.lines, *([table.total_line] if table.total else [])]
    if table.facts is facts.SERVICES:
        of_kind = table.where["reintegration"]
        lines = [*(Line(name, name) for kind, name in services if kind == of_kind), *lines]
    for line in lines:
        for column in table.columns:
            yield (
                address(report, table.key, line.key, column.key),
                f"{line.label}: {column.heading.lower()}",
            )
