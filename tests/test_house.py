"""The house itself: the two commands, the pins, what no tracked file may hold."""

import re
import subprocess
from pathlib import Path

import pytest

from deploy.local import pins

TOP = Path(__file__).resolve().parent.parent


def tracked_files():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=TOP, capture_output=True, text=True, check=True
    )
    return [TOP / name for name in listed.stdout.splitlines() if (TOP / name).is_file()]


REGISTRY = re.compile(r"pypi\.|pythonhosted|npmjs|debian\.org|ubuntu\.com/ubuntu")
MACHINE = re.compile(r"(?<![.\w])/(work|root|farm|home)/")


@pytest.mark.parametrize("forbidden", [REGISTRY, MACHINE], ids=["registry", "machine path"])
def test_no_tracked_file_names_a_registry_or_this_machine(forbidden):
    here = Path(__file__)
    texts = {path: path.read_text(errors="replace") for path in tracked_files() if path != here}
    found = {
        str(path): match[0] for path, text in texts.items() if (match := forbidden.search(text))
    }
    assert found == {}


def test_pinned_requirements_follow_the_files_that_people_edit():
    assert pins.problems(pins.FOLDER) == []
