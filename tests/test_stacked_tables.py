"""Templates of tables whose rows become blocks on a phone."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
TABLE = re.compile(r'<table class="[^"]*\bstacks\b.*?</table>', re.DOTALL)
HEAD = re.compile(r'<th scope="col"[^>]*>(.*?)</th>')
LABEL = re.compile(r'<t[dh][^>]* data-label="([^"]*)"')
PART = re.compile(r"{% partialdef (\w+) %}(.*?){% endpartialdef \w+ %}", re.DOTALL)


def with_parts(text):
    """Named parts stand where they are asked for."""
    parts = dict(PART.findall(text))
    return re.sub(r"{% partial (\w+) %}", lambda asked: parts.get(asked[1], ""), PART.sub("", text))


TABLES = [
    pytest.param(table, id=f"{path.relative_to(TEMPLATES)}-{number}")
    for path in sorted(TEMPLATES.rglob("*.html"))
    for number, table in enumerate(TABLE.findall(with_parts(path.read_text())))
]


@pytest.mark.parametrize("table", TABLES)
def test_the_label_of_a_cell_is_the_head_of_a_column(table):
    labels = {label for label in LABEL.findall(table) if "{{" not in label}
    assert labels <= set(HEAD.findall(table))


@pytest.mark.parametrize("table", TABLES)
def test_only_the_name_of_a_row_and_its_acts_go_without_a_label(table):
    """The first column names the row, the last may hold a button; every other says what it is."""
    labels, heads = set(LABEL.findall(table)), HEAD.findall(table)
    assert labels
    assert len(heads) - len(labels) <= 2, (heads, labels)
