"""Entering a person: the file, the area in which they are seen, the first note."""

from django.db import transaction

from participants.models import Area, Note

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
    Area.objects.enter(person, Area.Kind.KIS, min(person.reported_on or on, on))
    if note.strip():
        Note.objects.create(person=person, kind=Note.Kind.TALK, text=note.strip(), author=by)
    return person
