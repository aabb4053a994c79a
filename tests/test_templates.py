"""Templates stay such that a person can read them: how long a line is, and how deep a condition stands."""

import re
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent / "templates"
TEMPLATES = sorted(TOP.rglob("*.html"))
LONGEST_LINE = 200
DEEPEST = 3
TAG = re.compile(r"{%\s*(end)?(if|for|with|partialdef)\b")

in_every_template = pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(TOP))
)


def depth_of(text: str) -> int:
    """How many conditions, loops and names enclose the innermost; a part named in its place begins anew."""
    depth, deepest, outside = 0, 0, []
    for end, tag in TAG.findall(text):
        if tag == "partialdef":
            depth = outside.pop() if end else outside.append(depth) or 0
        else:
            depth += -1 if end else 1
        deepest = max(deepest, depth)
    return deepest


@in_every_template
def test_no_line_is_too_long_to_be_read(path):
    long = [n for n, line in enumerate(path.read_text().split("\n"), 1) if len(line) > LONGEST_LINE]
    assert not long


@in_every_template
def test_nothing_stands_deeper_than_three_conditions_and_loops(path):
    assert depth_of(path.read_text()) <= DEEPEST


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("{% if a %}{% for b in c %}{% endfor %}{% with d=e %}{% endwith %}{% endif %}", 2),
        ("{% if a %}{% partialdef p %}{% if b %}{% endif %}{% endpartialdef %}{% endif %}", 1),
        ("{% if a %}{% if b %}{% if c %}{% if d %}", 4),
    ],
)
def test_depth_is_counted_from_the_named_part(text, depth):
    assert depth_of(text) == depth


UNCLOSED = re.compile(r"{#(?!.*#})|{%(?!.*%})|{{(?!.*}})")


@in_every_template
def test_a_tag_ends_on_its_line(path):
    """Django takes one that goes on in the next line for text: it would stand on the page."""
    unclosed = [
        n for n, line in enumerate(path.read_text().split("\n"), 1) if UNCLOSED.search(line)
    ]
    assert not unclosed


ALONE = re.compile(r'{%\s*include "([^"]+)"[^%]* only %}')


@in_every_template
def test_a_form_is_not_included_without_the_token_of_its_page(path):
    """`only` leaves the token behind: the form would be refused as one of a foreign page."""
    included = ALONE.findall(path.read_text())
    assert not [name for name in included if "{% csrf_token %}" in (TOP / name).read_text()]


@in_every_template
def test_a_comment_ends_on_its_own_line(path):
    """Django shows any other as it stands."""
    unclosed = re.compile(r"{#(?!.*#})")
    assert not unclosed.search(path.read_text())
