"""The person whose page is asked for, within what the user may see or write: else there is no such page."""

import datetime
from functools import cache

from django.http import Http404

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.worded import worded
from participants.models import Person

READ_BEFORE = "_person_read_before"


def readable_person(request, pk, on) -> Person:
    """One query; whether the user may write in the case is answered with it.

    None where a page that was sent nothing has read the person as one to write about.
    """
    person = getattr(request, READ_BEFORE, None)
    if person and person.pk == pk and request.method == "GET":
        return person
    found = _asked_in(request.user.roles)(pk, request.user.pk, on)
    if not found:
        raise Http404
    found[0].knows_writable(request.user, on, found[0].writable)
    return found[0]


def writable_person(request, pk, on) -> Person:
    person = readable_person(request, pk, on)
    if not person.is_writable_by(request.user, on):
        raise Http404
    setattr(request, READ_BEFORE, person)
    return person


@cache
def _asked_in(roles: frozenset[Role]):
    """The question of a reader in these roles: they decide its words."""

    @worded("responsible")
    def person_for(pk: int, reader: int, on: datetime.date):
        user = User(pk=reader)
        user.roles = roles
        return Person.objects.with_writable(user, on).filter(pk=pk)

    return person_for
