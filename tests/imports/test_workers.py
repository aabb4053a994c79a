"""A real worker that dies in the middle of a list leaves nothing of it, and the next one adds it whole."""

import signal

import pytest
from django.db import connection, transaction

from kis.imports import accepting, staging, tasks
from kis.imports.models import ImportFile, ImportMark
from participants.models import Person
from tests.documents.orders import wait_until, worker
from tests.factories import make_pesel
from tests.imports.made import people, received

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [(f"Lis{number}", "Ewa", make_pesel(number)) for number in range(1000, 1100)]
BLOCKED = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'participants_area'::regclass"


def state() -> str:
    return ImportFile.objects.values_list("state", flat=True).get()


def is_blocked() -> bool:
    """The people are in the worker's transaction already, their areas wait."""
    with connection.cursor() as cursor:
        cursor.execute(BLOCKED)
        return cursor.fetchone() is not None


def test_a_list_is_added_once_and_whole_though_a_worker_was_killed_half_way(users, tmp_path):
    file = received(people(*ROWS), users)
    with transaction.atomic():
        staging.name_columns(file, file.columns, headings=file.headings, by=users.coordinator)
        tasks.defer_check(file)
    with worker(tmp_path):
        wait_until(lambda: state() == "checked")
    with transaction.atomic():
        accepting.ask_for(file, by=users.coordinator)
        tasks.defer_accept(file)

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE participants_area IN SHARE MODE")
        with worker(tmp_path) as first:
            wait_until(is_blocked)
            first.send_signal(signal.SIGKILL)
            first.wait()
    assert (state(), Person.objects.count(), ImportMark.objects.count()) == ("accepting", 0, 0)

    with worker(tmp_path):
        wait_until(lambda: state() == "accepted")
    assert (Person.objects.count(), ImportMark.objects.count()) == (100, 100)
