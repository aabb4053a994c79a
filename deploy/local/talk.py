"""What the two commands say to the person at the terminal, in Polish."""

import subprocess
import sys


class Stop(Exception):
    """The command cannot go on; the text says why and what to do."""


class Ended(KeyboardInterrupt):
    """Told to end by TERM or HUP: unlike at Ctrl-C, the children were told nothing."""


def say(text: str) -> None:
    print(text, flush=True)


def quietly(command: list, *, failure: str, **options) -> str:
    """The command's output. Raises Stop with `failure` and the end of what the command said."""
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **options,
    )
    if result.returncode:
        sys.stdout.flush()
        raise Stop(f"{failure}\n{last_lines(result.stdout)}")
    return result.stdout


def last_lines(text: str, count: int = 12) -> str:
    return "\n".join(f"    {line}" for line in text.strip().splitlines()[-count:])
