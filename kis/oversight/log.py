"""The access log as it is read: who looked at whom, what a user did."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from kis.accounts.models import User
from kis.journal.models import AccessEntry
from kis.journal.words import act_word, kind_word
from kis.lib.dates import DAY
from participants.models import Person

NOBODY = "osoba niezalogowana"


@dataclass(frozen=True)
class Line:
    """An entry in words; `person` None where it is about nobody, or about somebody whom the reader may not
    know of.
    """

    entry: AccessEntry
    who: str
    person: Person | None

    @property
    def what(self) -> str:
        return f"{act_word(self.entry.act)}: {kind_word(self.entry.kind)}"

    @property
    def about(self) -> str:
        if self.person:
            return str(self.person)
        return "osoba spoza zakresu" if self.entry.person_number else ""


@dataclass(frozen=True)
class Asked:
    """What the log is asked for; None or empty: all. Days are of Warsaw."""

    user: User | None = None
    person: Person | None = None
    first: datetime.date | None = None
    last: datetime.date | None = None
    acts: Sequence[str] = ()

    def entries(self) -> QuerySet[AccessEntry]:
        """The newest first."""
        found = AccessEntry.objects.order_by("-at", "-pk")
        if self.user:
            # A failed login is nobody's, yet it was tried with this account.
            failed = Q(user=None, kind="account", number=self.user.pk)
            found = found.filter(Q(user=self.user) | failed)
        if self.person:
            found = found.filter(person_number__in=Person.objects.files_of(self.person.pk))
        if self.first:
            found = found.filter(at__gte=midnight(self.first))
        if self.last:
            found = found.filter(at__lt=midnight(self.last + DAY))
        if self.acts:
            # view_contract, download_annex: the same act of different things
            beginnings = (Q(act=act) | Q(act__startswith=f"{act}_") for act in self.acts)
            found = found.filter(_any(beginnings))
        return found


def _any(conditions) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


def midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def before(entries: QuerySet[AccessEntry], number: int | None) -> QuerySet[AccessEntry]:
    """Those behind the entry of that number: a page is asked from there, however long the log is."""
    last = AccessEntry.objects.filter(pk=number).first() if number else None
    if last is None:
        return entries
    return entries.filter(at__lte=last.at).exclude(at=last.at, pk__gte=last.pk)


def lines(entries: Sequence[AccessEntry], seen: QuerySet[Person]) -> list[Line]:
    """`seen`: whose names the reader may know. Two queries."""
    users = User.objects.in_bulk({entry.user_id for entry in entries} - {None})
    numbers = {entry.person_number for entry in entries} - {None}
    people = {person.pk: person for person in seen.filter(pk__in=numbers)}
    return [
        Line(entry, str(users.get(entry.user_id, NOBODY)), people.get(entry.person_number))
        for entry in entries
    ]
