"""File locks between commands of this checkout. The system frees them however a command ends."""

import fcntl
from contextlib import contextmanager
from pathlib import Path

from deploy.local.talk import say


@contextmanager
def locked(path: Path, waiting: str = ""):
    """Alone until the block ends; `waiting` is said where somebody else has it now."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                say(waiting)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def share(file) -> None:
    fcntl.flock(file, fcntl.LOCK_SH)


def is_last(file) -> bool:
    """Whether nobody else shares the lock; then it is ours alone."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
