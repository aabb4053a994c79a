"""Orders of many papers, the workers that make them and what these keep in memory, to be measured."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from contracts.list_paper import list_paper
from contracts.models import SocialContract
from contracts.printing import preview
from deploy.local.environment import TOP
from deploy.local.processes import beside, children_of
from kis.accounts.models import User
from kis.documents.exports import ExportKind, Wanted
from kis.documents.ordering import order_papers

PAPERS = int(os.environ.get("PAPERS", "200"))
SHORT_PAPERS = int(os.environ.get("SHORT_PAPERS", "1000"))
MOST_SECONDS = 3600
LOOK_SECONDS = 0.2  # seldom: what looks takes its time from what is measured


class Contracts(ExportKind):
    """One draft of the demonstration, one copy, with all that a paper of an order goes through."""

    name = "bench-contracts"

    def readable(self, people, user, on):
        return set(people)

    def make(self, item, user, on) -> bytes:
        return preview(SocialContract.objects.get(pk=item.number), at=timezone.now())


class Short(Contracts):
    """A page with one row."""

    name = "bench-short"

    def make(self, item, user, on) -> bytes:
        rows = SocialContract.objects.select_related("person", "worker").filter(pk=item.number)
        return list_paper(rows, "Próba", on=on, at=timezone.now())


def bare(files: list[Path], count: int, env) -> float:
    """Two processes of nothing but WeasyPrint begin at once, warm; how long the slower one took."""
    command = [sys.executable, "-m", "deploy.local.bench.bare", *files, str(count // 2)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    both = [subprocess.Popen(command, cwd=TOP, env=env, **pipes) for _ in range(2)]
    for one in both:
        one.stdout.readline()
    for one in both:
        one.stdin.write("\n")
        one.stdin.flush()
    return max(float(one.communicate()[0]) for one in both)


@contextmanager
def workers(count: int, env):
    """So many of them, all at work."""
    command = [sys.executable, "manage.py", "procrastinate", "worker"]
    env = env | {"DJANGO_SETTINGS_MODULE": "deploy.local.bench.server.settings_of_workers"}
    before = ProcrastinateWorker.objects.count()
    with ExitStack() as stack:
        running = [stack.enter_context(beside(command, env)) for _ in range(count)]
        until(lambda: ProcrastinateWorker.objects.count() >= before + count)
        yield running


def ordered(kind: ExportKind, contract: SocialContract, count: int) -> float:
    """Seconds from the order until its last paper is made."""
    papers = [Wanted(f"Pismo {n}", f"pismo-{n}.pdf", contract.pk) for n in range(count)]
    user = User.objects.get(username="socjalna")
    start = time.perf_counter()
    export = order_papers(kind, "Pomiar", papers, by=user, at=timezone.now())
    until(lambda: not export.items.waiting().exists())
    if failed := export.items.failed().first():
        raise AssertionError(failed.why)
    return time.perf_counter() - start


def until(true) -> None:
    end = time.monotonic() + MOST_SECONDS
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(LOOK_SECONDS)


def resident(pid: int) -> tuple[float, float]:
    """Megabytes of the process, and of it with all that it started."""
    family = [pid]
    for parent in family:  # it grows meanwhile
        family += children_of(parent)
    sizes = [megabytes(one) for one in family]
    return sizes[0], sum(sizes)


def megabytes(pid: int) -> float:
    """What it has for itself and its share of the rest."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
