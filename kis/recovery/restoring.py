"""A backup laid out into an empty database, and a drill that proves that it can be."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pyrage
from django.db import connection, connections, transaction

from kis.lib.refusals import Refused
from kis.recovery.backups import Backup
from kis.recovery.manifest import manifest_of
from kis.recovery.programs import ended, start

LAID_OUT = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
IN_USE = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


# What pg_restore says where the server is at fault and not the backup.
FAULTS_OF_THE_SERVER = (
    *("out of shared memory", "No space left on device", "could not extend file"),
    *("connection to server", "server closed the connection", "permission denied"),
)


class BadBackup(Exception):
    """The backup itself is no good: it does not open, is cut off, or holds something else than it should."""


def restore(dump: Path, identities: list, database: Mapping) -> None:
    """All or nothing. Raises BadBackup; Refused where the database is not empty or cannot be reached."""
    process = start(
        *("pg_restore", *LAID_OUT, f"--dbname={database['NAME']}"),
        database=database,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    broken = ""
    try:
        with process.stdin, dump.open("rb") as file:
            pyrage.decrypt_io(file, process.stdin, identities)
    except BrokenPipeError:
        pass  # pg_restore says why
    except (pyrage.DecryptError, OSError) as fault:
        # Of a dump that was cut off pyrage says OSError. What was written until then is one transaction that
        # never ends.
        process.kill()
        broken = f"nie daje się odszyfrować: {fault}"
    try:
        ended(process, "pg_restore")
    except Refused as refusal:
        if not broken and any(fault in str(refusal) for fault in FAULTS_OF_THE_SERVER):
            raise
        raise BadBackup(broken or str(refusal)) from refusal


def is_empty(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute(IN_USE)
        return cursor.fetchone()[0] == 0


def missing_roles(backup: Backup) -> list[str]:
    """Roles that its server had and this one has not; without a manifest none is known."""
    try:
        wanted = backup.manifest.role_names
    except (OSError, ValueError):
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles")
        return sorted(wanted - {name for (name,) in cursor.fetchall()})


def emptied(alias: str) -> None:
    """Of a database that is for drills alone."""
    with connections[alias].cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def compare(backup: Backup, alias: str) -> list[str]:
    """What differs between manifest and database, in sentences. Raises BadBackup without a manifest."""
    try:
        told = backup.manifest
    except (OSError, ValueError) as fault:
        raise BadBackup("nie ma obok niej całego spisu tabel") from fault
    with transaction.atomic(using=alias):
        return told.differences(manifest_of(connections[alias], made_at=told.made_at))
