"""The person whose file is asked for, within what the user may see or write: else there is no such page."""

import datetime
from functools import cache

from django.http import Http404

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.worded import worded
from participants.file import PersonFile
from participants.models import Person


def readable_file(request, pk, on: datetime.date) -> PersonFile:
    """One query: whether the user may write in the case is answered with it."""
    found = _asked_in(request.user.roles)(pk, request.user.pk, on)
    if not found:
        raise Http404
    file = PersonFile(found[0], request.user, on)
    file.writable = file.person.writable
    return file


@cache
def _asked_in(roles: frozenset[Role]):
    """The question of a reader in these roles: they decide its words."""

    @worded("responsible")
    def person_for(pk: int, reader: int, on: datetime.date):
        user = User(pk=reader)
        user.roles = roles
        return Person.objects.with_writable(user, on).filter(pk=pk)

    return person_for


def writable_file(request, pk, on: datetime.date) -> PersonFile:
    file = readable_file(request, pk, on)
    if not file.writable:
        raise Http404
    return file


def as_saved(request, file: PersonFile) -> PersonFile:
    """For a page under a form that was sent: its head shows what is saved, not what was typed and refused."""
    return readable_file(request, file.person.pk, file.on) if request.POST else file
