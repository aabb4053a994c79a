"""The steps of a rehearsal, each with its figures. Imported where the environment names the pair."""

import datetime
import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import django

django.setup()

# ruff: noqa: E402 - the models want Django set up
from django.db import close_old_connections
from django.utils import timezone

from contracts.models import SocialContract
from deploy.local.bench.aims import Figure, table
from deploy.local.bench.orders import Short
from deploy.local.bench.readers import login
from deploy.local.cluster import as_server
from deploy.local.rehearse import programs
from deploy.local.rehearse.judging import Verdict, gap, judged
from deploy.local.rehearse.past import brought_back
from deploy.local.rehearse.saving import LABEL, Crowd, Saver
from deploy.local.rehearse.servers import Server
from deploy.local.talk import Stop, say
from kis.accounts.models import User
from kis.documents.exports import Wanted
from kis.documents.models import Export
from kis.documents.ordering import order_papers
from kis.recovery.health import health
from participants.models import Person

MOST_SECONDS_AWAY = 3.0
SAVERS, PAPERS = 6, 40
BEFORE, AFTER = 8, 12  # seconds of load
WORKER_SAID = "socjalna"
SYSTEMS_PYTHON = "/usr/bin/python3"  # which the account of the server reaches, too


def rehearse(a: Server, b: Server, *, folder: Path, archive: Path) -> int:
    found = []
    for title, step in (
        ("Awaria serwera głównego pod obciążeniem", lambda: failover(a, b)),
        ("Dawny serwer główny", lambda: back(a, b)),
        ("Chwila przed pomyłką", lambda: brought_back(b, folder, archive, saving)),
        ("Kontrola: bez serwera zapasowego", lambda: control(b, a)),
    ):
        figures = list(step())
        say(table(title, figures))
        found += figures
    return int(any(figure.is_missed for figure in found))


@contextmanager
def running():
    env = dict(os.environ)
    with programs.webs(2, env) as ports, programs.workers(2, env) as workers:
        yield ports, workers


def written_of(login: str, count: int) -> list[Person]:
    """So many people of whom this worker may write: of a restricted or a merged file nothing is saved."""
    worker = User.objects.get(username=login)
    people = Person.objects.with_writable(worker, timezone.localdate())
    free = people.filter(writable=True, is_restricted=False, merged_into=None, responsible=worker)
    return list(free.order_by("pk")[:count])


@contextmanager
def saving(ports: list[int], count: int = SAVERS):
    close_old_connections()
    people = written_of(WORKER_SAID, count)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    cookies = login(programs.HOST, ports[0], WORKER_SAID)
    savers = [Saver(ports, cookies, one.pk, f"{yesterday:%d.%m.%Y}") for one in people]
    with Crowd(savers) as crowd:
        yield crowd


# the primary dies


def failover(a: Server, b: Server):
    start = time.monotonic()
    a.start()
    b.follow(a)
    a.until("SELECT sync_state FROM pg_stat_replication", "quorum")
    yield Figure(
        "para od startu do pierwszej synchronicznej zmiany", time.monotonic() - start, unit="s"
    )
    with running() as (ports, workers):
        with watcher(a, b) as watch, saving(ports) as crowd:
            time.sleep(BEFORE)
            order = ordered()
            until(lambda: order.items.done().count() >= 3)
            workers[0].kill()
            a.kill()
            died = time.time()  # behind it: what was committed until then is the old one's
            if watch.wait(60):
                raise Stop(f"Czuwający nie awansował: {watch.stdout.read()}")
            time.sleep(AFTER)
        yield from told(crowd, b, died)
        yield Figure("stan programu nie widzi braku zapasowego", is_standby_well(), 0, unit="")
        yield from papers(order)


def told(crowd: Crowd, server: Server, died: float):
    verdict, moments = found(crowd, server)
    away = gap(moments, died)
    yield Figure("zapisy na sekundę przed awarią", rate(moments, died), unit="")
    yield Figure(
        "bez usługi: ostatni wiersz starego, pierwszy nowego", away, MOST_SECONDS_AWAY, "s"
    )
    yield Figure("zapisy potwierdzone", verdict.answered, unit="")
    yield Figure("utracone z potwierdzonych", len(verdict.lost), 0, unit="")
    yield Figure("zapisane dwa razy", len(verdict.doubled), 0, unit="")
    yield Figure("bez jasnej odpowiedzi za pierwszym razem", len(verdict.doubtful), unit="")
    yield Figure("z nich już były zapisane", len(verdict.kept), unit="")
    yield Figure("bez odpowiedzi do końca", len(verdict.unanswered), 0, unit="")
    for key in verdict.doubtful:
        said = "był już zapisany" if key in verdict.kept else "nie był jeszcze zapisany"
        say(f"  niepewny zapis {key}: {said}, powtórzony z tym samym kluczem")


