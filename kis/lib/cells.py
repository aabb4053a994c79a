"""A sheet whose cells are saved one by one, as they come from a browser and as they are answered.

`h-12-5` holds what stands in the cell of row 12 in column 5 (`h` is the sheet's prefix) and `earlier-h-12-5`
what the page was opened on, left out when that was nothing. What a cell holds beside its text are its
details, `note-h-12-5` with its `earlier-note-h-12-5`; `keep-h-12-5` answers a conflict.

A sheet brings its own rules: what a text means, what is refused, in which order, how a row is written.
`static/scripts/cells/` is the same in the browser.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from kis.lib.versions import THEIRS


@dataclass(frozen=True)
class TypedCell:
    """A cell that somebody changed. `earlier`: what it showed when the page was opened, empty for nothing.

    `column` is what the sheet's columns are: a day, a number. `details` are those that changed, texts by
    name, `earlier_details` what the page showed; what is left out stays as it is.
    """

    row: int
    column: Any
    text: str
    earlier: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    earlier_details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MarkedCell:
    """What became of a cell. Refused: `sentence` says why, `now` is what the cell holds all the same."""

    cell: TypedCell
    sentence: str = ""
    now: str = ""
    is_conflict: bool = False
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SavedCells:
    saved: list[MarkedCell]
    refused: list[MarkedCell]


class RefusedCell(Exception):
    """The text is a sentence for who typed the cell."""

    def __init__(self, sentence: str, *, is_conflict: bool = False):
        super().__init__(sentence)
        self.is_conflict = is_conflict


# As they come


def cell_name(prefix: str, row: int, column: int) -> str:
    return f"{prefix}-{row}-{column}"


def read_cells(
    data: Mapping[str, str],
    prefix: str,
    *,
    column: Callable[[int], Any],
    details: Iterable[str] = (),
    kind: type[TypedCell] = TypedCell,
) -> list[TypedCell]:
    """The cells that differ from what the page was opened on, but for those that are left as they are now.

    `column` gives what a number in a field's name means; with a ValueError that cell is left out.
    """
    details, found = tuple(details), []
    for name, row, number in _named(data, prefix):
        if data.get(f"keep-{name}") == THEIRS:
            continue
        try:
            cell = kind(row, column(number), *_typed(data, name, details))
        except ValueError:
            continue
        if cell.text.strip() != cell.earlier or cell.details:
            found.append(cell)
    return found


def typed_rows(data: Mapping[str, str], prefix: str) -> set[int]:
    """Numbers of the rows whose cells came, changed or not."""
    return {row for _, row, _ in _named(data, prefix)}


def _named(data, prefix: str) -> list[tuple[str, int, int]]:
    field_name = re.compile(rf"{prefix}-(\d{{1,18}})-(\d{{1,18}})", re.ASCII)
    matches = [match for name in data if (match := field_name.fullmatch(name))]
    return [(match[0], int(match[1]), int(match[2])) for match in matches]


def _typed(data, name: str, details: tuple[str, ...]) -> tuple[str, str, dict, dict]:
    earlier = {detail: data.get(f"earlier-{detail}-{name}", "") for detail in details}
    typed = {detail: data[key] for detail in details if (key := f"{detail}-{name}") in data}
    return data[name], data.get(f"earlier-{name}", ""), changed(typed, earlier), earlier


def cleaned(text: str) -> str:
    """On one line, as a field shows it; no character that the database cannot hold."""
    return " ".join(text.replace("\x00", "").split())


def changed(typed: Mapping[str, str], earlier: Mapping[str, str]) -> dict[str, str]:
    """Texts by a detail's name, without those that nobody touched: somebody else may have changed them."""
    found = {name: cleaned(text) for name, text in typed.items()}
    return {name: text for name, text in found.items() if text != earlier.get(name, "")}


# As they are saved


def is_in_the_way(now: str, *, earlier: str, typed: str) -> bool:
    """Whether something is stored that the page never showed. Who typed the same overwrites nobody."""
    return now not in (earlier, typed)


def save_each(
    cells: Iterable[TypedCell],
    *,
    order: Callable[[TypedCell], Any],
    now: Callable[[TypedCell], str],
    save: Callable[[TypedCell], None],
) -> SavedCells:
    """Each cell by `save`, in that order; one that raises RefusedCell loses no other.

    `now` is what is stored in a cell, as the sheet shows it.
    """
    results = [_saved(cell, now, save) for cell in sorted(cells, key=order)]
    return SavedCells(
        [result for result in results if not result.sentence],
        [result for result in results if result.sentence],
    )


def _saved(cell: TypedCell, now, save) -> MarkedCell:
    before = now(cell)
    try:
        save(cell)
    except RefusedCell as refused:
        return MarkedCell(cell, sentence=str(refused), now=before, is_conflict=refused.is_conflict)
    return MarkedCell(cell, now=now(cell))


@contextmanager
def own_savepoint(*, words: Callable[[IntegrityError], str], forget: Callable[[], None]):
    """What is written inside stands or falls alone.

    Refused by the database it is undone, `forget` lets the rows in memory follow, and RefusedCell says it in
    `words`; an error without words goes on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        forget()
        if sentence := words(error):
            raise RefusedCell(sentence) from None
        raise
