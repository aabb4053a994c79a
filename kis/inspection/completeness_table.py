"""What the matrix of completeness tells of each stay, on the screen, in its table and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from urllib.parse import urlencode

from django.urls import reverse

from kis.inspection.completeness import ANYTHING, ITEMS, Counts, Item, Row
from kis.lib.table_files import Column, Table
from participants.models import Participation

THERE, LACKS, NOT_ASKED = "jest", "brak", "nie dotyczy"
# Where a reader who may not settle it looks at it: pages of the person's file.
LOOK = {
    "information": "participants:details",
    "declaration": "contracts:participation",
    "category": "participants:eligibility",
    "evidence": "participants:eligibility",
    "entitlements": "participants:eligibility",
    "contract": "contracts:person",
    "reviews": "contracts:person",
    "attendance": "activities:person",
    "certificate": "contracts:participation",
}


@dataclass(frozen=True)
class Cell:
    item: Item
    word: str
    act: str = ""
    address: str = ""

    @property
    def lacks(self) -> bool:
        return self.word == LACKS


@dataclass(frozen=True)
class Line:
    stay: Participation
    row: Row

    def cells(self, user) -> list[Cell]:
        return [self._cell(item, user) for item in ITEMS]

    def _cell(self, item: Item, user) -> Cell:
        word = self.word_of(item)
        if word != LACKS:
            return Cell(item, word)
        if user.has_perm(item.right):
            return Cell(item, word, item.act, item.address(self.stay))
        return Cell(item, word, "Otwórz", reverse(LOOK[item.key], args=[self.row.person_id]))

    def word_of(self, item: Item) -> str:
        if item.key in self.row.lacks:
            return LACKS
        return THERE if item.key in self.row.asked else NOT_ASKED


def lines(rows: Sequence[Row]) -> list[Line]:
    """The rows with their stays and people. One query."""
    stays = Participation.objects.select_related("person").in_bulk([row.pk for row in rows])
    return [Line(stays[row.pk], row) for row in rows if row.pk in stays]


@dataclass(frozen=True)
class Summed:
    """A worker's row of figures, or that of all: each figure with the address of the rows behind it."""

    name: str
    stays: int
    people: int
    figures: list[tuple[str, int, str]]


def summed(name: str, row: Counts, year: int) -> Summed:
    told = [("Z brakiem", ANYTHING), *((item.heading, item.key) for item in ITEMS)]
    figures = [(heading, row.gaps[key], _rows_of(row, key, year)) for heading, key in told]
    return Summed(name, row.stays, row.people, figures)


def _rows_of(row: Counts, key: str, year: int) -> str:
    chosen = {"rok": year, "brak": key} | ({"pracownik": row.worker} if row.worker else {})
    return f"{reverse('inspection:completeness')}?{urlencode(chosen)}#wiersze"


def _told(item: Item) -> Column:
    return Column(item.key, item.heading, lambda line: line.word_of(item))


def completeness_table(rows: Sequence[Row], workers: dict[int, str], year: int) -> Table:
    columns = [
        Column("person", "Osoba", lambda line: str(line.stay.person)),
        Column("starts_on", "Udział od", attrgetter("stay.starts_on")),
        Column("ends_on", "do", attrgetter("stay.ends_on")),
        *map(_told, ITEMS),
        Column("worker", "Prowadzi", lambda line: workers[line.row.worker]),
    ]
    return Table(f"Kompletność {year}", f"kompletnosc-{year}", columns, lines(rows))
