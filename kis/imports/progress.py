"""How far a worker is, told while its one transaction is still open."""

import time
from contextlib import contextmanager

from django.db import connection

from kis.imports.models import ImportFile, ImportProgress

SECONDS = 1.0
WRITE = f"UPDATE {ImportProgress._meta.db_table} SET done = %s, total = %s WHERE file_id = %s"  # noqa: S608


class Progress:
    """A connection of its own, opened only by work that takes more than a second."""

    def __init__(self, file: ImportFile, total: int):
        self.file, self.total, self.done = file, total, 0
        self.told_at = time.monotonic()
        self.beside = None

    def add(self, count: int) -> None:
        self.done += count
        if time.monotonic() - self.told_at >= SECONDS:
            self.told_at = time.monotonic()
            self._write()

    def _write(self) -> None:
        self.beside = self.beside or connection.copy()
        with self.beside.cursor() as cursor:
            cursor.execute(WRITE, [self.done, self.total, self.file.pk])

    def close(self) -> None:
        if self.beside:
            self.beside.close()


@contextmanager
def progress_of(file: ImportFile, total: int):
    progress = Progress(file, total)
    try:
        yield progress
    finally:
        progress.close()
