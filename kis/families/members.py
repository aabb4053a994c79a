"""Who belongs to a family: a person of the register or a new one, from a day to a day."""

import datetime
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Coalesce

from kis.families.models import FamilyMember
from kis.families.models.family import IN_TWO_FAMILIES
from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database
from participants.files import whole
from participants.models import Area, Person
from participants.models.people import Fold

# Of a person whom the reader may not see nothing more is told than that they are in the register.
NOT_TO_BE_ADDED = (
    "Tej osoby nie można teraz dołączyć do rodziny. Niczego nie zapisano: zapytaj kierownika."
)
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
        return _whole(person)
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


def _whole(person: Person) -> Person:
    return Person.objects.get(pk=person.merged_into_id) if person.merged_into_id else person


def add_known(member: FamilyMember, person: Person, *, on: datetime.date) -> FamilyMember:
    """A person of the register, seen by whoever adds. Raises Refused."""
    with refused_by_database():
        person = _locked(person)
        member.person = person
        _refuse_second_row(member)
        Area.objects.enter(person, Area.Kind.FAMILIES, min(member.starts_on, on))
        member.save()
        return member


def add_typed(
    member: FamilyMember, person: Person, typed: Typed, *, on: datetime.date
) -> tuple[FamilyMember, bool]:
    """Who was typed: the same person where the register knows one, else `person`, a new one.

    The second value: whether it is somebody of the register. Raises Refused.
    """
    if known := recognised(typed):
        try:
            return add_known(member, known, on=on), True
        except _SecondRow:
            raise
        except Refused:
            # Why not may be what the reader may not know: that the processing is restricted, for one.
            raise Refused(NOT_TO_BE_ADDED) from None
    with refused_by_database():
        person.pk = None
        person.responsible = member.family.social_worker
        person.save()
        Area.objects.enter(person, Area.Kind.FAMILIES, min(member.starts_on, on))
        member.person = person
        member.save()
        return member, False


class _SecondRow(Refused):
    """What whoever sees the family, or writes a child into a second one, may know."""


def _refuse_second_row(member: FamilyMember) -> None:
    """The database holds both rules of one file; a merged one counts, too."""
    files = Person.objects.files_of(whole(member.person))
    rows = FamilyMember.objects.filter(person__in=files).exclude(ends_on__lt=member.starts_on)
    if member.ends_on:
        rows = rows.filter(starts_on__lte=member.ends_on)
    if member.pk:
        rows = rows.exclude(pk=member.pk)
    if row := rows.filter(family=member.family).first():
        raise _SecondRow(f"Ta osoba jest już w tej rodzinie od {polish(row.starts_on)}.")
    others = rows.children().filter(alternating_reason="")
    is_child = member.part == FamilyMember.Part.CHILD
    if is_child and not member.alternating_reason and others.exists():
        raise _SecondRow(IN_TWO_FAMILIES)


def change(member: FamilyMember) -> FamilyMember:
    """What a form changed. Raises Refused."""
    with refused_by_database():
        _locked(member.person)
        _refuse_second_row(member)
        Area.objects.enter(_whole(member.person), Area.Kind.FAMILIES, member.starts_on)
        member.save()
        return member


def _locked(person: Person) -> Person:
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.merged_into_id:
        person = Person.objects.select_for_update(no_key=True).get(pk=person.merged_into_id)
    return person


def is_of_families_alone(person: Person) -> bool:
    """Nobody else of the office leads the person's case: names and address are put right in the family."""
    files = Person.objects.files_of(whole(person))
    return not Area.objects.filter(person__in=files).exclude(kind=Area.Kind.FAMILIES).exists()
