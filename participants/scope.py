"""The person whose page is asked for, within what the user may see or write: else there is no such page."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from participants.models import Person


def readable_person(request, pk, on) -> Person:
    """One query; whether the user may write in the case is answered with it."""
    writable = Person.objects.writable_by(request.user, on).filter(pk=OuterRef("pk"))
    people = Person.objects.visible_to(request.user).annotate(writable=Exists(writable))
    person = get_object_or_404(people.select_related("responsible"), pk=pk)
    person.knows_writable(request.user, on, person.writable)
    return person


def writable_person(request, pk, on) -> Person:
    people = Person.objects.writable_by(request.user, on).select_related("responsible")
    return get_object_or_404(people, pk=pk)
