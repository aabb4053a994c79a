"""Rows of a list as its page shows them, in parts by what has to be done with them."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Q
from django.urls import reverse

from kis.imports.models import ImportFile, ImportMark, ImportRow
from kis.imports.registry import kind_of
from kis.journal.record import record
from kis.lib.pesel import masked

State, RowState = ImportFile.State, ImportRow.State
FAULTY = ("bledy", "Z błędem", Q(state=RowState.FAULTY))
READY = ("gotowe", "Do dodania", Q(state=RowState.READY))
REMARKED = ("uwagi", "Z uwagą", Q(state=RowState.READY) & ~Q(remarks=[]))
SKIPPED = ("pominiete", "Pominięte", Q(state=RowState.SKIPPED))
ADDED = ("dodane", "Dodane", Q(state=RowState.ADDED))
TAKEN_BACK = ("cofniete", "Cofnięte", Q(state=RowState.TAKEN_BACK))
KEPT = ("zostaly", "Zostały, bo ktoś je już zmienił", Q(state=RowState.KEPT))
IMPOSSIBLE = ("nie-da-sie", "Nie da się cofnąć", Q(state=RowState.IMPOSSIBLE))
PARTS = {
    State.CHECKED: [FAULTY, REMARKED, READY, SKIPPED],
    State.ACCEPTED: [ADDED, SKIPPED],
    State.TAKEN_BACK: [KEPT, IMPOSSIBLE, TAKEN_BACK],
    State.DROPPED: [],
}
CELLS_SHOWN = 4


@dataclass
class ShownRow:
    """`told`: what is wrong and what is remarked, each as `linked` gives it."""

    number: int
    url: str = ""
    cells: list[str] = field(default_factory=list)
    told: list[dict] = field(default_factory=list)
    made: list[tuple[str, str]] = field(default_factory=list)
    why: str = ""


def shown_rows(request, file: ImportFile, rows) -> list[ShownRow]:
    """Two queries and one a kind of record; the people behind the records are noted as looked at."""
    made = _made(request, file, rows)
    return [
        ShownRow(
            row.number,
            reverse("imports:row", args=[file.pk, row.number])
            if file.state == State.CHECKED
            else "",
            _first_cells(file, row),
            told_of(file, row),
            made[row.pk],
            row.why,
        )
        for row in rows
    ]


def _first_cells(file: ImportFile, row: ImportRow) -> list[str]:
    shown = []
    for column in kind_of(file).columns():
        text = row.cells.get(column.key, "")
        if text:
            shown.append(masked(text) if column.secret else text)
    return shown[:CELLS_SHOWN]


def told_of(file: ImportFile, row: ImportRow) -> list[dict]:
    """Its faults, then its remarks: the column, the text, the row or the person that it names."""
    headings = {column.key: column.heading for column in kind_of(file).columns()}
    kinds = ((row.faults, "błąd", "chip-late"), (row.remarks, "uwaga", "chip-look"))
    return [
        {
            "word": word,
            "chip": chip,
            "text": told["text"],
            "heading": headings.get(told["column"], ""),
            **_linked(file, told),
        }
        for of_kind, word, chip in kinds
        for told in of_kind
    ]


def _linked(file: ImportFile, told: dict) -> dict[str, str]:
    if "person" in told:
        page = reverse("participants:details", args=[told["person"]])
        return {"url": page, "link": "Otwórz kartę"}
    if "row" in told:
        page = reverse("imports:row", args=[file.pk, told["row"]])
        return {"url": page, "link": f"Otwórz wiersz {told['row']}"}
    return {"url": "", "link": ""}


def _made(request, file: ImportFile, rows) -> dict[int, list[tuple[str, str]]]:
    """By row the records that are still there: how each is named, and its page."""
    marks = list(ImportMark.objects.filter(row__in=[row.pk for row in rows]))
    found = {
        label: apps.get_model(label)._base_manager.in_bulk(
            [mark.number for mark in marks if mark.model == label]
        )
        for label in {mark.model for mark in marks}
    }
    shown = defaultdict(list)
    for mark in marks:
        if thing := found[mark.model].get(mark.number):
            name, url, person = kind_of(file).named(thing)
            record(request, "view", kind="import", number=file.pk, person=person)
            if (name, url) not in shown[mark.row_id]:  # parts of a thing are named by it
                shown[mark.row_id].append((name, url))
    return shown
