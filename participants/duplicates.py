"""Who in the register is probably the same person."""

import datetime
import re
from functools import reduce
from operator import or_

from django.db.models import Q, Value

from kis.lib.dates import DAY
from participants.models import Person
from participants.models.people import BareNumber, Fold
from participants.words import DASHES

PARTS = re.compile(rf"[\s{DASHES}]+")
NAMESAKES = 100  # more of them tell no more


def probable_duplicates(
    *,
    pesel: str = "",
    identity_number: str = "",
    last_name: str,
    first_name: str,
    second_name: str = "",
    born_on: datetime.date | None = None,
):
    """People with the same PESEL or document, or with names alike and no other birth date.

    Names are compared without Polish letters and capitals. Everybody is searched: what the reader may be
    told of whom is the caller's matter. They are asked for at once, by number: cut to a few and sorted in one
    question, they would be looked for along the whole order of names. So nobody cuts the answer either.
    """
    alike = _names_alike(last_name, first_name, second_name)
    if born_on:
        # Without a birth date in one of the two the names alone must do.
        alike &= Q(born_on__in=days_alike(born_on)) | Q(born_on=None)
    people = Person.objects.filter(alike, merged_into=None)
    numbers = set(people.values_list("pk", flat=True)[:NAMESAKES])
    numbers.update(_with_papers(pesel, identity_number))
    return Person.objects.filter(pk__in=numbers).in_polish_order()


def _with_papers(pesel: str, identity_number: str) -> list[int]:
    """Numbers of those with the same PESEL, or with a document of the same number."""
    same = []
    if pesel:
        same.append(Q(pesel=pesel))
    if any(map(str.isalnum, identity_number)):
        number = Q(bare_number=BareNumber(Value(identity_number)), merged_into=None)
        # The index leaves people without a document out, and the question must say so too.
        same.append(number & ~Q(identity_number=""))
    if not same:
        return []
    people = Person.objects.alias(bare_number=BareNumber("identity_number"))
    return list(people.filter(reduce(or_, same)).values_list("pk", flat=True))


def _names_alike(last_name: str, first_name: str, second_name: str) -> Q:
    """A given name in common and a surname in common, of a doubled one its part; or the two exchanged.

    Each condition has an index: beginnings of surnames, or trigrams of all names between spaces.
    """
    given = {name for name in PARTS.split(f"{first_name} {second_name}") if name}
    straight = _surname_alike(last_name) & reduce(or_, map(_is_named, sorted(given)))
    return straight | Q(folded_last_name=Fold(Value(first_name))) & _is_named(last_name)


def _is_named(name: str) -> Q:
    """Also a part of a name with a hyphen."""
    parts = (f" {name} ", f" {name}-", f"-{name} ")
    return reduce(or_, (Q(search__contains=Fold(Value(part))) for part in parts))


def _surname_alike(last_name: str) -> Q:
    parts = [part for part in PARTS.split(last_name) if part]
    if len(parts) == 1:
        return (
            Q(folded_last_name=Fold(Value(last_name)))
            | Q(folded_last_name__startswith=Fold(Value(f"{last_name}-")))
            | Q(folded_last_name__startswith=Fold(Value(f"{last_name} ")))
            | Q(search__contains=Fold(Value(f"-{last_name} ")))
        )
    # A particle of two letters (de, la) is no surname.
    names = {last_name, *(part for part in parts if len(part) > 2)}
    for ordered in (parts, parts[::-1]):
        names |= {"-".join(ordered), " ".join(ordered)}
    return Q(folded_last_name__in=[Fold(Value(name)) for name in sorted(names)])


def days_alike(born_on: datetime.date) -> list[datetime.date]:
    """The day, its neighbours, and the one with day and month exchanged."""
    alike = [born_on, born_on - DAY, born_on + DAY]
    if born_on.day <= 12:
        alike.append(born_on.replace(month=born_on.day, day=born_on.month))
    return alike
