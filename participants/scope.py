"""The person whose page is asked for, within what the user may see or write: else there is no such page."""

from django.shortcuts import get_object_or_404

from participants.models import Person


def readable_person(request, pk) -> Person:
    people = Person.objects.visible_to(request.user).select_related("responsible")
    return get_object_or_404(people, pk=pk)


def writable_person(request, pk, on) -> Person:
    people = Person.objects.writable_by(request.user, on).select_related("responsible")
    return get_object_or_404(people, pk=pk)
