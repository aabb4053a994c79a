"""The commands of the Makefile: from a bare machine to all that the program needs."""

import os
import re
import shlex
import socket
import subprocess
import sys
from contextlib import contextmanager

from deploy.local import audit, checks, environment, locks, system, validator
from deploy.local.cluster import Cluster, folder_of
from deploy.local.environment import BASE, DEV, LOAD, PYTHON, TOP
from deploy.local.processes import beside, foreground, listen_to_signals
from deploy.local.talk import Stop, quietly, say


def run() -> int:
    port = free_port(os.environ.get("PORT") or "8000")
    name = database_name(os.environ.get("CENTRE", ""))
    prepare(BASE)
    with database("demo", name, durable=True) as env:
        with locks.locked(TOP / ".run" / "loading.lock"):
            say("Przygotowuję bazę danych…")
            manage("prepare", env=env)
            logins = manage("demo", env=env)
        free_port(str(port))  # somebody may have come in the meantime
        env = {"PROGRAM_ADDRESS": f"http://localhost:{port}"} | env
        say(f"\n{logins}\nProgram: http://localhost:{port}   (Ctrl-C kończy)\n")
        # Makes what is ordered by many at once, see kis/documents/tasks.py.
        with beside([PYTHON, "manage.py", "procrastinate", "worker"], env):
            return foreground([PYTHON, "manage.py", "runserver", f"127.0.0.1:{port}"], env)


def check() -> int:
    prepare(DEV)
    with database("tests", "kis", durable=False) as env:
        checks.check(env)
    return 0


def test() -> int:
    chosen = chosen_tests(os.environ.get("PART", ""), os.environ.get("ARGS", ""))
    prepare(DEV, browser=True)
    with only_tests(), database("tests", "kis", durable=False) as env:
        if not chosen:
            checks.check(env)
        return pytest(chosen, env)


def papers_check() -> int:
    """Every kind of paper before the reference validator; with WHERE_POSSIBLE=1 only where it can be had."""
    try:
        judge = validator.class_path()
    except Stop as reason:
        if not os.environ.get("WHERE_POSSIBLE"):
            raise
        say(f"Pomijam ocenę pism przez veraPDF. {reason}")
        return 0
    prepare(DEV)
    with only_tests(), database("tests", "kis", durable=False) as env:
        return foreground(
            [PYTHON, "-m", "pytest", "tests/validator", "-q"], env | {"VERAPDF": judge}
        )


def fuzz() -> int:
    """Every form and question a hundred times (FUZZ), with whatever may be sent; in `make test` twice."""
    prepare(DEV)
    with only_tests(), database("tests", "kis", durable=False) as env:
        return pytest(["tests/web/test_fuzz.py", "-q"], {"FUZZ": "100"} | env)


def audited() -> int:
    return audit.audit(os.environ.get("AUDIT") or "pypi")


# Of `make bench`, beside the whole.
PARTS = ("papers", "works", "eligible", "classes", "reports", "inspection", "imports", "services")


def bench() -> int:
    people = os.environ.get("PEOPLE") or "1000000"
    if not people.isdigit() or int(people) < 1000:
        raise Stop(f"PEOPLE={people}: podaj liczbę od 1000.")
    # What papers and hours cost needs no million people.
    part = os.environ.get("PART")
    parts = {name: [f"deploy.local.bench.{name}"] for name in PARTS}
    measure = parts.get(part, ["deploy.local.bench", people])
    prepare(BASE)
    with database("bench", "kis", durable=False) as env:
        return foreground([PYTHON, "-m", *measure], env)


def rehearse() -> int:
    """The servers of the database that it kills it makes itself."""
    prepare(BASE)
    env = os.environ | {"DEBUG": "1", "DEMO": "1"}
    return foreground([PYTHON, "-m", "deploy.local.rehearse"], env)


def load() -> int:
    prepare(BASE)
    environment.ensure(LOAD)
    env = os.environ | {"DEBUG": "1", "DEMO": "1"}
    return foreground([PYTHON, "-m", "deploy.local.load"], env)


