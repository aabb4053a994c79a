"""One database with its worker's browser, to be asked in turns with another."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connections

from deploy.local.bench import questions
from deploy.local.bench.pages import Visitor
from kis.accounts.models import User
from kis.desk.demo.office import STAFF
from participants.models import Person

WORKER = STAFF[0][0]


@dataclass
class Office:
    """One database with its worker's browser."""

    connection: object
    visitor: Visitor
    worker: User
    people: int

    @classmethod
    def of(cls, database) -> "Office":
        with standing(database):
            worker = User.objects.get(username=WORKER)
            questions.mark(worker)
            return cls(database, Visitor(worker), worker, Person.objects.count())

    def __call__(self, act: Callable):
        """The act with this office's database as the default one."""
        with standing(self.connection):
            return act(self)


@contextmanager
def standing(database):
    usual = connections["default"]
    connections["default"] = database
    try:
        yield
    finally:
        connections["default"] = usual


def somebody(office: Office) -> Person:
    """Of the demonstration: with category, contract and participation."""
    people = Person.objects.filter(responsible=office.worker, participations__isnull=False)
    return people.order_by("pk").first()
