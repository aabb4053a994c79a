"""Who belongs to a family: a person of the register or a new one, from a day to a day."""

import datetime

from kis.families.models import FamilyMember
from kis.families.models.family import IN_TWO_FAMILIES
from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database
from participants.files import whole
from participants.models import Area, Person
from participants.recognising import Typed, locked, recognised, standing_for

# Of a person whom the reader may not see nothing more is told than that they are in the register.
NOT_TO_BE_ADDED = (
    "Tej osoby nie można teraz dołączyć do rodziny. Niczego nie zapisano: zapytaj kierownika."
)


def add_known(member: FamilyMember, person: Person, *, on: datetime.date) -> FamilyMember:
    """A person of the register, seen by whoever adds. Raises Refused."""
    with refused_by_database():
        person = locked(person)
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
        locked(member.person)
        _refuse_second_row(member)
        Area.objects.enter(standing_for(member.person), Area.Kind.FAMILIES, member.starts_on)
        member.save()
        return member


def is_of_families_alone(person: Person) -> bool:
    """Nobody else of the office leads the person's case: names and address are put right in the family."""
    files = Person.objects.files_of(whole(person))
    return not Area.objects.filter(person__in=files).exclude(kind=Area.Kind.FAMILIES).exists()
