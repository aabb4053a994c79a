"""What every kind of list has: its columns, the faults of its rows, and how they become records."""

import datetime
from collections.abc import Callable, Sequence

from django.db import connection, models, transaction

from kis.imports.kinds.columns import Column
from kis.imports.kinds.rows import Row, read_cells
from kis.lib.refusals import Refused, refused_by_database

Made = list[list[models.Model]]


class Touched(Refused):
    """The record stays, for somebody has worked on it since."""


class Kind:
    """One kind of list, in one reading: what it asked the database once stays with it.

    `at_once`: of so many rows the records are made together, and a dry run holds no locks longer than that.
    """

    name = title = ""
    # Whether its records are voided when the list is taken back, which takes a second person.
    is_voided = False
    what = ""  # genitive: lista …
    about = ""  # one sentence, on the page that offers the kind
    at_once = 1
    do_not_call_in_templates = True  # which are given the class

    def __init__(self, *, by, on: datetime.date):
        self.by, self.on = by, on

    @classmethod
    def columns(cls) -> list[Column]:
        raise NotImplementedError

    def read(self, rows: Sequence[Row], beside: Sequence[Row] = ()) -> None:
        """Every cell, then what no row tells alone; `beside`: the other rows of the list. No query a row."""
        columns = self.columns()
        for row in rows:
            read_cells(row, columns)

    def look_up(self, rows: Sequence[Row]) -> None:
        """What the register says of these few rows."""

    def lock(self, rows: Sequence[Row]) -> None:
        """Of these rows what their acts lock, all of a kind at once, in the one order of locks."""

    def make(self, rows: Sequence[Row]) -> Made:
        """The records of each row, in the order of their making. Raises what guards and acts raise."""
        raise NotImplementedError

    @staticmethod
    def named(record: models.Model) -> tuple[str, str, int | None]:
        """How a made record is named, its page, and the number of its person."""
        raise NotImplementedError

    @staticmethod
    def state_of(record: models.Model) -> int:
        """Whoever changes the record changes this: one whose state is another was worked on."""
        return record.version

    def take_back(self, records: Sequence[models.Model], *, reason: str) -> None:
        """All of them; raises Refused with why one cannot be, Touched where somebody worked on it."""
        raise NotImplementedError


def batches(rows: Sequence, size: int):
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def try_out(kind: Kind, rows: Sequence[Row]) -> None:
    """Make the records of the sound rows and leave nothing of them; a refusal is a fault of its row."""
    sound = [row for row in rows if not row.faults]
    if not sound:
        return
    with transaction.atomic():
        kind.lock(sound)
        _made(kind, sound)
        transaction.set_rollback(True)


def make_all(
    kind: Kind, rows: Sequence[Row], *, told: Callable[[int], None]
) -> list[tuple[Row, list]]:
    """The records of every row; rows that are refused get a fault. Within the caller's transaction."""
    found: list[tuple[Row, list]] = []
    for some in batches(rows, kind.at_once):
        found += _made(kind, some)
        told(len(some))
    return found


def _made(kind: Kind, rows: Sequence[Row]) -> list[tuple[Row, list]]:
    """Together; where that is refused, in halves, down to the row that is refused."""
    try:
        with refused_by_database():
            made = kind.make(rows)
            # What the database would judge at the end of the transaction it judges now, beside its row.
            connection.check_constraints()
    except Refused as refusal:
        if len(rows) == 1:
            rows[0].fault("", str(refusal))
            return []
        half = len(rows) // 2
        return _made(kind, rows[:half]) + _made(kind, rows[half:])
    return list(zip(rows, made, strict=True))
