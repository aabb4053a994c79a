"""`make bench PART=papers`: what a contract costs beside bare WeasyPrint, alone and in an order of 200, and
what a worker keeps in memory after 1,000 short papers.

Ratios within one run. PAPERS and SHORT_PAPERS make it quicker.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.local.bench.server.settings_of_workers")
django.setup()

# ruff: noqa: E402 - the models want Django set up
from django.db import connections
from django.utils import timezone

from contracts.models import SocialContract
from contracts.printing import preview
from deploy.local.bench import bare, orders
from deploy.local.bench.aims import Figure, table
from deploy.local.bench.databases import beside, connection_to, ensure
from deploy.local.talk import say
from kis.lib import paper_press, pdf

ONE, ONE_WITH_LIMIT, ORDERED, GROWTH = 1.15, 1.4, 1 / 0.9, 1.1
ROUNDS = 15


def main() -> int:
    base, server = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    ensure(server, f"{base}_few", 0)
    connections["default"] = connection_to(f"{base}_few")
    env = os.environ | {"DATABASE_URL": beside(server, f"{base}_few"), "DEBUG": "0", "DEMO": "0"}
    env |= {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "localhost"}
    figures = []
    for title, part in (("Jedno pismo", one_paper), ("Wiele naraz", many), ("Pamięć", memory)):
        found = list(part(draft(), env))
        say(table(title, found))
        figures += found
    return int(any(figure.is_missed for figure in figures))


def draft() -> SocialContract:
    return SocialContract.objects.filter(state=SocialContract.State.DRAFT).earliest("pk")


def one_paper(contract, env):
    """In turns: WeasyPrint, the press in this process, and all that the page of a preview waits for."""
    html, css = typed(contract)
    ways = {
        "sam WeasyPrint": bare.press(html, css),
        "skład": lambda: paper_press.typeset([html], css),
        "podgląd z limitem czasu": lambda: preview(contract, at=timezone.now()),
    }
    times = {name: [] for name in ways}
    for turn in range(ROUNDS + bare.WARMING):
        for name, make in ways.items():
            start = time.perf_counter()
            make()
            if turn >= bare.WARMING:
                times[name].append((time.perf_counter() - start) * 1000)
    alone, *others = (median(each) for each in times.values())
    yield Figure("sam WeasyPrint, kontrakt w jednym egzemplarzu", alone, unit="ms")
    for name, value, aim in zip(list(ways)[1:], others, [ONE, ONE_WITH_LIMIT], strict=True):
        yield Figure(name, value / alone, aim)


def many(contract, env):
    times = {"bare": [], "ordered": []}
    with tempfile.TemporaryDirectory() as folder:
        files = written(contract, Path(folder))
        for _ in range(2):
            times["bare"].append(orders.bare(files, orders.PAPERS, env))
            with orders.workers(2, env):
                orders.ordered(orders.Contracts(), contract, 2 * bare.WARMING)
                times["ordered"].append(orders.ordered(orders.Contracts(), contract, orders.PAPERS))
    alone, ordered = min(times["bare"]), min(times["ordered"])
    yield Figure(f"sam WeasyPrint, dwa procesy, pism: {orders.PAPERS}", alone, unit="s")
    yield Figure("zlecenie, dwóch wykonawców", ordered, unit="s")
    yield Figure("zlecenie do samego WeasyPrint", ordered / alone, ORDERED)


def memory(contract, env):
    """Of one worker: its own after a hundred papers and after all, and with the press it started."""
    first, count = orders.SHORT_PAPERS // 10, orders.SHORT_PAPERS
    with orders.workers(1, env) as (worker,):
        orders.ordered(orders.Short(), contract, first)
        early = orders.resident(worker.pid)
        orders.ordered(orders.Short(), contract, count - first)
        late = orders.resident(worker.pid)
    for what, before, after in zip(["wykonawca", "z prasą"], early, late, strict=True):
        yield Figure(f"{what}: pamięć po {first} pismach", before, unit="MB")
        yield Figure(f"{what}: pamięć po {count} pismach", after, unit="MB")
        yield Figure(f"{what}: przyrost", after / before, GROWTH)


def typed(contract) -> tuple[str, str]:
    """The HTML of the paper and its CSS."""
    pages = []
    press, pdf._press = pdf._press, lambda copies, seconds: (pages.extend(copies) or b"", [])
    try:
        preview(contract, at=timezone.now())
    finally:
        pdf._press = press
    return pages[0], pdf.STYLE.read_text("utf-8")


def written(contract, folder: Path) -> list[Path]:
    files = [folder / "paper.html", folder / "paper.css"]
    for file, text in zip(files, typed(contract), strict=True):
        file.write_text(text, "utf-8")
    return files


if __name__ == "__main__":
    sys.exit(main())
