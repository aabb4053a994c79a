"""What the lists of staff and grants tell, to take away."""

from collections.abc import Sequence
from operator import attrgetter

from kis.lib.table_files import Column, Table
from kis.reports.models import Grant, Staff

STAFF = [
    Column("name", "Imię i nazwisko", attrgetter("name")),
    Column("sex", "Płeć", lambda row: row.get_sex_display()),
    Column("position", "Stanowisko", attrgetter("position")),
    Column("basis", "Podstawa", lambda row: row.basis_note or row.get_basis_display()),
    Column("full_time", "Część etatu", attrgetter("full_time")),
    Column("monthly_hours", "Godziny w miesiącu", attrgetter("monthly_hours")),
    Column("starts_on", "Od", attrgetter("starts_on")),
    Column("ends_on", "Do", attrgetter("ends_on")),
]
GRANTS = [
    Column("year", "Rok", attrgetter("year")),
    Column("source", "Źródło", lambda row: row.get_source_display()),
    Column("title", "Dotacja", attrgetter("title")),
    Column("agreement", "Umowa lub decyzja", attrgetter("agreement")),
    Column("received_on", "Otrzymano dnia", attrgetter("received_on")),
    Column("received", "Otrzymano, zł", attrgetter("received")),
    Column("spent", "Wykorzystano, zł", attrgetter("spent")),
    Column("returned", "Zwrócono, zł", attrgetter("returned")),
    Column("left", "Pozostaje, zł", attrgetter("left")),
    Column("settled_on", "Rozliczono dnia", attrgetter("settled_on")),
]


def staff_table(rows: Sequence[Staff]) -> Table:
    return Table("Kadra", "kadra-kis", STAFF, rows)


def grants_table(rows: Sequence[Grant]) -> Table:
    return Table("Dotacje", "dotacje-kis", GRANTS, rows)


def cells_table(title: str, tables: list[dict]) -> Table:
    """A report cell by cell; `tables` as kis.reports.frozen has them."""
    rows = [
        (table["title"], line["label"], column["heading"], cell)
        for table in tables
        for line in table["lines"]
        for column, cell in zip(table["columns"], line["cells"], strict=True)
    ]
    columns = [
        Column("table", "Część", lambda row: row[0]),
        Column("line", "Wiersz", lambda row: row[1]),
        Column("column", "Kolumna", lambda row: row[2]),
        # A number as a number, without the look of a page; what is none in its words.
        Column("value", "Wartość", lambda row: row[3]["amount"] or row[3]["words"]),
    ]
    return Table(title, "sprawozdanie", columns, rows)
