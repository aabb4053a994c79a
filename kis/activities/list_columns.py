"""What the directory, the list of work and internships, and a month tell of each row, to take away."""

from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from kis.activities.models import Institution, Placement
from kis.activities.month_sheet import Sheet
from kis.activities.months import MonthOf
from kis.lib.dates import polish
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


MONTH = [
    Column("person", "Osoba", lambda row: str(row.person)),
    Column("rate", "Frekwencja (%)", lambda row: row.tally.percent),
    Column("asked", "Ile obecności wymaga kontrakt", lambda row: row.often and row.often.times),
    Column("attended", "Obecności", attrgetter("tally.attended")),
    Column("partly", "W tym spóźnienia i wyjścia", attrgetter("partly")),
    Column("excused", "Usprawiedliwione", attrgetter("tally.excused")),
    Column("unexcused", "Nieusprawiedliwione", attrgetter("tally.unexcused")),
    Column("unmarked", "Nieoznaczone", attrgetter("unmarked")),
    Column("contract", "Kontrakt", lambda row: row.contract.number if row.contract else ""),
]


def month_table(of: MonthOf, sheet: Sheet) -> Table:
    """With a column of letters for each day of the club, or meeting of the group."""
    days = [
        Column(f"day-{place}", polish(column.day), partial(_letters, place))
        for place, column in enumerate(sheet.columns)
    ]
    name = f"{of.month:%Y-%m}"
    return Table(f"Obecności {name}", f"obecnosci-{name}", [*MONTH, *days], sheet.rows)


def _letters(place: int, row) -> str:
    return " ".join(cell.letter for cell in row.cells[place])


def institutions_table(rows: Sequence[Institution]) -> Table:
    return Table("Instytucje i specjaliści", "instytucje-i-specjalisci", INSTITUTION, rows)


def placements_table(rows: Sequence[Placement]) -> Table:
    return Table("Praca i staże", "praca-i-staze", PLACEMENT, rows)
