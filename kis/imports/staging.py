"""A file received, its columns named, its rows checked: nothing is saved but the list itself."""

import datetime
import hashlib
from collections.abc import Mapping

from django.db import transaction

from kis.imports.kinds.columns import likely_headings, mapped
from kis.imports.kinds.kind import Kind, batches, try_out
from kis.imports.kinds.rows import Row
from kis.imports.models import ImportFile, ImportRow
from kis.imports.progress import progress_of
from kis.imports.reading.files import LOOKED_AT, HowToRead, parted, read
from kis.imports.reading.packed import CSV, kind_of as format_of
from kis.imports.reading.table import Sheet, Unreadable
from kis.imports.reading.text_lists import (
    decoded,
    likely_delimiter,
    likely_encoding,
    looks_misread,
)
from kis.imports.registry import kind_of
from kis.lib.refusals import Refused

State = ImportFile.State
ROWS_AT_ONCE = 1000
MISREAD = "Polskie litery wyglądają na źle odczytane (na przykład Ĺ‚ zamiast ł). Wybierz drugie kodowanie."
NO_ROWS = "Pod nagłówkami nie ma żadnego wiersza. Sprawdź, czy wybrano właściwy arkusz."


def receive(content: bytes, *, name: str, kind: type[Kind], expected: int, by) -> ImportFile:
    """Keep the file until it is accepted. Raises Refused for what is no list and for a file known already."""
    try:
        found = format_of(content)
    except Unreadable as error:
        raise Refused(str(error)) from None
    digest = hashlib.sha256(content).hexdigest()
    if known := ImportFile.objects.in_use().filter(kind=kind.name, sha256=digest).first():
        raise SameFile(known)
    file = ImportFile(
        kind=kind.name,
        name=name[:150],
        sha256=digest,
        format=found,
        content=content,
        expected=expected,
        created_by=by,
    )
    if found == CSV:
        file.encoding = likely_encoding(content)
        file.delimiter = likely_delimiter(content[:10_000].decode(file.encoding, "replace"))
    try:
        suggest(file)
    except Unreadable as error:
        raise Refused(str(error)) from None
    file.save()
    return file


class SameFile(Refused):
    """The file was sent before: `known` is what became of it."""

    def __init__(self, known: ImportFile):
        super().__init__(f"Ten sam plik jest już wczytany: {known.get_state_display()}.")
        self.known = known


def how(file: ImportFile) -> HowToRead:
    return HowToRead(file.encoding, file.delimiter, file.sheet, file.headings)


def first_rows(file: ImportFile) -> Sheet:
    """Raises Unreadable."""
    return read(bytes(file.content), file.format, how(file), most=LOOKED_AT)


def suggest(file: ImportFile) -> None:
    """The row with the headings and the columns, as far as their words tell. Raises Unreadable."""
    columns = kind_of(file).columns()
    sheet = first_rows(file)
    if not sheet.lines:
        raise Unreadable("W pliku nie ma żadnego wiersza.")
    file.headings = likely_headings(columns, sheet.lines)
    file.columns = mapped(columns, parted(sheet, file.headings)[0])


def reread(file: ImportFile, *, encoding: str, delimiter: str, sheet: int) -> None:
    """As the office says; columns are suggested anew. Raises Refused."""
    file.encoding, file.delimiter, file.sheet = encoding, delimiter, sheet
    try:
        suggest(file)
    except Unreadable as error:
        raise Refused(str(error)) from None
    file.save(update_fields=["encoding", "delimiter", "sheet", "headings", "columns"])


def name_columns(file: ImportFile, columns: Mapping[str, int], *, headings: int, by) -> None:
    """Which column holds what; the rows are checked by a worker. Raises Refused."""
    file.hand_over(State.CHECKING, of=State.NEW, by=by)
    file.columns, file.headings = dict(columns), headings
    file.save(update_fields=["columns", "headings"])


