"""Templates of tables whose rows become blocks on a phone."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
TABLE = re.compile(r'<table class="[^"]*\bstacks\b.*?</table>', re.DOTALL)
HEAD = re.compile(r'<th scope="col"[^>]*>(.*?)</th>')
LABEL = re.compile(r'<t[dh][^>]* data-label="([^"]*)"')
TABLES = [
    pytest.param(table, id=f"{path.relative_to(TEMPLATES)}-{number}")
    for path in sorted(TEMPLATES.rglob("*.html"))
    for number, table in enumerate(TABLE.findall(path.read_text()))
]


@pytest.mark.parametrize("table", TABLES)
def test_the_label_of_a_cell_is_the_head_of_a_column(table):
    labels = LABEL.findall(table)
    assert labels
    assert set(labels) <= set(HEAD.findall(table))


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_of_words_is_without_its_label(table):
    """A row's own name in <th> needs none, nor one cell over the whole row, nor a lone button or link."""
    for cell in re.findall(r"<td(?![^>]*(?:data-label|colspan))[^>]*>\s*(<\w+)?", table):
        assert cell in ("<a", "<form"), table
