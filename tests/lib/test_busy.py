"""Somebody else is saving the same rows: for longer than the database waits, or in a circle."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path, reverse

from kis.lib.refusals import BUSY, Refused, refused_by_database
from kis.urls import urlpatterns as addresses
from participants.models import Person
from tests.factories import PersonFactory
from tests.psu.connections import all_together

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


# Two lock two rows, each the other's first one second: the database breaks off one of them, whichever.
both_hold_one = threading.Barrier(2)


def lock(pk):
    Person.objects.select_for_update(no_key=True).get(pk=pk)


def lock_in_turn(first, second):
    lock(first)
    both_hold_one.wait(10)
    lock(second)


def page_that_locks(request, first, second):
    lock_in_turn(first, second)
    return HttpResponse("zapisano")


urlpatterns = [path("<int:first>/<int:second>/", page_that_locks), *addresses]


@pytest.fixture
def circle(person):
    """Two people, in the order of the one and of the other."""
    there = (person.pk, PersonFactory(responsible=person.responsible).pk)
    return [there, there[::-1]]


def test_of_two_acts_in_a_deadlock_one_goes_through_and_one_is_refused_by_the_sentence(circle):
    def act_on(order):
        def act():
            with refused_by_database():
                lock_in_turn(*order)

        return act

    done = all_together([act_on(order) for order in circle])
    assert done.count(None) == 1
    (refused,) = filter(None, done)
    assert isinstance(refused, Refused)
    assert str(refused) == BUSY


@pytest.mark.urls(__name__)
def test_of_two_pages_in_a_deadlock_one_is_sent_and_one_says_that_somebody_else_saves(
    circle, users, client_of, centre
):
    clients = [client_of(users.worker), client_of(users.colleague)]
    pages = all_together(
        [
            lambda client=client, order=order: client.get("/{}/{}/".format(*order))
            for client, order in zip(clients, circle, strict=True)
        ]
    )
    sent, busy = sorted(pages, key=lambda page: page.status_code)
    assert (sent.status_code, busy.status_code) == (200, 503)
    assert BUSY.split(":")[0] in busy.content.decode()
