"""The pinned libraries asked about in the lists of known holes; the auditor has an environment of its own."""

import os
import sys

from deploy.local.environment import TOP
from deploy.local.processes import foreground
from deploy.local.talk import quietly, say

AUDITOR = "pip-audit==2.10.1"
FOLDER = TOP / ".run" / "audit"
NEEDS = (
    "Pytam o znane luki. Potrzebny jest dostęp do https://pypi.org (JSON API) albo, z AUDIT=osv, do "
    "https://api.osv.dev; żadne dane osób ich nie opuszczają, tylko nazwy i wersje bibliotek."
)


def audit(service: str) -> int:
    """0 when every library was asked about and none has a known hole; a library nobody knew is a failure."""
    auditor = FOLDER / "bin" / "pip-audit"
    if not auditor.exists():
        quietly(
            [sys.executable, "-m", "venv", FOLDER], failure="Nie udało się utworzyć .run/audit:"
        )
        pip = [FOLDER / "bin" / "python", "-m", "pip", "--quiet", "install", AUDITOR]
        quietly(pip, failure="Nie udało się zainstalować pip-audit:")
    say(NEEDS)
    # By the pins alone: nothing is installed or solved anew.
    by_pins = ["--require-hashes", "--disable-pip", "--strict", "--progress-spinner", "off"]
    asked = ["-r", "requirements/base.txt", "-s", service]
    return foreground([auditor, *by_pins, *asked], dict(os.environ))
