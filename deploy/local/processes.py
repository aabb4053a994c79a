"""A program that runs in the foreground of a command, and how both end."""

import signal
import subprocess

from deploy.local.environment import TOP
from deploy.local.talk import Ended

SECONDS_TO_END = 10


def foreground(command: list, env: dict[str, str]) -> int:
    """Run until it ends or until we are told to end; either way it has ended when this returns."""
    # It ends even when this command is killed outright.
    with_us = ["setpriv", "--pdeathsig", "TERM"]
    process = subprocess.Popen([*with_us, *command], cwd=TOP, env=env)
    try:
        return process.wait()
    except BaseException as interruption:
        if isinstance(interruption, Ended):
            process.terminate()
        wait_for_end(process)
        raise


def wait_for_end(process: subprocess.Popen) -> None:
    """The terminal's Ctrl-C reached the process too: let it finish in peace, but not for ever."""
    for end in [process.terminate, process.kill, None]:
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            end()


def listen_to_signals() -> None:
    def interrupted(number, frame):
        for each in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
            signal.signal(each, signal.SIG_IGN)  # once is enough: what follows is tidying up
        raise KeyboardInterrupt if number == signal.SIGINT else Ended

    for each in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
        signal.signal(each, interrupted)
