"""Servers of PostgreSQL that follow each other, by Debian's own tools and those of deploy/pair."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from deploy.local import system
from deploy.local.cluster import SUPERUSER, as_server, hand_to_server, outside
from deploy.local.processes import children_of
from deploy.local.talk import Stop, last_lines, quietly

DATABASE = "kis"
BOTH = "ANY 1 (a, b)"
# What both have: behind a rewind the lines are the other one's.
SHARED = """
listen_addresses = ''
log_min_error_statement = panic
log_error_verbosity = terse
wal_log_hints = on
track_commit_timestamp = on
archive_mode = on
wal_keep_size = 1GB
max_locks_per_transaction = 256
"""
SECONDS_TO_WAIT = 120


class Server:
    """`name` is `a` or `b`. What differs between the two stands on the command line of its start."""

    def __init__(self, folder: Path, sockets: Path, name: str, port: int):
        self.name, self.port = name, port
        self.programs = system.postgresql()
        self.data, self.sockets = folder / f"data-{name}", sockets / name
        self.tools = (
            folder / "pair"
        )  # those of deploy/, where the account of the server reaches them
        self.log = folder / f"{name}.log"
        self.sockets.mkdir(exist_ok=True)
        hand_to_server(self.sockets)

    @property
    def place(self) -> str:
        return f"host={self.sockets} port={self.port} user={SUPERUSER}"

    # how it is

    def ask(self, statement: str, *values, database="postgres"):
        """The first column of the first row."""
        with psycopg.connect(f"{self.place} dbname={database}", autocommit=True) as connection:
            found = connection.execute(statement, values or None)
            row = found.fetchone() if found.description else None
            return row[0] if row else None

    def rows(self, statement: str, *values) -> list[tuple]:
        """Of the program's database."""
        with psycopg.connect(f"{self.place} dbname={DATABASE}") as connection:
            return connection.execute(statement, values or None).fetchall()

    def until(self, statement: str, expected, *, seconds=SECONDS_TO_WAIT) -> float:
        """How long it took until the answer was the expected one."""
        start = time.monotonic()
        answer = None
        while time.monotonic() - start < seconds:
            with suppress(psycopg.OperationalError):
                answer = self.ask(statement)
                if answer == expected:
                    return time.monotonic() - start
            time.sleep(0.05)
        raise Stop(f"Serwer {self.name}: {statement}: {answer}, a miało być {expected}.")

    # what is done with it

    def start(self) -> None:
        # Straight after kill -9 the dead one's note may still stand in the way for a moment.
        for _ in range(10):
            if self.pg_ctl("start", "-t", "60", "-l", self.log, "-o", self.options):
                return
            time.sleep(0.3)
        raise Stop(f"Serwer {self.name} nie wstał:\n{last_lines(self.log.read_text())}")

    @property
    def options(self) -> str:
        return (
            f"-c port={self.port} -c unix_socket_directories={self.sockets} "
            f"-c cluster_name={self.name}"
        )

    def stop(self, mode: str = "fast") -> None:
        self.pg_ctl("stop", "-t", "60", "-m", mode)

    def kill(self) -> None:
        """As a machine that loses its power: every process of it at once."""
        postmaster = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        for process in [postmaster, *children_of(postmaster)]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def pg_ctl(self, act: str, *options) -> bool:
        command = [*as_server(), self.programs / "pg_ctl", act, "-w", "-s", "-D", self.data]
        # Its server goes on: nobody may wait for the end of what it inherits.
        result = subprocess.run(
            [*command, *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            **outside(),
        )
        return result.returncode == 0

    def begin_from(self, data: Path, archive: Path, *, standbys: str = BOTH) -> None:
        """As a copy of the folder of a server that is stopped."""
        self.copied(data)
        command = f"{self.tools / 'archive'} %p %f {archive}"
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(f"{SHARED}synchronous_standby_names = '{standbys}'\n")
            file.write(f"archive_command = '{command}'\n")

    def copied(self, data: Path) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        quietly([*as_server(), "cp", "-a", data, self.data], failure="cp:", **outside())

    def follow(self, other: "Server") -> None:
        """As a fresh standby of the other one."""
        shutil.rmtree(self.data, ignore_errors=True)
        other.ask(
            "SELECT pg_create_physical_replication_slot(%s) WHERE NOT EXISTS "
            "(SELECT FROM pg_replication_slots WHERE slot_name = %s)",
            *(self.name, self.name),
        )
        where = f"{other.place} application_name={self.name}"
        options = ["-D", self.data, "-R", "-S", self.name, "--checkpoint=fast"]
        self.program("pg_basebackup", "-d", where, *options)
        self.start()

    def rejoin(self, other: "Server") -> None:
        command = [*as_server(), "env", f"PATH={self.path}", self.tools / "rejoin"]
        quietly([*command, self.data, self.name, other.place], failure="rejoin:", **outside())

    def may_start(self, other: "Server") -> bool:
        """As its service asks before it starts it."""
        command = [*as_server(), "env", f"PATH={self.path}", self.tools / "may-start"]
        result = subprocess.run(
            [*command, self.data, other.place], capture_output=True, check=False, **outside()
        )
        return result.returncode == 0

    @property
    def path(self) -> str:
        return f"{self.programs}:{os.environ['PATH']}"

    def program(self, name: str, *arguments) -> str:
        return quietly(
            [*as_server(), self.programs / name, *arguments], failure=f"{name}:", **outside()
        )


def address(servers: list[Server]) -> str:
    """Of both, for DATABASE_URL: each host with its own port."""
    hosts = ",".join(f"{str(one.sockets).replace('/', '%2F')}:{one.port}" for one in servers)
    options = "target_session_attrs=read-write&connect_timeout=3"
    return f"postgres://{SUPERUSER}@{hosts}/{DATABASE}?{options}"
