"""Kinds of papers for the tests of orders, and real workers that make them."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django.utils import timezone

from kis.documents.exports import ExportKind, Wanted
from kis.documents.ordering import order_papers
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused

TOP = Path(__file__).resolve().parents[2]
HEARTBEAT = 1
# Where a kind writes each start and each end of a paper: `started 7`, `made 7`.
TRACE = "KIS_TEST_TRACE"


class Papers(ExportKind):
    """A few bytes each. `facts` say what goes wrong: `refused`, `fault`."""

    name, act, thing = "test-papers", "print", "test"

    def readable(self, people, user, on):
        return set(people) - {FORBIDDEN}

    def make(self, item, user, on) -> bytes:
        if text := item.facts.get("refused"):
            raise Refused(text)
        return b"1" if not item.facts.get("fault") else b"%d" % (1 // 0)


FORBIDDEN = 1300


class SlowPapers(Papers):
    """In a process of its own: a quarter of a second each, and a trace of what was begun."""

    name = "slow-papers"

    def make(self, item, user, on) -> bytes:
        trace("started", item)
        time.sleep(item.facts.get("seconds", 0.25))
        trace("made", item)
        return b"%PDF- " + item.title.encode()


class PrintedPapers(Papers):
    """Through the press, with so many paragraphs of text that hyphenates slowly."""

    name = "printed-papers"

    def make(self, item, user, on) -> bytes:
        return render_paper(
            "tests/long.html",
            {"paragraphs": range(item.facts.get("paragraphs", 1)), "centre": {"name": "MOPS"}},
            name=item.title,
            made_at=timezone.now(),
            seconds=item.facts.get("limit", 30),
        )


def trace(what: str, item) -> None:
    # One short write at the end of a file is never mixed with another process's.
    with Path(os.environ[TRACE]).open("a") as file:
        file.write(f"{what} {item.pk}\n")


def wanted(count: int, **facts) -> list[Wanted]:
    return [Wanted(f"Pismo {n}", f"pismo-{n}.pdf", n, n, facts) for n in range(1, count + 1)]


def order(kind: ExportKind, user, papers: list[Wanted], at=None):
    return order_papers(kind, "Pisma na próbę", papers, by=user, at=at or timezone.now())


@contextmanager
def worker(tmp_path, **settings):
    """A real worker on the tests' database, with a heartbeat a second."""
    with (tmp_path / f"worker-{time.monotonic_ns()}.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "procrastinate", "worker"],
            cwd=TOP,
            env=os.environ | environment_of(tmp_path) | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def environment_of(tmp_path) -> dict[str, str]:
    facts = connection.settings_dict
    login = f"{facts['USER']}:{quote(facts['PASSWORD'])}"
    place = f"{quote(facts['HOST'], safe='/')}:{facts['PORT']}".rstrip(":")
    slash = "/" if place.startswith("/") else ""
    return {
        "DATABASE_URL": f"postgres://{login}@{slash}{place}/{facts['NAME']}",
        "DATABASE_OWNER_URL": "",
        "DJANGO_SETTINGS_MODULE": "tests.documents.settings_of_workers",
        "WORKER_HEARTBEAT_SECONDS": str(HEARTBEAT),
        TRACE: str(tmp_path / "trace"),
    }


def traced(tmp_path) -> list[str]:
    path = tmp_path / "trace"
    return path.read_text().splitlines() if path.exists() else []


def wait_until(true, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")
