"""The virtual environment, from pinned requirements."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from deploy.local.talk import Stop, quietly, say

TOP = Path(__file__).resolve().parents[2]
VENV = TOP / ".venv"
PYTHON = VENV / "bin" / "python"
BASE, DEV = "base", "dev"  # dev holds all of base
LOAD = "load"  # beside either


def ensure(kind: str) -> None:
    """Make .venv ready for `kind` of requirements; at once where it is."""
    if is_ready(kind):
        return
    make_venv()
    kinds = [BASE, DEV] if kind == DEV else [kind]
    for each in kinds:
        stamp(each).unlink(missing_ok=True)
    say("Instaluję biblioteki w .venv (za pierwszym razem trwa to kilka minut)…")
    pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", "install"]
    quietly(
        [*pip, "--only-binary=:all:", "--require-hashes", "-r", f"requirements/{kind}.txt"],
        failure="Nie udało się zainstalować bibliotek:",
        cwd=TOP,
    )
    for each in kinds:
        stamp(each).write_text(fingerprint(each))


def make_venv() -> None:
    if VENV.exists() and stamp("python").exists() and stamp("python").read_text() == interpreter():
        return
    say("Tworzę środowisko Pythona w .venv…")
    if VENV.exists():
        shutil.rmtree(VENV)
    quietly([sys.executable, "-m", "venv", VENV], failure="Nie udało się utworzyć .venv:")
    stamp("python").write_text(interpreter())


def is_ready(kind: str) -> bool:
    return PYTHON.exists() and stamp(kind).exists() and stamp(kind).read_text() == fingerprint(kind)


def stamp(name: str) -> Path:
    return VENV / f".ready-{name}"


def interpreter() -> str:
    """A moved folder or another Python makes an environment useless."""
    return f"{VENV}\n{sys.version}"


def fingerprint(kind: str) -> str:
    pins = (TOP / "requirements" / f"{kind}.txt").read_bytes()
    return hashlib.sha256(interpreter().encode() + pins).hexdigest()


def processors() -> int:
    """Those that we may use."""
    return len(os.sched_getaffinity(0))


def refuse_foreign_folders() -> None:
    """Raises Stop where an earlier command of another account left what this one cannot use."""
    for folder in [TOP, VENV, TOP / ".run"]:
        if folder.exists() and not os.access(folder, os.W_OK):
            raise Stop(
                f"Brak prawa zapisu w {folder}. Uruchom jako właściciel tego katalogu "
                "albo usuń .venv i .run, które zostawiło inne konto."
            )
