"""Entering a person: the file, the area in which they are seen, the first note."""

from datetime import date

from django.db import transaction

from participants.models import Area, Note, Person

NEEDS_IDENTIFICATION = (
    "Podaj, jak rozpoznać osobę: numer PESEL albo dokument. Jeśli nie ma żadnego, zaznacz „Brak "
    "dokumentów” i napisz, co ustalono."
)


@transaction.atomic
def register(person, *, by, on, note: str = ""):
    """Save a new person into the area KIS; raises what the constraints raise.

    The application is of the day on which it was made, which may be earlier than its entry.
    """
    person.save()
    Area.objects.enter(person, Area.Kind.KIS, _seen_from(person, on))
    if note.strip():
        Note.objects.create(person=person, kind=Note.Kind.TALK, text=note.strip(), author=by)
    return person


@transaction.atomic(savepoint=False)
def register_many(people: list[Person], *, on) -> list[Person]:
    """New people of a list into the area KIS, as `register` does one; raises what the constraints raise.

    Two statements, however many.
    """
    made = Person.objects.bulk_create(people)
    Area.objects.bulk_create(
        Area(person=person, kind=Area.Kind.KIS, starts_on=_seen_from(person, on)) for person in made
    )
    return made


def _seen_from(person: Person, on: date) -> date:
    return min(person.reported_on or on, on)
