"""Whether two people are probably one, as participants.duplicates asks the database, of many at once."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q

from participants.duplicates import PARTS, days_alike
from participants.models import Person
from participants.models.people import BareNumber
from participants.words import fold

BARE = re.compile(r"[\W_]")
BEHIND_HYPHEN = re.compile(r"-([^\s-]+) ")


@dataclass(frozen=True)
class Known:
    """What two people are compared by. `person` is the number of the file, None of somebody without one."""

    last_name: str
    first_name: str
    second_name: str = ""
    born_on: datetime.date | None = None
    pesel: str = ""
    identity_number: str = ""
    person: int | None = None

    @cached_property
    def surname(self) -> str:
        return fold(self.last_name)

    @cached_property
    def search(self) -> str:
        names = (self.last_name, self.first_name, self.second_name, self.pesel)
        return fold(" ".join(names))

    @cached_property
    def number(self) -> str:
        return BARE.sub("", self.identity_number).upper()

    @cached_property
    def surnames(self) -> set[str]:
        """Its words, and what stands behind a hyphen of a first name: by them somebody alike is found."""
        own = {word for word in PARTS.split(self.surname) if word}
        return own | set(BEHIND_HYPHEN.findall(self.search))

    @cached_property
    def asked_words(self) -> set[str]:
        """Of the surname, and the first name, which may have changed places with it."""
        return {word for word in PARTS.split(f"{self.surname} {fold(self.first_name)}") if word}

    @cached_property
    def days_alike(self) -> list[datetime.date]:
        return days_alike(self.born_on) if self.born_on else []

    def is_named(self, name: str) -> bool:
        word = fold(name)
        return any(part in self.search for part in (f" {word} ", f" {word}-", f"-{word} "))


def alike(asked: Known, known: Known) -> bool:
    """The same PESEL or document, or names alike and no other birth date."""
    if asked.pesel and asked.pesel == known.pesel:
        return True
    if asked.number and asked.number == known.number:
        return True
    both_born = asked.born_on and known.born_on
    if both_born and known.born_on not in asked.days_alike:
        return False
    return _named_alike(asked, known)


def _named_alike(asked: Known, known: Known) -> bool:
    given = [name for name in PARTS.split(f"{asked.first_name} {asked.second_name}") if name]
    if _surname_alike(asked.last_name, known) and any(map(known.is_named, given)):
        return True
    return known.surname == fold(asked.first_name) and known.is_named(asked.last_name)


def _surname_alike(last_name: str, known: Known) -> bool:
    parts = [part for part in PARTS.split(last_name) if part]
    if len(parts) == 1:
        word = fold(last_name)
        return (
            known.surname == word
            or known.surname.startswith((f"{word}-", f"{word} "))
            or f"-{word} " in known.search
        )
    names = {last_name, *(part for part in parts if len(part) > 2)}
    for ordered in (parts, parts[::-1]):
        names |= {"-".join(ordered), " ".join(ordered)}
    return known.surname in {fold(name) for name in names}


def in_the_register(asked: Sequence[Known]) -> list[list[Known]]:
    """Of each who in the register is probably the same person. One query."""
    people = [
        Known(*row)
        for row in Person.objects.filter(_perhaps(asked), merged_into=None)
        .order_by("pk")
        .values_list(*("last_name", "first_name", "second_name", "born_on", "pesel"), *REST)
    ]
    by_word = grouped(people)
    return [[known for known in near(one, by_word) if alike(one, known)] for one in asked]


REST = ("identity_number", "pk")


def grouped(people: Iterable[Known]) -> dict[str, list[Known]]:
    """By what two that are alike have in common: a word of a name, a number."""
    found: dict[str, list[Known]] = {}
    for known in people:
        for key in known.surnames | _numbers(known):
            found.setdefault(key, []).append(known)
    return found


def near(one: Known, by_word: dict[str, list[Known]]) -> list[Known]:
    keys = one.asked_words | _numbers(one)
    together = (known for key in sorted(keys) for known in by_word.get(key, ()))
    return list({id(known): known for known in together}.values())


def _numbers(known: Known) -> set[str]:
    named = {f"pesel {known.pesel}": known.pesel, f"nr {known.number}": known.number}
    return {key for key, number in named.items() if number}


def _perhaps(asked: Sequence[Known]) -> Q:
    """Somewhat more people than are alike; by names alone where no birth date parts them."""
    days = {day for one in asked for day in one.days_alike}
    pesels = {one.pesel for one in asked if one.pesel}
    numbers = {one.number for one in asked if one.number}
    kinds = [
        Q(born_on__in=days),
        Q(~Q(pesel=""), pesel__in=pesels),
        Q(
            ~Q(identity_number=""),
            pk__in=Person.objects.alias(bare=BareNumber("identity_number"))
            .filter(~Q(identity_number=""), bare__in=numbers)
            .values("pk"),
        ),
        Q(born_on=None, folded_last_name__regex=_any_of(asked)),
    ]
    if undated := [one for one in asked if one.born_on is None]:
        kinds.append(Q(folded_last_name__regex=_any_of(undated)))
    return reduce(or_, kinds)


def _any_of(asked: Iterable[Known]) -> str:
    words = sorted({word for one in asked for word in one.asked_words})
    return rf"(^|[ -])({'|'.join(map(re.escape, words))})($|[ -])"
