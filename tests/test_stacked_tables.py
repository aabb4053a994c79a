"""Templates of tables whose rows become blocks on a phone."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template

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


# Fields are never empty cells, whatever they hold.
ROWS_OF_FIELDS = "psu/agreements/rows.html"
CELL = re.compile(r"<td[^>]* data-label=[^>]*>(.*?)</td>", re.DOTALL)
CELLS = [
    pytest.param(cell, id=f"{path.relative_to(TEMPLATES)}-{number}")
    for path in sorted(TEMPLATES.rglob("*.html"))
    for number, cell in enumerate(CELL.findall(path.read_text()))
    if str(path.relative_to(TEMPLATES)) != ROWS_OF_FIELDS
]
OF_TEMPLATES = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_that_may_have_nothing_to_say_is_quite_empty_then(cell):
    """On a phone its label is left out with it (`:empty`), which even a space would bring back."""
    if cell.startswith("{% filter trimmed %}"):
        assert cell.endswith("{% endfilter %}")
        return
    assert cell == cell.strip()
    assert "{% partial" not in cell, "a part brings the space around it"
    parts = re.findall(r"{{[^}]*}}", cell)
    words = OF_TEMPLATES.sub("", cell).strip()
    assert words or len(parts) <= 1 or "<" in cell, "values side by side leave a space behind"


def test_a_trimmed_cell_keeps_its_markup_and_loses_only_the_space_around_it():
    words = "{% if on %}<b>{{ text }}</b>{% endif %}"
    table = Template(
        "{% load tables %}<td>{% filter trimmed %}\n " + words + "\n {% endfilter %}</td>"
    )
    assert table.render(Context({"on": True, "text": "5 < 6"})) == "<td><b>5 &lt; 6</b></td>"
    assert table.render(Context({"on": False})) == "<td></td>"
