"""The person whose page is asked for, within what the user may see or write: else there is no such page."""

from django.shortcuts import get_object_or_404

from participants.models import Person

READ_BEFORE = "_person_read_before"


def readable_person(request, pk, on) -> Person:
    """One query; whether the user may write in the case is answered with it.

    None where a page that was sent nothing has read the person as one to write about.
    """
    person = getattr(request, READ_BEFORE, None)
    if person and person.pk == pk and request.method == "GET":
        return person
    people = Person.objects.with_writable(request.user, on)
    person = get_object_or_404(people.select_related("responsible"), pk=pk)
    person.knows_writable(request.user, on, person.writable)
    return person


def writable_person(request, pk, on) -> Person:
    people = Person.objects.writable_by(request.user, on).select_related("responsible")
    person = get_object_or_404(people, pk=pk)
    person.knows_writable(request.user, on, True)
    setattr(request, READ_BEFORE, person)
    return person
