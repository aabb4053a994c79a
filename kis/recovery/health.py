"""Whether the program works: for a monitor in one word, for the system administrator part by part.

It must answer while everything else stands still. So it asks over a connection of its own, in a thread of its
own, each question for a second at most, and who waits for the answer waits `WITHIN` seconds.
"""

import datetime
import logging
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, TimeoutError as NoAnswer
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kis.documents.tasks import is_anybody_working
from kis.journal.models import AccessEntry, Seal
from kis.recovery.models import BackupNote

logger = logging.getLogger(__name__)

WITHIN = 3.0  # seconds
QUESTION_MS = 1000
# One at a time: what stands still holds one thread and one connection, however often it is asked.
watch = ThreadPoolExecutor(max_workers=1, thread_name_prefix="health")

QUEUED_TOO_LONG = datetime.timedelta(minutes=30)
UNSEALED_TOO_LONG = datetime.timedelta(minutes=5)  # a worker seals each minute
BACKUP_TOO_OLD = datetime.timedelta(hours=36)  # one is written each night
LEAST_FREE_PART, LEAST_FREE_BYTES = 0.05, 1_000_000_000


@dataclass(frozen=True)
class Part:
    title: str
    is_good: bool
    said: str


def health(within: float | None = None) -> list[Part]:
    """Of each part whether it is well. Never raises, never waits longer than `within` seconds."""
    within = WITHIN if within is None else within
    asked = watch.submit(_look)
    try:
        return asked.result(timeout=within)
    except NoAnswer:
        asked.cancel()
        return [Part("Baza danych", False, f"Nie odpowiada od {within:.0f} s.")]


def _look() -> list[Part]:
    now = timezone.now()
    found = [_disk()]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(QUESTION_MS)])
        return [*found, *(_told(title, ask, now) for title, ask in OF_THE_DATABASE)]
    except DatabaseError as fault:
        logger.warning("health: %s", type(fault).__name__)
        return [*found, Part("Baza danych", False, "Nie można się z nią połączyć.")]
    finally:
        connection.close()


def _told(title: str, ask: Callable[[datetime.datetime], tuple[bool, str]], now) -> Part:
    try:
        with transaction.atomic():
            return Part(title, *ask(now))
    except DatabaseError as fault:
        logger.warning("health: %s: %s", title, type(fault).__name__)
        return Part(title, False, "Nie udało się tego sprawdzić.")


# the parts: each gives whether it is well and a sentence


def _disk() -> Part:
    try:
        return Part("Dysk", *disk(settings.WATCHED_FOLDERS))
    except OSError as fault:
        return Part("Dysk", False, f"{fault.filename}: {fault.strerror}.")


def disk(folders: list[str]) -> tuple[bool, str]:
    """Of this machine."""
    used = [(folder, shutil.disk_usage(folder)) for folder in folders]
    full = [(folder, of) for folder, of in used if is_full(of.total, of.free)]
    told = [
        f"{Path(folder)}: wolne {_decimal(of.free / 1e9)} z {_decimal(of.total / 1e9)} GB"
        for folder, of in full or used
    ]
    return not full, ("Brakuje miejsca. " if full else "") + "; ".join(told) + "."


def is_full(total: int, free: int) -> bool:
    return free < max(LEAST_FREE_PART * total, min(LEAST_FREE_BYTES, 0.2 * total))


IS_STANDBY = "SELECT pg_is_in_recovery()"


def database(now) -> tuple[bool, str]:
    if _value(IS_STANDBY):
        return False, "To serwer zapasowy, niczego nie można zapisać."
    return True, "Odpowiada."


STANDBYS = "SELECT count(*) FROM pg_stat_replication WHERE application_name <> 'pg_basebackup'"


def standby(now) -> tuple[bool, str]:
    """Expected where the address names two servers."""
    if not is_pair(connection.settings_dict):
        return True, "Jeden serwer bazy."
    if count := _value(STANDBYS):
        return True, f"Odbiera zmiany; serwery zapasowe: {count}."
    return (
        False,
        "Żaden serwer zapasowy nie odbiera zmian: awaria tego serwera bazy byłaby utratą danych.",
    )


def is_pair(database: dict) -> bool:
    hosts = (database.get("HOST"), database.get("OPTIONS", {}).get("host"))
    return any("," in str(host or "") for host in hosts)


ARCHIVING = """
    SELECT
        current_setting('archive_mode') = 'off',
        last_failed_time > COALESCE(last_archived_time, '-infinity')
    FROM pg_stat_archiver"""


def archive(now) -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute(ARCHIVING)
        is_off, is_failing = cursor.fetchone()
    if is_off:
        return True, "Wyłączony: odtworzyć można tylko kopie zapasowe."
    if is_failing:
        return False, "Serwer bazy nie może odłożyć dziennika zmian (archive_command)."
    return True, "Działa."


# Since when the job that waits longest waits; one that is ordered for later waits from then on.
WAITING = """
    SELECT min(GREATEST(job.scheduled_at, event.at))
    FROM procrastinate_jobs job
    JOIN LATERAL (SELECT max(at) AS at FROM procrastinate_events WHERE job_id = job.id) event ON true
    WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at < now())"""


def queue(now) -> tuple[bool, str]:
    if not is_anybody_working(now):
        return False, "Nie działa żaden proces roboczy (usługa kis-worker)."
    since = _value(WAITING)
    if since and now - since > QUEUED_TOO_LONG:
        return False, f"Zlecenie czeka od {_moment(since)}."
    return True, "Proces roboczy działa, nic nie czeka za długo."


def seals(now) -> tuple[bool, str]:
    sealed = Seal.objects.last()
    waiting = AccessEntry.objects.filter(
        pk__gt=sealed.last if sealed else 0, at__lt=now - UNSEALED_TOO_LONG
    )
    if waiting.exists():
        return False, "Najnowszych wpisów nikt nie pieczętuje (robi to kis-worker co minutę)."
    return True, f"Ostatnia pieczęć {_moment(sealed.made_at)}." if sealed else "Jeszcze pusty."


def backups(now) -> tuple[bool, str]:
    last = BackupNote.objects.first()
    if last is None:
        return False, "Kopii jeszcze nie było (usługa kis-backup)."
    proven = BackupNote.objects.exclude(proven_at=None).order_by("-proven_at").first()
    drill = (
        f"potwierdzona próbą {_moment(proven.proven_at)}"
        if proven
        else "żadnej nie potwierdziła próba"
    )
    said = f"Ostatnia {_moment(last.made_at)}, {_decimal(last.size / 1e6)} MB; {drill}."
    return now - last.made_at <= BACKUP_TOO_OLD, said


OF_THE_DATABASE = [
    ("Baza danych", database),
    ("Serwer zapasowy bazy", standby),
    ("Dziennik zmian bazy", archive),
    ("Kolejka zleceń", queue),
    ("Dziennik dostępu", seals),
    ("Kopia zapasowa", backups),
]


def _value(statement: str):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _moment(at: datetime.datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.day}.{local:%m.%Y} o {local.hour}.{local:%M}"
