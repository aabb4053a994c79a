"""Programs that run in the foreground of a command and beside it, and how all end."""

import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

from deploy.local.environment import TOP
from deploy.local.talk import Ended

SECONDS_TO_END = 10


def foreground(command: list, env: dict[str, str]) -> int:
    """Run until it ends or until we are told to end; either way it has ended when this returns."""
    process = started(command, env)
    try:
        return process.wait()
    except BaseException as interruption:
        end(process, is_told=told_by_terminal(interruption))
        raise


@contextmanager
def beside(command: list, env: dict[str, str]):
    """Run it while the block runs; it has ended when the block has."""
    process = started(command, env)
    try:
        yield process
    except BaseException as interruption:
        end(process, is_told=told_by_terminal(interruption))
        raise
    else:
        end(process, is_told=False)


def started(command: list, env: dict[str, str]) -> subprocess.Popen:
    # It ends even when this command is killed outright.
    with_us = ["setpriv", "--pdeathsig", "TERM"]
    return subprocess.Popen([*with_us, *command], cwd=TOP, env=env)


def told_by_terminal(interruption: BaseException) -> bool:
    """Ctrl-C reaches every process of the terminal, TERM and HUP this command alone."""
    return isinstance(interruption, KeyboardInterrupt) and not isinstance(interruption, Ended)


def end(process: subprocess.Popen, *, is_told: bool) -> None:
    if not is_told:
        process.terminate()
    wait_for_end(process)


def wait_for_end(process: subprocess.Popen) -> None:
    """The terminal's Ctrl-C reached the process too: let it finish in peace, but not for ever."""
    for end in [process.terminate, process.kill, None]:
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            end()


def children_of(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def listen_to_signals() -> None:
    def interrupted(number, frame):
        for each in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
            signal.signal(each, signal.SIG_IGN)  # once is enough: what follows is tidying up
        raise KeyboardInterrupt if number == signal.SIGINT else Ended

    for each in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
        signal.signal(each, interrupted)
