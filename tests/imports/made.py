"""Lists on their way in, made quickly; what a worker does is called as the worker calls it."""

from django.utils import timezone

from kis.imports import accepting, staging, taking_back, tasks
from kis.imports.kinds.kind import try_out
from kis.imports.kinds.rows import Row
from kis.imports.registry import KINDS
from tests.imports.files import xlsx

HEADINGS = ("Nazwisko", "Imię", "PESEL", "Data urodzenia", "Telefon")


def people(*rows, headings=HEADINGS) -> bytes:
    return xlsx(headings, *rows)


def received(content: bytes, users, *, kind="people", expected=10_000):
    return staging.receive(
        content, name="lista.xlsx", kind=KINDS[kind], expected=expected, by=users.coordinator
    )


def checked(content: bytes, users, **facts):
    file = received(content, users, **facts)
    staging.name_columns(file, file.columns, headings=file.headings, by=users.coordinator)
    tasks.check_import(file.pk)
    file.refresh_from_db()
    return file


def accepted(content: bytes, users, **facts):
    file = checked(content, users, **facts)
    accept(file, users)
    return file


def accept(file, users):
    accepting.ask_for(file, by=users.coordinator)
    tasks.accept_import(file.pk)
    file.refresh_from_db()


def taken_back(file, by):
    taking_back.ask_for(file, by=by)
    tasks.take_back_import(file.pk)
    file.refresh_from_db()


def said(row, of="faults") -> list[tuple[str, str]]:
    return [(told["column"], told["text"]) for told in getattr(row, of)]


def judged(cells, users, *, kind="people", beside=()):
    """The rows of such cells, read and looked up and tried out."""
    reading = KINDS[kind](by=users.coordinator, on=timezone.localdate())
    rows = [Row(number, dict(one)) for number, one in enumerate(cells, start=2)]
    reading.read(rows)
    reading.look_up(rows)
    try_out(reading, rows)
    return rows
