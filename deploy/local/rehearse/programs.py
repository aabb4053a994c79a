"""The program's own processes, kept running as systemd keeps them."""

import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException

from deploy.local.environment import TOP
from deploy.local.talk import Stop

HOST, FIRST_PORT = "127.0.0.1", 8781
PAUSE = 5  # seconds before another start: RestartSec of its unit
SECONDS_TO_START = 120


class Kept:
    """A process that is started again where it ends by itself."""

    def __init__(self, command: list, env: dict):
        self.command, self.env = command, env
        self.ends = threading.Event()
        self.starts, self.process = 0, None
        # What it starts ends with the thread that started it.
        self.thread = threading.Thread(target=self._keep, daemon=True)
        self.thread.start()

    def _keep(self) -> None:
        while not self.ends.is_set():
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *self.command],
                cwd=TOP,
                env=self.env,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            self.starts += 1
            self.process.wait()
            self.ends.wait(PAUSE)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)

    def end(self) -> None:
        self.ends.set()
        if self.process:
            self.process.terminate()
        self.thread.join(20)


@contextmanager
def kept(command: list, env: dict):
    process = Kept(command, env)
    try:
        yield process
    finally:
        process.end()


@contextmanager
def webs(count: int, env: dict, *, processes: int = 2):
    """Ports of so many web servers, each with so many processes."""
    ports = [FIRST_PORT + number for number in range(count)]
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    with ExitStack() as stack:
        for port in ports:
            where = ["--bind", f"{HOST}:{port}", "--workers", str(processes)]
            stack.enter_context(kept([*gunicorn, *where, "kis.wsgi"], env))
        for port in ports:
            wait_for(port)
        yield ports


@contextmanager
def workers(count: int, env: dict):
    command = [sys.executable, "manage.py", "procrastinate", "worker"]
    with ExitStack() as stack:
        yield [stack.enter_context(kept(command, env)) for _ in range(count)]


def wait_for(port: int) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        try:
            connection = HTTPConnection(HOST, port, timeout=30)
            connection.request("GET", "/konto/login/")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.2)
    raise Stop(f"Program nie odpowiada: {HOST}:{port}")
