"""Whatever the tables of proof name is there: tests, files, other tables."""

import re
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent.parent
TABLES = ["hazards.md", "asvs.md", "threats.md"]
TEST = re.compile(r"`(test_\w+)`")
FILE = re.compile(r"`((?:kis|participants|contracts|psu|deploy|tests|requirements)/[\w./*-]*)`")


@pytest.fixture(scope="module")
def known():
    files = (TOP / "tests").rglob("test_*.py")
    return {name for file in files for name in re.findall(r"def (test_\w+)\(", file.read_text())}


@pytest.mark.parametrize("table", TABLES)
def test_every_test_and_file_that_is_named_as_proof_exists(table, known):
    text = (TOP / "docs" / table).read_text(encoding="utf-8")
    assert set(TEST.findall(text)) - known == set()
    assert [name for name in FILE.findall(text) if not list(TOP.glob(name.rstrip("/")))] == []


def test_every_hazard_has_its_test_and_every_item_of_the_standard_its_answer():
    rows = {
        table: re.findall(r"^\| (.+) \|$", (TOP / "docs" / table).read_text(encoding="utf-8"), re.M)
        for table in ("hazards.md", "asvs.md")
    }
    hazards = rows["hazards.md"][2:]
    assert len(hazards) > 10
    assert [row for row in hazards if not TEST.search(row)] == []
    answers = [row.split(" | ") for row in rows["asvs.md"]]
    items = [cells for cells in answers if re.match(r"\d", cells[0])]
    assert len(items) > 120
    assert {cells[1] for cells in items} == {"met", "n/a", "open", "server"}
    assert [cells[0] for cells in items if len(cells[-1]) < 4] == []
