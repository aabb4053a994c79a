"""What happens while sixty people work, and what of it they noticed."""

import datetime
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import django

django.setup()

# ruff: noqa: E402 - the models want Django set up
import pyrage
from django.utils import timezone

from deploy.local.bench.aims import Figure, table
from deploy.local.environment import TOP
from deploy.local.load.told import Requests
from deploy.local.rehearse import programs
from deploy.local.rehearse.judging import judged
from deploy.local.rehearse.saving import Save
from deploy.local.rehearse.servers import Server
from deploy.local.rehearse.steps import KEYS, NOTES, ordered, papers, written_of
from deploy.local.talk import Stop, say

PEOPLE, HIRED_A_SECOND = 60, 6
# When, as parts of the whole.
BACKUP, ORDER, DATABASE_DIES, WORKER_DIES = 0.2, 0.3, 0.5, 0.75


def five_minutes(server: Server, folder: Path, seconds: int) -> int:
    env = dict(os.environ)
    notes = folder / "notes.json"
    keys = recipients_in(folder)
    with programs.webs(1, env, processes=5), programs.workers(2, env) as workers:
        people, start = at_work(notes, seconds), time.time()
        wait(start + seconds * BACKUP)
        backup = manage("backup", "--folder", folder / "backups", "--for", keys[0])
        wait(start + seconds * ORDER)
        order = ordered()
        wait(start + seconds * DATABASE_DIES)
        died = time.time()
        server.kill()
        server.start()
        back = time.time()
        wait(start + seconds * WORKER_DIES)
        workers[0].kill()
        if people.wait() not in (0, 1):  # 1: some requests failed
            raise Stop("locust nie zakończył pracy.")
        figures = [*told(server, notes, (died, back)), *papers(order)]
    figures.append(
        Figure(
            "kopia w trakcie pracy niepotwierdzona", unproven(server, folder, backup, keys), 0, ""
        )
    )
    say(table(f"Obciążenie: osoby {PEOPLE}, sekundy {seconds}", figures))
    return int(any(figure.is_missed for figure in figures))


def at_work(notes: Path, seconds: int) -> subprocess.Popen:
    notes.unlink(missing_ok=True)
    people = written_of("socjalna", PEOPLE)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    env = os.environ | {
        "LOAD_NOTES": str(notes),
        "LOAD_PEOPLE": json.dumps([one.pk for one in people]),
        "LOAD_DAY": f"{yesterday:%d.%m.%Y}",
        "PYTHONPATH": str(TOP),
    }
    locust = [sys.executable, "-m", "locust", "-f", "deploy/local/load/people.py", "--headless"]
    crowd = ["-u", str(PEOPLE), "-r", str(HIRED_A_SECOND), "-t", f"{seconds}s", "-s", "60"]
    with notes.with_name("locust.log").open("w") as log:
        return subprocess.Popen([*locust, *crowd], cwd=TOP, env=env, stdout=log, stderr=log)


def told(server: Server, notes: Path, away: tuple[float, float]):
    facts = json.loads(notes.read_text(encoding="utf-8"))
    requests = Requests([tuple(one) for one in facts["requests"]], away)
    if not facts["saves"]:
        raise Stop(f"Nikt niczego nie zapisał: {notes.with_name('locust.log')}")
    saves = [Save(**one) for one in facts["saves"]]
    verdict = judged(saves, [text for text, _ in server.rows(NOTES)], dict(server.rows(KEYS)))
    for name in requests.names:
        yield Figure(f"{name}: liczba", requests.count(name), unit="")
        yield Figure(f"{name}: mediana", requests.part(name, 0.5) * 1000, unit="ms")
        yield Figure(f"{name}: p95", requests.part(name, 0.95) * 1000, unit="ms")
    yield Figure("błędy, gdy nic nie było zepsute", requests.failed_otherwise, 0, unit="")
    yield Figure("błędy po śmierci bazy", requests.failed_meanwhile, unit="")
    yield Figure("baza zabita i uruchomiona w", away[1] - away[0], unit="s")
    yield Figure("bez udanej odpowiedzi", requests.silence, unit="s")
    yield Figure("zapisy potwierdzone", verdict.answered, unit="")
    yield Figure("utracone z potwierdzonych", len(verdict.lost), 0, unit="")
    yield Figure("zapisane dwa razy", len(verdict.doubled), 0, unit="")
    yield Figure("bez jasnej odpowiedzi za pierwszym razem", len(verdict.doubtful), unit="")
    yield Figure("bez odpowiedzi do końca", len(verdict.unanswered), 0, unit="")


# the backup


def recipients_in(folder: Path) -> tuple[Path, Path]:
    shutil.rmtree(folder / "backups", ignore_errors=True)
    (folder / "backups").mkdir()
    identity = pyrage.x25519.Identity.generate()
    public, secret = folder / "public.txt", folder / "secret.txt"
    public.write_text(f"{identity.to_public()}\n", encoding="utf-8")
    secret.write_text(f"{identity}\n", encoding="utf-8")
    return public, secret


def unproven(server: Server, folder: Path, backup: int, keys) -> int:
    """0 for a backup that was written under load and holds what it says."""
    server.ask("DROP DATABASE IF EXISTS kis_drill")
    server.ask("CREATE DATABASE kis_drill TEMPLATE template0")
    return backup or manage("rehearse_restore", "--folder", folder / "backups", "--key", keys[1])


def manage(*arguments) -> int:
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(command, cwd=TOP, check=False).returncode


def wait(until: float) -> None:
    time.sleep(max(0, until - time.time()))
