"""The checks that need no test: one list for a person and for the machine."""

import base64
import secrets
import subprocess
from concurrent.futures import ThreadPoolExecutor

from deploy.local import environment
from deploy.local.environment import PYTHON, TOP, VENV
from deploy.local.talk import Stop, last_lines, say

PROGRAMS = VENV / "bin"
PRODUCTION = {
    "DEBUG": "0",
    "DEMO": "0",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "kis.mops.example.pl",
    "SECOND_FACTOR_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
}


def check(env: dict[str, str]) -> None:
    """Raises Stop when any check fails; all are run first, so that one look shows everything."""
    listed = checks()
    with ThreadPoolExecutor(environment.processors()) as side_by_side:
        passed = side_by_side.map(lambda each: passes(*each, env), listed)
    failed = [name for (name, *_), good in zip(listed, passed, strict=True) if not good]
    if failed:
        raise Stop(f"Nie przeszły: {', '.join(failed)}")


def checks():
    """Those that take longest come first, so that the others run beside them."""
    manage = [PYTHON, "manage.py"]
    return [
        ("makemigrations", [*manage, "makemigrations", "--check", "--dry-run"], {}),
        ("check --deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        ("import-linter", [PROGRAMS / "lint-imports"], {}),
        ("ruff check", [PROGRAMS / "ruff", "check", "--quiet", "."], {}),
        ("ruff format", [PROGRAMS / "ruff", "format", "--check", "--quiet", "."], {}),
        ("djade", [PROGRAMS / "djade", "--check", *templates()], {}),
        ("requirements", [PYTHON, "-m", "deploy.local.pins"], {}),
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


def passes(name: str, command: list, extra: dict[str, str], env: dict[str, str]) -> bool:
    result = subprocess.run(
        command,
        cwd=TOP,
        env=env | extra,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    say(f"{'✓' if result.returncode == 0 else '✗'} {name}")
    if result.returncode:
        say(last_lines(result.stdout + result.stderr, count=40))
    return result.returncode == 0
