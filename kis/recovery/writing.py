"""A backup: the dump and its manifest are of one moment, the dump is encrypted before it touches the disk."""

import datetime
import subprocess
from pathlib import Path

import pyrage
from django.db import connection, transaction

from kis.recovery.backups import UNFINISHED, Backup, put_in_place
from kis.recovery.manifest import Manifest, manifest_of
from kis.recovery.programs import ended, start

# Whose the tables are and who may read them is told anew by `prepare` on the server where it is laid out.
DUMPED = ("--format=custom", "--no-owner", "--no-privileges")


def back_up(folder: Path, recipients: list, *, at: datetime.datetime) -> Backup:
    """Raises Refused where a program of PostgreSQL ends badly; then nothing stays but an unfinished file."""
    backup = Backup(folder, at.replace(microsecond=0))
    with transaction.atomic(durable=True):
        snapshot = _snapshot()
        _dump(backup, recipients, snapshot)
        backup.keep_manifest(_manifest(at))
    put_in_place(_unfinished(backup), backup.dump)
    return backup


def _snapshot() -> str:
    """All that is read from now on in this transaction, and by whoever takes it over, is of this moment."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        return cursor.fetchone()[0]


def _unfinished(backup: Backup) -> Path:
    return backup.dump.with_name(f"{backup.dump.name}{UNFINISHED}")


def _dump(backup: Backup, recipients: list, snapshot: str) -> None:
    database = connection.settings_dict
    process = start(
        "pg_dump", *DUMPED, f"--snapshot={snapshot}", database=database, stdout=subprocess.PIPE
    )
    with process.stdout, _unfinished(backup).open("wb") as file:
        _unfinished(backup).chmod(0o600)
        pyrage.encrypt_io(process.stdout, file, recipients)
    ended(process, "pg_dump")


def _manifest(at: datetime.datetime) -> Manifest:
    process = start(
        *("pg_dumpall", "--roles-only", "--no-role-passwords"),
        f"--database={connection.settings_dict['NAME']}",
        database=connection.settings_dict,
        stdout=subprocess.PIPE,
    )
    with process.stdout:
        roles = process.stdout.read().decode()
    ended(process, "pg_dumpall")
    return manifest_of(connection, made_at=at.isoformat(timespec="seconds"), roles=roles)
