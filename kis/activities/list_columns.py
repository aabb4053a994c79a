"""What the directory, and the list of work and internships, tell of each row, to take away."""

from collections.abc import Sequence
from operator import attrgetter

from kis.activities.models import Institution, Placement
from kis.lib.table_files import Column, Table

INSTITUTION = [
    Column("name", "Nazwa", attrgetter("name")),
    Column("kind", "Rodzaj", lambda row: row.get_kind_display()),
    Column("matters", "W jakich sprawach", attrgetter("in_matters")),
    Column("offer", "W czym pomaga", attrgetter("offer")),
    Column("bring", "Co wziąć ze sobą", attrgetter("bring")),
    Column("address", "Adres", attrgetter("address")),
    Column("hours", "Godziny", attrgetter("opening_hours")),
    Column("phone", "Telefon", attrgetter("phone")),
    Column("email", "E-mail", attrgetter("email")),
    Column("website", "Strona", attrgetter("website")),
    Column("contact", "Do kogo się zwrócić", attrgetter("contact")),
    Column("checked_on", "Sprawdzono", attrgetter("checked_on")),
]

PLACEMENT = [
    Column("person", "Osoba", lambda row: str(row.person)),
    Column("kind", "Rodzaj", lambda row: str(row.kind)),
    Column("employer", "Pracodawca", attrgetter("employer")),
    Column("work", "Stanowisko lub praca", attrgetter("work")),
    Column("starts_on", "Od", attrgetter("starts_on")),
    Column("planned_end_on", "Planowany koniec", attrgetter("planned_end_on")),
    Column("ends_on", "Ostatni dzień", attrgetter("ends_on")),
    Column("outcome", "Wynik", lambda row: row.get_outcome_display()),
]


def institutions_table(rows: Sequence[Institution]) -> Table:
    return Table("Instytucje i specjaliści", "instytucje-i-specjalisci", INSTITUTION, rows)


def placements_table(rows: Sequence[Placement]) -> Table:
    return Table("Praca i staże", "praca-i-staze", PLACEMENT, rows)