def check_file(file: ImportFile, *, on: datetime.date) -> None:
    """Read and judge every row. Killed half way it leaves the list unchecked, and is begun anew."""
    try:
        rows, remarks = _rows_of(file)
    except Unreadable as error:
        _give_back(file, State.NEW, str(error))
        return
    kind = kind_of(file)(by=file.created_by, on=on)
    judge(kind, rows, file)
    with transaction.atomic():
        file.rows.all().delete()
        for some in batches(rows, ROWS_AT_ONCE):
            ImportRow.objects.bulk_create(staged(row, ImportRow(file=file)) for row in some)
        _give_back(file, State.CHECKED, "", remarks=remarks)


def check_again(file: ImportFile, *, on: datetime.date) -> None:
    """What was corrected one by one, judged together once more."""
    staged_rows = list(file.rows.exclude(state=ImportRow.State.SKIPPED))
    rows = [row_of(one) for one in staged_rows]
    judge(kind_of(file)(by=file.created_by, on=on), rows, file)
    for row, one in zip(rows, staged_rows, strict=True):
        staged(row, one)
    with transaction.atomic():
        ImportRow.objects.bulk_update(
            staged_rows, ["state", "faults", "remarks"], batch_size=ROWS_AT_ONCE
        )
        _give_back(file, State.CHECKED, "")


def judge(kind: Kind, rows: list[Row], file: ImportFile) -> None:
    """All faults of all rows in one reading; what guards refuse is tried out and left undone."""
    kind.read(rows)
    with progress_of(file, len(rows)) as progress:
        for some in batches(rows, kind.at_once):
            kind.look_up(some)
            try_out(kind, some)
            progress.add(len(some))


def correct(one: ImportRow, cells: Mapping[str, str], *, by, on: datetime.date) -> None:
    """What was typed over the row, judged beside the other rows of the list."""
    one.cells, one.is_merged = dict(cells), False
    row = row_of(one)
    others = one.file.rows.exclude(state=ImportRow.State.SKIPPED).exclude(pk=one.pk)
    beside = [row_of(other) for other in others]
    kind = kind_of(one.file)(by=by, on=on)
    kind.read([row], beside)
    kind.look_up([row])
    try_out(kind, [row])
    staged(row, one).save()


def row_of(one: ImportRow) -> Row:
    return Row(one.number, one.cells, one.is_merged)


def staged(row: Row, one: ImportRow) -> ImportRow:
    one.number, one.cells, one.is_merged = row.number, row.cells, row.is_merged
    one.faults, one.remarks = row.faults, row.remarks
    one.state = ImportRow.State.FAULTY if row.faults else ImportRow.State.READY
    return one


def skip_faulty(file: ImportFile) -> int:
    """Leave out what cannot be added; gives how many rows."""
    faulty = file.rows.filter(state=ImportRow.State.FAULTY)
    return faulty.update(state=ImportRow.State.SKIPPED)


def _rows_of(file: ImportFile) -> tuple[list[Row], list[str]]:
    sheet = read(bytes(file.content), file.format, how(file))
    _, lines = parted(sheet, file.headings)
    if not lines:
        raise Unreadable(NO_ROWS)
    rows = [
        Row(line.number, _cells(line.cells, file.columns), line.number in sheet.merged)
        for line in lines
    ]
    return rows, _remarks(file, sheet)


def _cells(cells: list[str], places: Mapping[str, int]) -> dict[str, str]:
    return {
        key: cells[place] for key, place in places.items() if place < len(cells) and cells[place]
    }


def _remarks(file: ImportFile, sheet: Sheet) -> list[str]:
    found = []
    names = {column.key: column.heading for column in kind_of(file).columns()}
    counted = [names[key] for key, place in file.columns.items() if place in sheet.formulas]
    if counted:
        found.append(f"Wzięto wyniki formuł, w kolumnach: {', '.join(counted)}.")
    if len(sheet.names) > 1:
        found.append(f"Czytano arkusz „{sheet.names[file.sheet]}”; innych w pliku nie czytano.")
    if file.format == CSV and looks_misread(decoded(bytes(file.content), file.encoding)):
        found.append(MISREAD)
    return found


def _give_back(file: ImportFile, state: str, why: str, **more) -> None:
    file.state, file.why = state, why
    for name, value in more.items():
        setattr(file, name, value)
    file.save(update_fields=["state", "why", *more])
