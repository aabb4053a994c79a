"""Real workers, as subprocesses: one dies in the middle, two share an order, one is told to end."""

import signal
import time
from itertools import pairwise

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kis.documents import tasks
from kis.documents.models import ExportItem
from tests.documents.orders import (
    SlowPapers,
    order,
    traced,
    wait_until,
    wanted,
    worker,
)

pytestmark = pytest.mark.django_db(transaction=True)


def done():
    return ExportItem.objects.done().count()


def test_what_a_killed_worker_had_begun_another_finishes_and_nothing_is_made_twice(
    users, tmp_path, monkeypatch
):
    # One job for them all: only what takes over from the dead can go on with it.
    monkeypatch.setattr(tasks, "MOST_WORKERS", 1)
    order(SlowPapers(), users.worker, wanted(12))
    with worker(tmp_path) as first:
        wait_until(lambda: done() >= 3)
        first.send_signal(signal.SIGKILL)
        first.wait()
    before = dict(ExportItem.objects.done().values_list("pk", "content"))
    assert 3 <= len(before) < 12
    assert jobs("doing") == 1

    with worker(tmp_path):
        wait_until(lambda: done() == 12)
        wait_until(lambda: jobs("doing") == 0)

    assert before.items() <= dict(ExportItem.objects.values_list("pk", "content")).items()
    # What was in hand at that moment was begun once more, and nothing else.
    lines = traced(tmp_path)
    assert len({line for line in lines if line.startswith("made")}) == 12
    assert len(lines) <= 2 * 12 + 2


def test_two_workers_share_one_order(users, tmp_path):
    order(SlowPapers(), users.worker, wanted(24))
    with worker(tmp_path), worker(tmp_path):
        wait_until(lambda: done() == 24)
    lines = traced(tmp_path)
    assert len(lines) == 48
    assert len({line for line in lines if line.startswith("made")}) == 24
    # One was begun while another was in hand: they were made side by side.
    beginnings = [line.startswith("started") for line in lines]
    assert any(one and following for one, following in pairwise(beginnings))


def test_one_that_is_told_to_end_ends_soon_and_the_rest_waits_for_the_next(users, tmp_path):
    order(SlowPapers(), users.worker, wanted(24))
    with worker(tmp_path) as first:
        wait_until(lambda: done() >= 2)
        began = time.monotonic()
        first.send_signal(signal.SIGINT)
        first.wait(10)
        assert time.monotonic() - began < 5
    left = 24 - done()
    assert left > 10
    assert jobs("doing") == 0
    with worker(tmp_path):
        wait_until(lambda: done() == 24)
    # Nothing was cut off, so nothing was begun twice.
    assert len(traced(tmp_path)) == 48


def jobs(status):
    return ProcrastinateJob.objects.filter(status=status, task_name="make_papers").count()
