"""A private PostgreSQL: reached by a Unix socket alone, so it clashes with no port and nobody else gets in.

Two commands may use one cluster at a time. Under the lock `starting` a server is made, started, joined or
left; every user of it shares the lock `in-use`, and the last one to leave stops the server.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from deploy.local import locks, system
from deploy.local.environment import TOP
from deploy.local.talk import Stop, last_lines, quietly, say

SUPERUSER = "kis"
FALLBACK = Path("/var/lib")
LONGEST_SOCKET_FOLDER = 80  # the system takes about 100 bytes, and the socket's name follows

# A refused statement and its row hold personal data; the refusal itself is in the program's own log.
SETTINGS = {
    "listen_addresses": "",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    # A backup is laid out in one transaction, which holds a lock on each table, index and key.
    "max_locks_per_transaction": "256",
}
# fsync is a setting of a whole server, so the tests have a server of their own.
# After a power cut it is made anew.
WITHOUT_DURABILITY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Cluster:
    """`make run` has one and `make test` another, so neither can disturb the other's data."""

    def __init__(self, folder: Path, *, durable: bool):
        self.programs = system.postgresql()
        self.folder = folder
        self.data = self.folder / f"data-{system.major(self.programs)}"
        self.durable = durable

    @property
    def settings(self) -> dict[str, str]:
        return SETTINGS if self.durable else SETTINGS | WITHOUT_DURABILITY

    @contextmanager
    def running(self):
        """The server runs in the block, and after it while somebody else still uses it."""
        with (self.folder / "in-use.lock").open("a") as in_use:
            try:
                with self.alone():
                    locks.share(in_use)
                    self.make()
                    self.start()
                yield self
            finally:
                with self.alone():
                    if locks.is_last(in_use):
                        self.stop()

    def alone(self):
        return locks.locked(self.folder / "starting.lock")

    def database(self, name: str) -> str:
        """The address of this database for DATABASE_URL; the database is made where it is missing."""
        with self.alone():
            if name not in self.psql("SELECT datname FROM pg_database").split():
                self.psql(f'CREATE DATABASE "{name}"')
        return f"postgres://{SUPERUSER}@/{self.socket_folder}/{name}"

    # the steps of a start

    def make(self) -> None:
        if self.data.exists():
            return
        say("Zakładam prywatny serwer PostgreSQL…")
        half_made = self.data.with_suffix(".new")
        shutil.rmtree(half_made, ignore_errors=True)
        half_made.mkdir(mode=0o700)
        hand_to_server(half_made)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-D", half_made]
        quietly(
            [*as_server(), self.programs / "initdb", f"--username={SUPERUSER}", *options],
            failure="Nie udało się założyć serwera PostgreSQL:",
            **outside(),
        )
        half_made.rename(self.data)

    def start(self) -> None:
        if self.answers():
            return
        if not self.started() and not self.durable:
            say("Serwer testów nie wstał (nagłe wyłączenie?): zakładam go od nowa.")
            shutil.rmtree(self.data)
            self.make()
            self.started()
        if not self.answers():
            said = self.log.read_text(errors="replace") if self.log.exists() else ""
            raise Stop(f"Prywatny PostgreSQL nie wstał. Koniec {self.log}:\n{last_lines(said)}")

    def started(self) -> bool:
        options = [f"-c {name}={value}" for name, value in self.settings.items()]
        options.append(f"-k {self.make_socket_folder()}")
        self.log.unlink(missing_ok=True)
        return self.pg_ctl("start", "-t", "60", "-l", self.log, "-o", " ".join(options))

    def stop(self) -> None:
        folder = self.socket_folder
        self.pg_ctl("stop", "-t", "60", "-m", "fast")
        if folder:
            shutil.rmtree(folder, ignore_errors=True)

    def answers(self) -> bool:
        ask = [self.programs / "pg_isready", "-q", "-U", SUPERUSER, "-h", self.socket_folder]
        return bool(self.socket_folder) and succeeds(ask)

    def pg_ctl(self, act: str, *options) -> bool:
        program = self.programs / "pg_ctl"
        return succeeds([*as_server(), program, act, "-w", "-s", "-D", self.data, *options])

    def psql(self, statement: str) -> str:
        place = ["-h", self.socket_folder, "-U", SUPERUSER, "-d", "postgres"]
        return quietly(
            [self.programs / "psql", "-XAtq", *place, "-c", statement],
            failure="Prywatny serwer PostgreSQL odmówił:",
            **outside(),
        )

    # where things are

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @property
    def socket_folder(self) -> str:
        """As the running server says itself, empty when there is none: TMPDIR may differ between commands."""
        note = self.data / "postmaster.pid"
        lines = note.read_text().splitlines() if note.exists() else []
        return lines[4] if len(lines) > 4 else ""

    def make_socket_folder(self) -> Path:
        base = tempfile.gettempdir()
        name = f"kis-{hashlib.sha256(str(self.data).encode()).hexdigest()[:12]}"
        folder = Path(base if len(base) < LONGEST_SOCKET_FOLDER else "/tmp") / name  # noqa: S108
        folder.mkdir(mode=0o700, exist_ok=True)
        facts = folder.lstat()
        ours = facts.st_uid in {os.geteuid(), server_account().pw_uid}
        if not (stat.S_ISDIR(facts.st_mode) and ours):
            raise Stop(f"{folder} należy do kogoś innego. Usuń ten katalog i spróbuj ponownie.")
        folder.chmod(0o700)
        hand_to_server(folder)
        return folder


def folder_of(name: str) -> Path:
    """In the checkout, or under /var/lib where the server's account cannot reach the checkout."""
    folder = TOP / ".run" / name
    folder.mkdir(parents=True, exist_ok=True)
    if server_reaches(folder):
        return folder
    checkout = hashlib.sha256(str(TOP).encode()).hexdigest()[:12]
    elsewhere = FALLBACK / f"kis-{checkout}" / name
    elsewhere.mkdir(parents=True, exist_ok=True)
    account = server_account().pw_name
    say(f"Konto {account} nie sięga do {TOP}: dane PostgreSQL są w {elsewhere}")
    return elsewhere


# PostgreSQL refuses to run as root: then it runs as the account of Debian's package.


def server_account() -> pwd.struct_passwd:
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def as_server() -> list[str]:
    """The beginning of a command that runs as the server's account."""
    if os.geteuid() != 0:
        return []
    account = server_account()
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--init-groups"]


def outside() -> dict:
    """A folder that every account may enter, and no setting of another server."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {"cwd": "/", "env": settings}


def hand_to_server(folder: Path) -> None:
    account = server_account()
    os.chown(folder, account.pw_uid, account.pw_gid)


def server_reaches(folder: Path) -> bool:
    return succeeds([*as_server(), "test", "-x", folder])


def succeeds(command: list) -> bool:
    result = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True, **outside()
    )
    return result.returncode == 0
