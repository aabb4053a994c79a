"""An accepted list taken back: each record goes, stays because somebody worked on it, or cannot go."""

from collections import defaultdict
from copy import copy

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from kis.imports.kinds.kind import Kind, Touched, batches
from kis.imports.models import ImportFile, ImportMark, ImportRow
from kis.imports.progress import progress_of
from kis.imports.registry import kind_of
from kis.lib.refusals import Refused, refused_by_database

State, RowState = ImportFile.State, ImportRow.State
AT_ONCE = 100
TOUCHED = "Ktoś zmienił ten wpis po przyjęciu listy."


ANOTHER = (
    "Wpisy tej listy unieważnia druga osoba, nie ta, która ją przyjęła. Poproś o cofnięcie innego "
    "koordynatora."
)


def needs_another(file: ImportFile, by) -> bool:
    """Told before it begins: a list of which nothing could go would be done with all the same."""
    return kind_of(file).is_voided and file.accepted_by == by


def ask_for(file: ImportFile, *, by) -> None:
    """Hand it over to a worker; once more, where something could not go. Raises Refused."""
    if needs_another(file, by):
        raise Refused(ANOTHER)
    again = file.state == State.TAKEN_BACK and file.has_left_rows
    # The same file may have been read anew meanwhile.
    with refused_by_database():
        file.hand_over(State.TAKING_BACK, of=State.TAKEN_BACK if again else State.ACCEPTED, by=by)


@transaction.atomic
def take_back(file: ImportFile, *, on) -> None:
    """In one transaction; killed half way it leaves all as it was, and is begun anew."""
    locked = ImportFile.objects.select_for_update(no_key=True).get(pk=file.pk)
    if locked.state != State.TAKING_BACK:
        return
    kind = kind_of(file)(by=locked.settled_by, on=on)
    reason = f"Cofnięto listę „{file.name}” ze stanu początkowego."
    # What was made last hangs on what was made before it.
    rows = list(
        file.rows.filter(state__in=[RowState.ADDED, RowState.IMPOSSIBLE]).order_by("-number")
    )
    with progress_of(file, len(rows)) as progress:
        for some in batches(rows, AT_ONCE):
            _sort(kind, some, reason)
            ImportRow.objects.bulk_update(some, ["state", "why"])
            progress.add(len(some))
    locked.state, locked.taken_back_at = State.TAKEN_BACK, timezone.now()
    locked.save(update_fields=["state", "taken_back_at"])


def _sort(kind: Kind, rows: list[ImportRow], reason: str) -> None:
    made = _records_of(rows)
    untouched = []
    for row in rows:
        if any(kind.state_of(record) != version for record, version in made[row.pk]):
            row.state, row.why = RowState.KEPT, TOUCHED
        else:
            untouched.append((row, [record for record, _ in made[row.pk]]))
    _take(kind, untouched, reason)


def _records_of(rows: list[ImportRow]) -> dict[int, list[tuple[models.Model, int]]]:
    """What each row made and is still there, with the version in which it was made; the last one first."""
    marks = list(ImportMark.objects.filter(row__in=rows).order_by("-pk"))
    found = {
        label: apps.get_model(label)._base_manager.in_bulk(
            [mark.number for mark in marks if mark.model == label]
        )
        for label in {mark.model for mark in marks}
    }
    made = defaultdict(list)
    for mark in marks:
        if record := found[mark.model].get(mark.number):
            made[mark.row_id].append((record, mark.version))
    return made


def _take(kind: Kind, rows: list[tuple[ImportRow, list[models.Model]]], reason: str) -> None:
    """Together; where that is refused, in halves, down to the row that cannot go."""
    if not rows:
        return
    try:
        with refused_by_database():
            # Copies: what a refused attempt did to them must not stay for the halves.
            kind.take_back([copy(one) for _, records in rows for one in records], reason=reason)
            connection.check_constraints()
    except Refused as refusal:
        if len(rows) > 1:
            half = len(rows) // 2
            _take(kind, rows[:half], reason)
            _take(kind, rows[half:], reason)
            return
        is_touched = isinstance(refusal, Touched)
        rows[0][0].state = RowState.KEPT if is_touched else RowState.IMPOSSIBLE
        rows[0][0].why = str(refusal)
    else:
        for row, _ in rows:
            row.state, row.why = RowState.TAKEN_BACK, ""
