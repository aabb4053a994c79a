"""People who come to a programme: typed by its staff, the same person where the register knows one."""

import datetime

from kis.lib.refusals import Refused, refused_by_database
from participants.files import whole
from participants.models import Area, Person
from participants.recognising import Typed, locked, recognised

# Of a person whom the reader may not see nothing more is told than that they are in the register.
NOT_TO_BE_ADDED = (
    "Tej osoby nie można teraz dopisać do programu. Niczego nie zapisano: zapytaj koordynatora."
)


def enter_known(person: Person, *, since: datetime.date) -> Person:
    """A person of the register comes into the area of programmes. Raises Refused."""
    with refused_by_database():
        person = locked(person)
        Area.objects.enter(person, Area.Kind.PROGRAMMES, since)
        return person


def enter_typed(
    person: Person, typed: Typed, *, responsible, since: datetime.date
) -> tuple[Person, bool]:
    """Who was typed: of the register where it knows the person, else `person`, a new one.

    The second value: whether it is somebody of the register, whose data stay as they are. Raises Refused.
    """
    if known := recognised(typed):
        try:
            return enter_known(known, since=since), True
        except Refused:
            # Why not may be what the reader may not know: that the processing is restricted, for one.
            raise Refused(NOT_TO_BE_ADDED) from None
    with refused_by_database():
        person.responsible = responsible
        person.save()
        Area.objects.enter(person, Area.Kind.PROGRAMMES, since)
        return person, False


def is_of_programmes_alone(person: Person) -> bool:
    """Nobody else of the office leads the person's case: names and address are put right here."""
    files = Person.objects.files_of(whole(person))
    return not Area.objects.filter(person__in=files).exclude(kind=Area.Kind.PROGRAMMES).exists()
