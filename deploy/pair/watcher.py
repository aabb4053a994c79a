"""Watches the primary from the standby's machine and promotes the standby: python3 deploy/pair/watcher.py

It promotes alone where nothing that was answered can be lost by it: the primary, when it was last asked, let
every save wait for a standby, and the fence has closed it. Else it says so and leaves the decision to
people. It runs as the account of PostgreSQL with nothing but the system's Python.

From the environment (kis-watcher.service):
    PRIMARY   where the primary answers, as libpq wants it: host=10.0.0.1 port=5432 user=replicator
    STANDBY   this machine's own server, by its socket: host=/var/run/postgresql port=5432 user=postgres
    PROMOTE   the command that promotes it: pg_ctlcluster 15 main promote
    FENCE     the command that makes sure that the old primary never serves again by itself; 0 when it is sure
"""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

EVERY = 0.5  # seconds between looks
MISSES = 3  # looks in a row without an answer
PATIENCE = 1  # seconds of one look

# Its answer is never empty, so that no answer is told apart from an empty list.
NAMES = "SELECT 'names:' || current_setting('synchronous_standby_names')"
# Else the promoted server waits with every save for a standby that is dead.
ALONE = "ALTER SYSTEM SET synchronous_standby_names = ''"
RELOAD = "SELECT pg_reload_conf()"


@dataclass
class Watch:
    """What was seen so far. `promotes` is the whole decision."""

    misses: int = 0
    waits_for_standby: bool = False

    def seen(self, *, answers: bool, names: Callable[[], str]) -> None:
        """`names` are asked of a primary that answers; empty where it did not tell them in time."""
        if not answers:
            self.misses += 1
            return
        self.misses = 0
        if told := names():
            self.waits_for_standby = told != "names:"

    @property
    def is_dead(self) -> bool:
        return self.misses >= MISSES

    @property
    def promotes(self) -> bool:
        return self.is_dead and self.waits_for_standby


def main() -> int:
    told = os.environ
    watch = Watch()
    say("patrzę")
    while not watch.is_dead:
        start = time.monotonic()
        watch.seen(answers=answers(told["PRIMARY"]), names=lambda: asked(told["PRIMARY"], NAMES))
        time.sleep(max(0, EVERY - (time.monotonic() - start)))
    if not watch.promotes:
        say("serwer główny milczy, a nie czekał na zapasowy: decyzja należy do ludzi")
        return 1
    if not succeeds(shlex.split(told["FENCE"])):
        say("serwera głównego nie udało się odciąć: decyzja należy do ludzi")
        return 1
    if not succeeds(shlex.split(told["PROMOTE"])):
        say("serwera zapasowego nie udało się awansować")
        return 1
    asked(told["STANDBY"], ALONE)
    asked(told["STANDBY"], RELOAD)
    say("serwer zapasowy jest głównym")
    return 0


def answers(where: str) -> bool:
    return succeeds(["pg_isready", "--quiet", f"--timeout={PATIENCE}", f"--dbname={where}"])


def asked(where: str, statement: str) -> str:
    """Empty where there is no answer."""
    command = ["psql", "-XAtq", "--dbname", f"{where} dbname=postgres connect_timeout=2"]
    result = run([*command, "--command", statement])
    return result.stdout.strip() if result.returncode == 0 else ""


def succeeds(command: list[str]) -> bool:
    return run(command).returncode == 0


def run(command: list[str]) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def say(what: str) -> None:
    print(what, flush=True)  # into the journal of the service


if __name__ == "__main__":
    sys.exit(main())
