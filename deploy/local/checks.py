"""The checks that need no test: one list for a person and for the machine, quick ones first."""

import secrets
import subprocess

from deploy.local.environment import PYTHON, TOP, VENV
from deploy.local.talk import Stop, last_lines, say

PROGRAMS = VENV / "bin"
PRODUCTION = {
    "DEBUG": "0",
    "DEMO": "0",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "kis.mops.example.pl",
}


def check(env: dict[str, str]) -> None:
    """Raises Stop when any check fails; all are run first, so that one look shows everything."""
    failed = [name for name, command, extra in checks() if not passes(name, command, env | extra)]
    if failed:
        raise Stop(f"Nie przeszły: {', '.join(failed)}")


def checks():
    manage = [PYTHON, "manage.py"]
    return [
        ("ruff check", [PROGRAMS / "ruff", "check", "--quiet", "."], {}),
        ("ruff format", [PROGRAMS / "ruff", "format", "--check", "--quiet", "."], {}),
        ("djade", [PROGRAMS / "djade", "--check", *templates()], {}),
        ("import-linter", [PROGRAMS / "lint-imports"], {}),
        ("requirements", [PYTHON, "-m", "deploy.local.pins"], {}),
        ("check --deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        ("makemigrations", [*manage, "makemigrations", "--check", "--dry-run"], {}),
    ]


def templates() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.html"],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.splitlines() if (TOP / name).exists()]


def passes(name: str, command: list, env: dict[str, str]) -> bool:
    result = subprocess.run(
        command,
        cwd=TOP,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    say(f"{'✓' if result.returncode == 0 else '✗'} {name}")
    if result.returncode:
        say(last_lines(result.stdout + result.stderr, count=40))
    return result.returncode == 0
