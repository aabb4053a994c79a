"""When the watcher promotes the standby, and when it leaves that to people."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.pair import watcher
from deploy.pair.watcher import MISSES, Watch

TOP = Path(__file__).resolve().parents[2]


WAITS, ALONE = "names:ANY 1 (a, b)", "names:"


def looked(*looks, names=WAITS):
    watch = Watch()
    for answers in looks:
        watch.seen(answers=answers, names=lambda: names)
    return watch


def test_it_promotes_after_so_many_misses_in_a_row():
    assert looked(True, *[False] * MISSES).promotes
    assert not looked(True, *[False] * (MISSES - 1)).promotes


def test_an_answer_in_between_begins_the_count_anew():
    assert not looked(True, *[False] * (MISSES - 1), True, False).is_dead


def test_behind_a_primary_that_worked_alone_nothing_is_promoted():
    watch = looked(True, *[False] * MISSES, names=ALONE)
    assert (watch.is_dead, watch.promotes) == (True, False)


def test_what_it_did_not_hear_in_time_it_knows_from_the_look_before():
    watch = looked(True)
    watch.seen(answers=True, names=lambda: "")
    assert watch.waits_for_standby
    watch.seen(answers=True, names=lambda: ALONE)
    assert not watch.waits_for_standby


def test_without_having_seen_the_primary_alive_it_promotes_nothing():
    assert not looked(*[False] * MISSES).promotes


@pytest.fixture
def acts(monkeypatch):
    """What it did, on a primary that dies after its first look."""
    done, looks = [], iter([True])
    monkeypatch.setattr(watcher, "EVERY", 0)
    monkeypatch.setattr(watcher, "answers", lambda where: next(looks, False))
    monkeypatch.setattr(watcher, "asked", lambda where, what: done.append(what) or WAITS)
    monkeypatch.setattr(
        watcher, "succeeds", lambda command: done.append(command[0]) or command != ["bad"]
    )
    for name, value in {"PRIMARY": "p", "STANDBY": "s", "PROMOTE": "up", "FENCE": "off"}.items():
        monkeypatch.setenv(name, value)
    return done


def test_it_closes_the_old_primary_then_promotes_then_lets_it_work_alone(acts):
    assert watcher.main() == 0
    assert acts == [watcher.NAMES, "off", "up", watcher.ALONE, watcher.RELOAD]


def test_where_the_old_primary_cannot_be_closed_nothing_is_promoted(acts, monkeypatch):
    monkeypatch.setenv("FENCE", "bad")
    assert watcher.main() == 1
    assert acts == [watcher.NAMES, "bad"]


# whether an old primary may start by itself


@pytest.fixture
def may_start(tmp_path):
    """Asks with another server that answers so; empty for none."""
    programs = tmp_path / "bin"
    programs.mkdir()
    data = tmp_path / "data"
    data.mkdir()

    def ask(answer, *files):
        for name in files:
            (data / name).touch()
        said = f"echo {answer}" if answer else "exit 2"
        (programs / "psql").write_text(f"#!/bin/sh\n{said}\n", encoding="utf-8")
        (programs / "psql").chmod(0o755)
        command = [TOP / "deploy" / "pair" / "may-start", data, "host=/drugi"]
        path = f"{programs}:{os.environ['PATH']}"
        return subprocess.run(command, env={"PATH": path}, capture_output=True, check=False)

    return ask


@pytest.mark.parametrize(
    ("answer", "files", "may"),
    [
        ("t", [], True),  # the other one follows
        ("f", [], False),  # the other one is primary
        ("", [], False),  # nobody knows
        ("f", ["standby.signal"], True),
        ("t", ["fenced"], False),
    ],
)
def test_a_server_starts_by_itself_only_where_no_second_primary_can_come_of_it(
    may_start, answer, files, may
):
    assert (may_start(answer, *files).returncode == 0) is may


# the archive


def archived(tmp_path, content):
    source, folder = tmp_path / "segment", tmp_path / "wal"
    folder.mkdir(exist_ok=True)
    source.write_bytes(content)
    command = [TOP / "deploy" / "pair" / "archive", source, "0001", folder]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_segment_archived_twice_is_well_and_another_of_its_name_is_refused(tmp_path):
    assert archived(tmp_path, b"a")
    assert archived(tmp_path, b"a")
    assert not archived(tmp_path, b"b")
    assert (tmp_path / "wal" / "0001").read_bytes() == b"a"
    assert sorted(path.name for path in (tmp_path / "wal").iterdir()) == ["0001"]


def test_the_watcher_needs_nothing_but_the_systems_python():
    bare = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        "import runpy; runpy.run_path('deploy/pair/watcher.py')",
    ]
    assert subprocess.run(bare, cwd=TOP, check=False).returncode == 0
