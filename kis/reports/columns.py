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