def pytest(chosen: list[str], env: dict[str, str]) -> int:
    browser = system.chromium() or ""
    if not browser:
        say("Pomijam testy w przeglądarce: brak Chromium. Wskaż ją: CHROMIUM=ścieżka make test")
    # One test at a time goes to the worker that is free, in the order of tests/conftest.py.
    spread = [f"-n{workers()}", "--dist=load", "--maxschedchunk=1"]
    slowest = ["--durations=15", "--durations-min=1"]
    command = [PYTHON, "-m", "pytest", *spread, *slowest, *chosen]
    return foreground(command, env | {"CHROMIUM": browser})


def workers() -> int:
    """One for each processor we may use; beyond eight they wait for one server of PostgreSQL."""
    return min(environment.processors(), 8)


# what several of them need


def prepare(kind: str, *, browser: bool = False) -> None:
    environment.refuse_foreign_folders()
    (TOP / ".run").mkdir(exist_ok=True)
    with locks.locked(
        TOP / ".run" / "prepare.lock", "Inne polecenie przygotowuje środowisko, czekam…"
    ):
        system.install_missing(database=not os.environ.get("DATABASE_URL"), browser=browser)
        environment.ensure(kind)


@contextmanager
def database(cluster: str, name: str, *, durable: bool):
    """The environment of the program: with the server of DATABASE_URL, else with a private one."""
    # Whatever the machine says, bytecode is kept: each worker would compile all tests in every run.
    env = os.environ | {"DEBUG": "1", "DEMO": "1", "PYTHONDONTWRITEBYTECODE": ""}
    if env.get("DATABASE_URL"):
        say("Używam bazy z DATABASE_URL.")
        probe(env)
        yield env
        return
    with Cluster(folder_of(cluster), durable=durable).running() as server:
        yield env | {"DATABASE_URL": server.database(name), "DATABASE_OWNER_URL": ""}


def probe(env: dict[str, str]) -> None:
    result = subprocess.run(
        [PYTHON, "-m", "deploy.local.probe"],
        cwd=TOP,
        env=env,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if result.returncode:
        raise Stop(result.stderr.strip())


def manage(*arguments: str, env: dict[str, str]) -> str:
    return quietly(
        [PYTHON, "manage.py", *arguments], failure=f"manage.py {arguments[0]}:", cwd=TOP, env=env
    )


def free_port(text: str) -> int:
    """Raises Stop where the text is no port or another program has it."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Stop(f"PORT={text}: podaj liczbę od 1 do 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except PermissionError:
            raise Stop(
                f"Port {text} może otworzyć tylko administrator. Podaj inny, np. PORT=8000."
            ) from None
        except OSError:
            raise Stop(
                f"Port {text} jest zajęty. Zamknij program, który go używa, albo podaj inny: "
                f"make run PORT={int(text) + 1}"
            ) from None
    return int(text)


def database_name(centre: str) -> str:
    """One database per centre."""
    if not re.fullmatch("[a-z]{0,40}", centre):
        raise Stop(f"CENTRE={centre}: podaj nazwę małymi literami, np. starachowice.")
    return f"kis_{centre}" if centre else "kis"


# tests


def chosen_tests(part: str, more: str) -> list[str]:
    """`part` is a folder or a file under tests/, without the browser; nothing chosen is everything."""
    if not part:
        return shlex.split(more)
    named = TOP / "tests" / part
    if not named.exists():
        raise Stop(f"PART={part}: nie ma takiego katalogu ani pliku w tests/.")
    return [f"tests/{part}", "-m", "not browser", *shlex.split(more)]


def only_tests():
    return locks.locked(TOP / ".run" / "tests.lock", "W tym katalogu trwa już `make test`, czekam…")


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "papers-check": papers_check,
    "bench": bench,
    "fuzz": fuzz,
    "audit": audited,
    "rehearse": rehearse,
    "load": load,
}


def main(arguments: list[str]) -> int:
    listen_to_signals()
    try:
        return COMMANDS[arguments[0]]()
    except Stop as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