NOTES = f"""
    SELECT text, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float
    FROM participants_note WHERE text LIKE '{LABEL} %'"""  # noqa: S608
KEYS = "SELECT key, extract(epoch FROM saved_at)::float FROM accounts_savedform"


def found(crowd: Crowd, server: Server) -> tuple[Verdict, list[float]]:
    """The verdict, and when each note was committed."""
    notes, keys = server.rows(NOTES), dict(server.rows(KEYS))
    return judged(crowd.saves, [text for text, _ in notes], keys), [at for _, at in notes]


def rate(moments: list[float], died: float) -> float:
    return sum(died - BEFORE <= moment <= died for moment in moments) / BEFORE


@contextmanager
def watcher(primary: Server, standby: Server):
    """As on the standby's machine. The fence closes the folder of the old primary."""
    told = {
        "PATH": standby.path,
        "PRIMARY": primary.place,
        "STANDBY": standby.place,
        "PROMOTE": f"{standby.programs / 'pg_ctl'} promote -w -D {standby.data}",
        "FENCE": f"touch {primary.data / 'fenced'}",
    }
    watch = [*as_server(), SYSTEMS_PYTHON, standby.tools / "watcher.py"]
    process = subprocess.Popen(watch, cwd="/", env=told, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def is_standby_well() -> bool:
    return next(part.is_good for part in health() if part.title == "Serwer zapasowy bazy")


# the jobs of a killed worker


def ordered() -> Export:
    close_old_connections()
    contract = SocialContract.objects.filter(state=SocialContract.State.DRAFT).earliest("pk")
    wanted = [Wanted(f"Pismo {n}", f"pismo-{n}.pdf", contract.pk) for n in range(PAPERS)]
    user = User.objects.get(username=WORKER_SAID)
    return order_papers(Short(), "Próba", wanted, by=user, at=timezone.now())


def papers(order: Export):
    start = time.monotonic()
    close_old_connections()
    until(lambda: order.items.done().count() == PAPERS)
    yield Figure(
        "pisma zabitego procesu roboczego: dokończone po", time.monotonic() - start, unit="s"
    )
    yield Figure("pisma niezrobione", PAPERS - order.items.done().count(), 0, unit="")


def until(true, seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise Stop("Zlecenie nie posuwa się naprzód.")
        time.sleep(0.3)


# the old primary


def back(a: Server, b: Server):
    yield Figure("odcięty wstaje sam", int(a.may_start(b)), 0, unit="")
    fence = a.data / "fenced"
    fence.unlink()
    yield Figure("wstaje sam, gdy drugi jest głównym", int(a.may_start(b)), 0, unit="")
    fence.touch()
    start = time.monotonic()
    a.rejoin(b)
    yield Figure("zapasowy nie może wstać", not a.may_start(b), 0, unit="")
    a.start()
    b.until("SELECT state FROM pg_stat_replication", "streaming")
    b.ask("ALTER SYSTEM RESET synchronous_standby_names")
    b.ask("SELECT pg_reload_conf()")
    b.until("SELECT sync_state FROM pg_stat_replication", "quorum")
    yield Figure("dawny główny znów jako zapasowy", time.monotonic() - start, unit="s")
    primaries = sum(not one.ask("SELECT pg_is_in_recovery()") for one in (a, b))
    yield Figure("serwery główne po powrocie", primaries, 1, unit="")
    yield Figure("stan programu nie widzi, że zapasowy wrócił", not is_standby_well(), 0, unit="")


# the control


def control(primary: Server, standby: Server):
    """Without the standby the same death loses what was answered: else the rehearsal proves nothing."""
    standby.stop()
    primary.ask("ALTER SYSTEM SET synchronous_standby_names = ''")
    primary.ask("SELECT pg_reload_conf()")
    with running() as (ports, _):
        with watcher(primary, standby) as watch:
            with saving(ports) as crowd:
                time.sleep(BEFORE)
            primary.kill()
            left_alone = watch.wait(60)
        standby.start()
        standby.pg_ctl("promote")
    verdict, _ = found(crowd, standby)
    yield Figure("zapisy potwierdzone", verdict.answered, unit="")
    yield Figure("utracone z potwierdzonych", len(verdict.lost), unit="")
    yield Figure("czuwający awansował mimo utraty", not left_alone, 0, unit="")
    yield Figure("kontrola nie pokazała utraty", not verdict.lost, 0, unit="")
