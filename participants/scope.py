"""The person whose file is asked for, within what the user may see or write: else there is no such page."""

import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404

from participants.file import PersonFile
from participants.models import Person


def readable_file(request, pk, on: datetime.date) -> PersonFile:
    """One query: whether the user may write in the case is answered with it."""
    people = Person.objects.with_writable(request.user, on).select_related("responsible")
    person = get_object_or_404(people, pk=pk)
    file = PersonFile(person, request.user, on)
    file.writable = person.writable
    return file


def writable_file(request, pk, on: datetime.date) -> PersonFile:
    file = readable_file(request, pk, on)
    if not file.writable:
        raise Http404
    return file


def as_saved(request, file: PersonFile) -> PersonFile:
    """For a page under a form that was sent: its head shows what is saved, not what was typed and refused."""
    return readable_file(request, file.person.pk, file.on) if request.POST else file
