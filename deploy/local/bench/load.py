"""Sixty people reading at once: `python -m deploy.local.bench.load <database> [folder of another build]`.

gunicorn runs as in deploy/, from this checkout or from another, so that two builds can be measured in turns.
Without Django: the readers come by http on this machine's own address alone, and all of it ends by itself.
"""

import os
import random
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles

from deploy.local.bench.readers import READERS, Reader, login
from deploy.local.environment import TOP

HOST, PORT = "127.0.0.1", 8765
WARMING, MEASURED = 10, 60  # seconds
SECONDS_TO_START = 60
FEWEST = 20  # looks that a p95 is said of
SETTINGS = TOP / "deploy" / "local" / "bench" / "server"


def main(database: str, build: Path) -> int:
    with serving(database, build):
        readers = hire()
        start = time.monotonic()
        threads = [
            threading.Thread(target=reader.read, args=(start + WARMING + MEASURED,))
            for reader in readers
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    told(readers, start + WARMING)
    return 0


@contextmanager
def serving(database: str, build: Path):
    """The server of the build with its own libraries."""
    env = os.environ | {
        "DATABASE_URL": database,
        "DEBUG": "1",
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "settings_under_load",
        "PYTHONPATH": str(SETTINGS),
    }
    command = [
        *("setpriv", "--pdeathsig", "TERM", build / ".venv" / "bin" / "python", "-m", "gunicorn"),
        *("--config", "deploy/gunicorn.conf.py", "--bind", f"{HOST}:{PORT}", "kis.wsgi"),
    ]
    server = subprocess.Popen(command, cwd=build, env=env, stdout=subprocess.DEVNULL)
    try:
        wait_for(server)
        yield
    finally:
        server.terminate()
        server.wait()


def wait_for(server: subprocess.Popen) -> None:
    """Raises OSError where it does not answer in time."""
    end = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < end:
        try:
            HTTPConnection(HOST, PORT, timeout=5).connect()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise OSError(f"Serwer nie odpowiada: {HOST}:{PORT}")


def hire() -> list[Reader]:
    """People of one role share a login: what is measured is reading."""
    found = []
    for username, count in READERS.items():
        cookies = login(HOST, PORT, username)
        for number in range(count):
            chance = random.Random(f"{username} {number}")  # noqa: S311 - the same walks each time
            found.append(Reader(HOST, PORT, username, cookies, chance))
    return found


def told(readers: list[Reader], since: float) -> None:
    looks = [look for reader in readers for look in reader.looks if look.at >= since]
    desk = [look.seconds for look in looks if look.path == "/" and look.status == 200]
    everything = [look.seconds for look in looks if look.status == 200]
    for title, times in (("pulpit", desk), ("wszystkie strony", everything)):
        print(f"{title:<18} {summed_up(times)}")
    others = [look for look in looks if look.status not in (200, 302)]
    lost = sum(reader.lost for reader in readers)
    print(f"inne odpowiedzi: {len(others)}, bez odpowiedzi: {lost}")


def summed_up(seconds: list[float]) -> str:
    if len(seconds) < FEWEST:
        return f"za mało otwarć: {len(seconds)}"
    p95, middle = (1000 * number for number in (quantiles(seconds, n=20)[-1], median(seconds)))
    return f"p95 {p95:5.0f} ms   mediana {middle:5.0f} ms   otwarć {len(seconds)}"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else TOP))
    except (OSError, HTTPException) as failure:
        sys.exit(str(failure))
