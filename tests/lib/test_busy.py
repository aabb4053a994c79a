"""Somebody else is saving the same rows for longer than the database waits."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.urls import reverse

from kis.lib.refusals import BUSY, Refused, refused_by_database
from participants.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def held_by_somebody_else(person):
    """Another connection holds the person's row until the block ends."""
    held, done = threading.Event(), threading.Event()

    def hold():
        try:
            with transaction.atomic():
                Person.objects.select_for_update(no_key=True).get(pk=person.pk)
                held.set()
                done.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(10)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        yield
    finally:
        done.set()
        thread.join()
        connection.close()


def test_an_act_that_waits_in_vain_is_refused_by_a_sentence(person):
    with (
        held_by_somebody_else(person),
        pytest.raises(Refused, match="Ktoś inny zapisuje"),
        refused_by_database(),
    ):
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def test_a_page_that_waits_in_vain_says_so_and_is_no_fault(person, users, client_of, centre):
    client = client_of(users.worker)
    address = reverse("participants:details_edit", args=[person.pk])
    with held_by_somebody_else(person):
        response = client.post(address, {"last_name": "Inne", "first_name": "Jan"})
    assert response.status_code == 503
    assert BUSY.split(":")[0] in response.content.decode()
    assert Person.objects.get(pk=person.pk).last_name != "Inne"
