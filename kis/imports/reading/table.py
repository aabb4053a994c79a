"""What every reader gives: the rows of a sheet with their numbers, and what was odd about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 4_000


class Unreadable(Exception):
    """The file cannot be read; the text is a Polish sentence for the person who sent it."""


@dataclass(frozen=True)
class Line:
    """`number` is the row's own in the sheet, as a spreadsheet shows it at the edge."""

    number: int
    cells: list[str]


@dataclass
class Sheet:
    """`merged`: numbers of rows whose cells are merged with others.

    `formulas`: places of columns, from 0, in which results of formulas were taken.
    """

    names: list[str]
    lines: list[Line]
    merged: set[int] = field(default_factory=set)
    formulas: set[int] = field(default_factory=set)


def kept(rows: Iterable[tuple[int, list[str]]], *, most: int | None = None) -> Iterator[Line]:
    """Rows with something in them; raises Unreadable behind MOST_ROWS. `most`: the first ones alone."""
    found = 0
    for number, cells in rows:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        found += 1
        if found > MOST_ROWS + 1:
            raise Unreadable(
                f"W arkuszu jest więcej niż {MOST_ROWS} wierszy. Podziel listę na mniejsze pliki i wczytaj "
                "je po kolei."
            )
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                f"Wiersz {number} ma więcej niż {MOST_COLUMNS} kolumn. Zostaw w pliku samą listę."
            )
        long = next((place for place, text in enumerate(cells) if len(text) > LONGEST_CELL), None)
        if long is not None:
            raise Unreadable(
                f"W wierszu {number}, w kolumnie {long + 1}, jest tekst dłuższy niż {LONGEST_CELL} znaków. "
                "Skróć go albo usuń tę kolumnę."
            )
        yield Line(number, cells)
        if most and found >= most:
            return
