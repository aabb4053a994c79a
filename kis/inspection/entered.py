"""Inspections as they are entered: whose account, of what, whom it covers, until when."""

from collections.abc import Collection

from django.db import transaction

from kis.accounts.models import Inspection
from participants.models import InspectedPerson, Person


@transaction.atomic
def enter(inspection: Inspection, people: Collection[Person]) -> Inspection:
    inspection.save()
    add_people(inspection, people)
    return inspection


def add_people(inspection: Inspection, people: Collection[Person]) -> None:
    known = set(inspection.people.values_list("person", flat=True))
    for person in sorted(people, key=lambda person: person.pk):
        if person.pk not in known:
            InspectedPerson.objects.create(inspection=inspection, person=person)


def covered_by(inspection: Inspection, by):
    """Whom it names, of those whom the reader sees."""
    numbers = inspection.people.values("person")
    return Person.objects.visible_to(by).filter(pk__in=numbers).in_polish_order()
