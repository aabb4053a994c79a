"""Several connections at once, that really overlap: each in a thread of its own, closed behind it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections, transaction


def _closing(work, *args):
    try:
        return work(*args)
    finally:
        connections.close_all()


class Racer:
    """A second connection: `start()` runs its work in a transaction; `wait_until_blocked()` sees it wait."""

    def __init__(self, work):
        self.work = work
        self.pid = None
        self.known = threading.Event()
        self.pool = ThreadPoolExecutor(1)
        self.future = None

    def start(self):
        self.future = self.pool.submit(_closing, self._run)
        assert self.known.wait(10)
        return self

    def _run(self):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.pid = cursor.fetchone()[0]
            self.known.set()
            return self.work()

    def wait_until_blocked(self):
        """Until the other connection stands before a lock: then the two truly overlap."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with connection.cursor() as cursor:
                cursor.execute("SELECT cardinality(pg_blocking_pids(%s))", [self.pid])
                if cursor.fetchone()[0]:
                    return
            time.sleep(0.01)
        raise AssertionError("the other connection never waited")

    def result(self):
        """What its work gave, or raised."""
        try:
            return self.future.result(20)
        finally:
            self.pool.shutdown()


def race(first, second):
    """`first` acts and stays open, `second` meets its lock, `first` commits; gives what `second` gave."""
    racer = Racer(second)
    with transaction.atomic():
        first()
        racer.start()
        racer.wait_until_blocked()
    return racer.result()


def all_together(works):
    """Each work in a connection of its own, all let go at one moment; gives results or exceptions."""
    barrier = threading.Barrier(len(works))

    def run(work):
        with connection.cursor() as cursor:
            # A queue of twenty is longer than a request of the web may wait.
            cursor.execute("SET lock_timeout = '60s'")
        barrier.wait(30)
        try:
            return work()
        except Exception as fault:
            return fault

    with ThreadPoolExecutor(len(works)) as pool:
        futures = [pool.submit(_closing, run, work) for work in works]
        return [future.result(120) for future in futures]
