"""What the tables of figures tell, to take away. A row has its name first and its figures last."""

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from kis.lib.table_files import Column, Table
from psu.figures.asking import Figures
from psu.rules.year_days import YearDays


class OfPerson(NamedTuple):
    """`person`: the number, None of who is not the reader's to see and has neither name nor address."""

    name: str
    address: str
    person: int | None
    found: Figures | YearDays


def _told(key: str, heading: str) -> Column:
    told = attrgetter(key)
    return Column(key, heading, lambda row: told(row[-1]))


def _named(heading: str) -> Column:
    return Column("name", heading, lambda row: row[0])


SUMS = [
    _told("hours", "Godziny"),
    _told("settled", "Godziny na listach"),
    _told("amount", "Świadczenia"),
    _told("refund", "Refundacja"),
    _told("own_share", "Udział gminy"),
]
DAYS = [
    _told("used", "Dni"),
    _told("most", "Limit"),
    _told("until", "Ostatni dzień w limicie"),
]


def figures_table(title: str, head: str, rows: Sequence[tuple]) -> Table:
    file_name = f"psu-w-liczbach-{title.lower().replace(' ', '-')}"
    return Table(title, file_name, [_named(head), _told("persons", "Osoby"), *SUMS], rows)


def people_table(rows: Sequence[OfPerson]) -> Table:
    return Table("PSU w liczbach, osoby", "psu-w-liczbach-osoby", [_named("Osoba"), *SUMS], rows)


def days_table(rows: Sequence[OfPerson]) -> Table:
    return Table("Dni prac w roku", "psu-dni-prac", [_named("Osoba"), *DAYS], rows)
