"""Each thing that breaks is seen; a stranger is told one word, and nobody waits long for it."""

import datetime
import re
import shutil
import socket
import time
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from kis.journal.models import AccessEntry
from kis.journal.sealing import seal
from kis.recovery import health as health_module
from kis.recovery.health import (
    archive,
    backups,
    database,
    disk,
    health,
    is_full,
    queue,
    seals,
    standby,
)
from kis.recovery.models import BackupNote

HOUR = datetime.timedelta(hours=1)
GOOD = {"Dysk", "Baza danych", "Serwer zapasowy bazy", "Dziennik zmian bazy"}


@pytest.fixture
def now():
    return timezone.now()


def worker_heard_of(at):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])


def waiting_since(at):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'x') RETURNING id"
        )
        job = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", [at, *job])


# each thing broken, and well


@pytest.mark.django_db
def test_a_queue_without_a_worker_is_not_well(now):
    worker_heard_of(now - HOUR)
    assert queue(now)[0] is False
    worker_heard_of(now)
    assert queue(now)[0] is True


@pytest.mark.django_db
def test_a_job_that_waits_too_long_is_not_well_though_a_worker_lives(now):
    worker_heard_of(now)
    waiting_since(now - datetime.timedelta(minutes=10))
    assert queue(now)[0] is True
    waiting_since(now - HOUR)
    assert queue(now)[0] is False


@pytest.mark.django_db
def test_a_job_ordered_for_later_does_not_wait_yet(now):
    worker_heard_of(now)
    app.configure_task("make_papers", schedule_at=now + HOUR).defer(export=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = %s", [now - 2 * HOUR])
    assert queue(now)[0] is True


def entry(at):
    """Of that moment: the log itself takes none but its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_accessentry (at, act, kind) VALUES (%s, 'view', 'person')", [at]
        )


@pytest.mark.django_db
def test_entries_that_nobody_seals_are_not_well(now):
    assert seals(now)[0] is True
    entry(now - datetime.timedelta(minutes=2))
    assert seals(now)[0] is True
    entry(now - HOUR)
    assert seals(now)[0] is False


@pytest.mark.django_db(transaction=True)
def test_sealed_entries_are_well_however_old(now):
    entry(now - HOUR)
    seal()
    assert AccessEntry.objects.count() == 1
    assert seals(now)[0] is True


@pytest.mark.django_db
def test_a_backup_that_is_missing_or_old_is_not_well(now):
    assert backups(now)[0] is False
    BackupNote.objects.create(name="kis-1", made_at=now - 40 * HOUR, size=1)
    assert backups(now)[0] is False
    BackupNote.objects.create(name="kis-2", made_at=now - 30 * HOUR, size=1)
    assert backups(now)[0] is True


@pytest.mark.django_db
def test_whether_a_drill_ever_proved_a_backup_is_told(now):
    note = BackupNote.objects.create(name="kis-1", made_at=now, size=1)
    assert "żadnej nie potwierdziła" in backups(now)[1]
    note.proven_at = now
    note.save()
    assert "potwierdzona próbą" in backups(now)[1]


@pytest.mark.parametrize(
    ("total", "free", "full"),
    [(100e9, 4e9, True), (100e9, 6e9, False), (10e9, 0.9e9, True), (2e9, 0.5e9, False)],
)
def test_a_disk_is_full_by_its_part_and_by_what_a_day_needs(total, free, full):
    assert is_full(total, free) is full


def test_a_full_disk_is_named(monkeypatch):
    full = {"/tmp": SimpleNamespace(total=100e9, free=1e6)}
    roomy = SimpleNamespace(total=100e9, free=50e9)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full.get(folder, roomy))
    is_good, said = disk(["/", "/tmp"])
    assert is_good is False
    assert "/tmp: wolne 0,0 z 100,0 GB" in said


@pytest.mark.django_db(transaction=True)
def test_a_folder_that_is_gone_is_named(settings):
    settings.WATCHED_FOLDERS = ["/nie-ma"]
    assert health()[0].said == "/nie-ma: No such file or directory."


@pytest.mark.django_db
def test_one_server_needs_no_standby_and_of_two_the_missing_one_is_seen(monkeypatch, now):
    assert standby(now)[0] is True
    monkeypatch.setitem(
        connection.settings_dict, "HOST", f"{connection.settings_dict['HOST']},/inny"
    )
    assert standby(now)[0] is False


@pytest.mark.django_db
@pytest.mark.parametrize(("is_standby", "good"), [("true", False), ("false", True)])
def test_a_server_that_only_follows_is_not_well(monkeypatch, now, is_standby, good):
    monkeypatch.setattr(health_module, "IS_STANDBY", f"SELECT {is_standby}")
    assert database(now)[0] is good


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "good"), [("false, true", False), ("false, false", True), ("true, true", True)]
)
def test_an_archive_that_fails_is_not_well(monkeypatch, now, row, good):
    monkeypatch.setattr(health_module, "ARCHIVING", f"SELECT {row}")
    assert archive(now)[0] is good


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_asked_is_not_well_and_hides_nothing_else(monkeypatch):
    monkeypatch.setattr(health_module, "IS_STANDBY", "SELECT pg_sleep(30)")
    monkeypatch.setattr(health_module, "QUESTION_MS", 100)
    parts = {part.title: part for part in health()}
    assert parts["Baza danych"].said == "Nie udało się tego sprawdzić."
    assert parts["Dziennik zmian bazy"].is_good


# for whom


@pytest.fixture
def well(transactional_db, now):
    worker_heard_of(now)
    BackupNote.objects.create(name="kis-1", made_at=now, size=1)


def test_a_monitor_without_a_login_is_told_ok(well, client):
    answer = client.get("/czy-dziala/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_stranger_is_told_one_word_of_what_is_wrong(transactional_db, client):
    answer = client.get("/czy-dziala/")
    assert (answer.status_code, answer.content) == (503, b"degraded\n")


def test_a_database_that_is_away_is_told_at_once_and_by_the_command_too(
    well, client, monkeypatch, capsys
):
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nie-ma")
    assert client.get("/czy-dziala/").status_code == 503
    with pytest.raises(SystemExit) as end:
        call_command("health")
    assert end.value.code == 1
    said = capsys.readouterr().out
    assert "ŹLE     Baza danych: Nie można się z nią połączyć." in said
    assert "dobrze  Dysk" in said


@pytest.fixture
def silent(transactional_db, monkeypatch):
    """A server that takes the connection and says nothing."""
    with monkeypatch.context() as patch, socket.create_server(("127.0.0.1", 0)) as server:
        patch.setattr(health_module, "WITHIN", 0.5)
        patch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        patch.setitem(connection.settings_dict, "PORT", server.getsockname()[1])
        yield
    # It is gone, and whoever waited for its word with it: the next test asks anew.
    health_module.watch.submit(lambda: None).result(timeout=10)


def test_of_a_database_that_is_silent_nobody_waits_for_long(silent, client):
    start = time.monotonic()
    answers = [client.get("/czy-dziala/").status_code for _ in range(2)]
    assert answers == [503, 503]
    assert time.monotonic() - start < 2


def test_the_command_tells_each_part_and_ends_well(well, capsys):
    call_command("health")
    said = capsys.readouterr().out
    assert len(re.findall("^dobrze  ", said, re.MULTILINE)) == 7, said


def test_the_system_administrator_alone_reads_the_details(well, users, client_of):
    page = client_of(users.system).get("/stan-programu/").content.decode()
    assert "żadnej nie potwierdziła próba" in page
    page = client_of(users.coordinator).get("/stan-programu/").content.decode()
    assert "Kopia zapasowa" not in page
