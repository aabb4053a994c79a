"""The rows of a list become records: all of them in one transaction, or none."""

import datetime

from django.db import transaction
from django.utils import timezone

from kis.imports.kinds.kind import Kind, batches, make_all
from kis.imports.kinds.rows import Row
from kis.imports.models import ImportFile, ImportMark, ImportRow
from kis.imports.progress import progress_of
from kis.imports.registry import kind_of
from kis.imports.staging import ROWS_AT_ONCE, row_of, staged
from kis.lib.refusals import Refused

State, RowState = ImportFile.State, ImportRow.State
NOT_ALL = (
    "Niczego nie dodano: od sprawdzenia coś się zmieniło i nie wszystkie wiersze da się teraz zapisać. "
    "Popraw zaznaczone wiersze i przyjmij listę jeszcze raz."
)


class NotAll(Exception):
    """Some rows were refused after all: nothing of the list may stay."""


def ask_for(file: ImportFile, *, by) -> None:
    """Hand the list over to a worker. Raises Refused, and where more would come than the office said."""
    refuse_unready(file)
    file.hand_over(State.ACCEPTING, of=State.CHECKED, by=by)


def refuse_unready(file: ImportFile) -> None:
    counts = ImportFile.objects.with_counts().get(pk=file.pk)
    if counts.faulty:
        raise Refused(
            f"Wierszy z błędem: {counts.faulty}. Popraw je albo pomiń, a potem przyjmij listę."
        )
    if not counts.ready:
        raise Refused("Na liście nie ma żadnego wiersza do dodania.")
    if counts.ready > file.expected:
        raise Refused(too_many(counts.ready, file.expected))


def too_many(ready: int, expected: int) -> str:
    return (
        f"Zapowiedziano wpisów: {expected}, a lista dodałaby {ready}. Wstrzymano ją: sprawdź, czy to "
        "właściwy plik. Jeśli tak, popraw zapowiedzianą liczbę."
    )


def accept(file: ImportFile, *, on: datetime.date) -> None:
    """Killed half way it leaves nothing, and is begun anew."""
    staged_rows = list(file.rows.filter(state=RowState.READY))
    rows = [row_of(one) for one in staged_rows]
    kind = kind_of(file)(by=file.settled_by, on=on)
    kind.read(rows)
    try:
        with transaction.atomic(), progress_of(file, len(rows)) as progress:
            locked = ImportFile.objects.select_for_update(no_key=True).get(pk=file.pk)
            if locked.state != State.ACCEPTING:  # another worker was quicker
                return
            refuse_unready(locked)
            for some in batches(rows, max(kind.at_once, ROWS_AT_ONCE // 2)):
                kind.look_up(some)
            sound = [row for row in rows if not row.faults]
            kind.lock(sound)
            made = make_all(kind, sound, told=progress.add)
            if any(row.faults for row in rows):
                raise NotAll
            _mark(kind, made, {one.number: one for one in staged_rows})
            _settle(locked)
    except NotAll:
        _keep_faults(file, rows, staged_rows)


def _mark(kind: Kind, made: list[tuple[Row, list]], by_number: dict[int, ImportRow]) -> None:
    ImportMark.objects.bulk_create(
        (
            ImportMark(
                row=by_number[row.number],
                model=record._meta.label,
                number=record.pk,
                version=kind.state_of(record),
            )
            for row, records in made
            for record in records
        ),
        batch_size=ROWS_AT_ONCE,
    )


def _settle(file: ImportFile) -> None:
    """What was added stands in the records now, and what was left out in the office's own file."""
    empty = {"cells": {}, "faults": [], "remarks": []}
    file.rows.filter(state=RowState.READY).update(state=RowState.ADDED, **empty)
    file.rows.filter(state=RowState.SKIPPED).update(**empty)
    file.state, file.content, file.accepted_at = State.ACCEPTED, None, timezone.now()
    file.why = ""
    file.accepted_by = file.settled_by
    file.save(update_fields=["state", "content", "accepted_at", "accepted_by", "why"])


@transaction.atomic
def _keep_faults(file: ImportFile, rows: list[Row], staged_rows: list[ImportRow]) -> None:
    for row, one in zip(rows, staged_rows, strict=True):
        staged(row, one)
    faulty = [one for one in staged_rows if one.state == RowState.FAULTY]
    ImportRow.objects.bulk_update(faulty, ["state", "faults", "remarks"], batch_size=ROWS_AT_ONCE)
    file.state, file.why = State.CHECKED, NOT_ALL
    file.save(update_fields=["state", "why"])


def drop(file: ImportFile) -> None:
    """Give the list up before anything of it was added: its rows and its content go."""
    with transaction.atomic():
        locked = ImportFile.objects.select_for_update(no_key=True).get(pk=file.pk)
        if locked.state not in (State.NEW, State.CHECKED):
            raise Refused("Tej listy nie można teraz porzucić. Otwórz ją jeszcze raz.")
        locked.rows.all().delete()
        locked.state, locked.content, locked.why = State.DROPPED, None, ""
        locked.save(update_fields=["state", "content", "why"])
