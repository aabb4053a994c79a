"""Connections that really overlap: a list is added once and taken back once."""

import pytest
from django.utils import timezone

from kis.imports import accepting, taking_back
from kis.imports.models import ImportFile, ImportMark
from kis.lib.refusals import Refused
from participants.models import Person
from tests.factories import make_pesel
from tests.imports.made import accepted, checked, people
from tests.psu.connections import race

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [("Lis", "Ewa", make_pesel(1000)), ("Kos", "Adam", make_pesel(1001))]


def fresh(file) -> ImportFile:
    return ImportFile.objects.select_related("settled_by").get(pk=file.pk)


def test_a_list_accepted_from_two_windows_at_once_is_handed_over_once(users):
    file = checked(people(*ROWS), users)

    def ask(by):
        return lambda: accepting.ask_for(fresh(file), by=by)

    with pytest.raises(Refused, match="inna czynność"):
        race(ask(users.coordinator), ask(users.head))
    assert fresh(file).settled_by == users.coordinator


def test_two_workers_with_one_list_add_it_once(users):
    file = checked(people(*ROWS), users)
    accepting.ask_for(file, by=users.coordinator)

    def accept():
        accepting.accept(fresh(file), on=timezone.localdate())

    race(accept, accept)

    assert (Person.objects.count(), ImportMark.objects.count()) == (2, 2)
    assert fresh(file).state == "accepted"


def test_a_list_taken_back_from_two_windows_at_once_is_handed_over_once(users):
    file = accepted(people(*ROWS), users)

    def ask(by):
        return lambda: taking_back.ask_for(fresh(file), by=by)

    with pytest.raises(Refused, match="inna czynność"):
        race(ask(users.coordinator), ask(users.head))
    assert fresh(file).state == "taking_back"


def test_two_workers_take_one_list_back_once(users):
    file = accepted(people(*ROWS), users)
    taking_back.ask_for(file, by=users.coordinator)

    def take_back():
        taking_back.take_back(fresh(file), on=timezone.localdate())

    race(take_back, take_back)

    assert Person.objects.count() == 0
    assert set(file.rows.values_list("state", flat=True)) == {"taken_back"}


def test_a_list_is_not_dropped_while_it_is_handed_over(users):
    file = checked(people(*ROWS), users)

    with pytest.raises(Refused, match="nie można teraz porzucić"):
        race(
            lambda: accepting.ask_for(fresh(file), by=users.coordinator),
            lambda: accepting.drop(fresh(file)),
        )
    assert file.rows.count() == 2
