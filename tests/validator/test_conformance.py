"""Every kind of paper before veraPDF, at PDF/UA-1 and PDF/A-2A: `make papers-check`."""

import csv
import io
import os
import re
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as project
from django.test.signals import template_rendered

from tests.validator.papers import Paper, papers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
STANDARDS = {"ua1": "PDF/UA-1", "2a": "PDF/A-2A"}
TABLE = project.BASE_DIR / "docs" / "papers.md"
needs_the_validator = pytest.mark.skipif(
    "VERAPDF" not in os.environ, reason="veraPDF is asked by `make papers-check`"
)


@dataclass(frozen=True)
class Verdict:
    """How often a rule of a standard held in a file, and how often not, with what it says then."""

    file: str
    standard: str
    rule: str
    held: int
    failed: int
    fault: str

    @classmethod
    def read(cls, row: list[str]) -> "Verdict":
        file, standard, rule, held, failed, fault = row
        return cls(Path(file).name, STANDARDS[standard], rule, int(held), int(failed), fault)


def judged(files: list[Path]) -> list[Verdict]:
    result = subprocess.run(
        ["java", "-cp", os.environ["VERAPDF"], Path(__file__).with_name("Judge.java"), *files],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    rows = csv.reader(io.StringIO(result.stdout), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Verdict.read(row) for row in rows]


def made(paper: Paper, users, path: Path) -> Path:
    used = []
    keep = lambda template, **kwargs: used.append(template.name)  # noqa: E731
    template_rendered.connect(keep)
    try:
        path.write_bytes(paper.make(users))
    finally:
        template_rendered.disconnect(keep)
    assert paper.template in used
    return path


EXTENDS = re.compile(r'{% extends "([^"]+)" %}')
FRAMES = {"base_print.html", "table_print.html"}


def test_every_template_of_a_paper_is_among_those_that_are_judged():
    """Papers extend one of the frames, or a frame of their own that does."""
    folder = project.BASE_DIR / "templates"
    frame_of = {
        path.relative_to(folder).as_posix(): found[1]
        for path in folder.rglob("*.html")
        if (found := EXTENDS.search(path.read_text(encoding="utf-8")))
    }
    inner = {name for name, frame in frame_of.items() if frame in FRAMES}
    printed = {name for name, frame in frame_of.items() if frame in FRAMES | inner}
    assert printed - set(frame_of.values()) == {paper.template for paper in papers()} - FRAMES


@needs_the_validator
def test_every_paper_conforms_to_both_standards(users, tmp_path, settings):
    settings.PAPER_SECONDS = 60  # how fast this machine is, is not what is asked
    names = {f"{number:02}.pdf": paper for number, paper in enumerate(papers())}
    verdicts = judged([made(paper, users, tmp_path / name) for name, paper in names.items()])
    asked = {(verdict.file, verdict.standard) for verdict in verdicts}
    assert asked == {(name, standard) for name in names for standard in STANDARDS.values()}
    faults = [
        f"{names[verdict.file].name}: {verdict.standard} {verdict.rule} {verdict.fault}"
        for verdict in verdicts
        if verdict.failed
    ]
    assert faults == [], "\n".join(faults)
    TABLE.write_text(table(names, verdicts), encoding="utf-8")


@needs_the_validator
def test_the_validator_sees_what_is_wrong_in_a_paper(users, tmp_path):
    whole = made(next(papers()), users, tmp_path / "whole.pdf")
    with pikepdf.open(whole) as paper:
        del paper.Root.MarkInfo
        paper.save(tmp_path / "broken.pdf")
    failed = {
        (found.standard, found.rule) for found in judged([tmp_path / "broken.pdf"]) if found.failed
    }
    assert any(standard == "PDF/UA-1" for standard, _ in failed)
    assert any(standard == "PDF/A-2A" for standard, _ in failed)


def table(names: dict[str, Paper], verdicts: list[Verdict]) -> str:
    """Paper × rule as Markdown: a rule that a paper gave no cause to ask has an empty cell."""
    parts = [
        "# Papers before veraPDF",
        "Written by `make papers-check`: which rules of PDF/UA-1 and PDF/A-2A each paper was judged by. "
        "● the rule was asked and always held; empty: the paper holds nothing that it speaks of. "
        "No rule failed, or this page would not have been written.",
        "\n".join(
            f"{number}. {paper.name}" for number, paper in enumerate(names.values(), start=1)
        ),
    ]
    for standard in STANDARDS.values():
        asked = defaultdict(set)
        for verdict in verdicts:
            if verdict.standard == standard:
                asked[verdict.rule].add(verdict.file)
        head = f"| rule | {' | '.join(str(number) for number in range(1, len(names) + 1))} |"
        rule = f"|---|{':-:|' * len(names)}"
        rows = [
            f"| {rule} | {' | '.join('●' if name in files else '' for name in names)} |"
            for rule, files in sorted(asked.items(), key=lambda item: _in_order(item[0]))
        ]
        parts += [f"## {standard}: {len(rows)} rules", "\n".join([head, rule, *rows])]
    return "\n\n".join(parts) + "\n"


def _in_order(rule: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", rule)]
