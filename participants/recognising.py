"""Somebody typed by whoever may not search the register: the same person where the register knows one."""

import datetime
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Coalesce

from kis.lib.refusals import Refused
from participants.files import whole
from participants.models import Person
from participants.models.people import Fold

SEVERAL = (
    "W rejestrze jest więcej osób o tym nazwisku, imieniu i dacie urodzenia. Niczego nie zapisano: poproś "
    "kierownika, żeby ustalił, o którą chodzi."
)
OTHER_NUMBER = (
    "Numer PESEL nie zgadza się z nazwiskiem, imieniem albo datą urodzenia. Porównaj je z dokumentem i "
    "popraw."
)


@dataclass(frozen=True)
class Typed:
    """Who was typed: what a person is recognised by."""

    last_name: str
    first_name: str
    born_on: datetime.date | None
    pesel: str = ""


def recognised(typed: Typed) -> Person | None:
    """The one in the register with these very names and birth date, or this PESEL and these names.

    Everybody is searched, and the caller tells nothing of whom it found. Raises Refused.
    """
    if typed.pesel and (person := Person.objects.filter(pesel=typed.pesel).first()):
        if not _is_named_so(person, typed):
            raise Refused(OTHER_NUMBER)
        return standing_for(person)
    if typed.born_on is None:
        return None
    people = Person.objects.filter(
        folded_last_name=Fold(Value(typed.last_name)), born_on=typed.born_on, erased_on=None
    ).alias(folded_first_name=Fold("first_name"))
    people = people.filter(folded_first_name=Fold(Value(typed.first_name)))
    if typed.pesel:
        # Whoever has another number is somebody else.
        people = people.filter(pesel="")
    numbers = set(people.order_by().values_list(Coalesce("merged_into", "pk"), flat=True))
    if len(numbers) > 1:
        raise Refused(SEVERAL)
    return Person.objects.get(pk=numbers.pop()) if numbers else None


def _is_named_so(person: Person, typed: Typed) -> bool:
    same = Person.objects.filter(
        pk__in=Person.objects.files_of(whole(person)),
        folded_last_name=Fold(Value(typed.last_name)),
    ).alias(folded_first_name=Fold("first_name"))
    same = same.filter(folded_first_name=Fold(Value(typed.first_name)))
    if typed.born_on:
        same = same.filter(born_on=typed.born_on)
    return same.exists()


def standing_for(person: Person) -> Person:
    """The file that the person is read in."""
    return Person.objects.get(pk=person.merged_into_id) if person.merged_into_id else person


def locked(person: Person) -> Person:
    """The file that stands for the person, under its lock."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.merged_into_id:
        person = Person.objects.select_for_update(no_key=True).get(pk=person.merged_into_id)
    return person
