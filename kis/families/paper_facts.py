"""What every paper about the work with a family says of it: of its people only what art. 16 lists."""

import datetime

from kis.families.models import Cooperation, Family, FamilyMember
from kis.families.models.family import parents_first
from kis.lib.dates import polish

GROWN_UPS = (FamilyMember.Part.PARENT, FamilyMember.Part.PARTNER)


def members_in_words(cooperation: Cooperation, on: datetime.date) -> list[str]:
    """Jan Nowak, dziecko, ur. 3.05.2019, w rodzinie zastępczej"""
    rows = FamilyMember.objects.on(on).filter(family=cooperation.family_id)
    return [
        ", ".join(
            filter(
                None,
                [
                    member.person.full_name,
                    member.get_part_display(),
                    f"ur. {polish(member.person.born_on)}" if member.person.born_on else "",
                    member.get_whereabouts_display() if member.whereabouts else "",
                ],
            )
        )
        for member in parents_first(rows.select_related("person"))
    ]


def grown_ups(members: list[FamilyMember]) -> list[FamilyMember]:
    """Who signs for the family."""
    return [member for member in members if member.part in GROWN_UPS]


def family_named(family: Family, members: list[FamilyMember]) -> str:
    """By the names of those who lead it: how the centre calls a family among its own stands on no letter."""
    return ", ".join(member.person.full_name for member in grown_ups(members)) or family.name


def assistant_of(cooperation: Cooperation, on: datetime.date):
    """Of the day, else the last one; None where there was none."""
    rows = cooperation.assignments.select_related("assistant__user")
    assignment = rows.on(on).first() or rows.first()
    return assignment.assistant.user if assignment else None


def family_facts(cooperation: Cooperation, on: datetime.date) -> list[tuple[str, str]]:
    family, assistant = cooperation.family, assistant_of(cooperation, on)
    return [
        ("Rodzina", "\n".join(members_in_words(cooperation, on)) or family.name),
        ("Adres", family.address),
        ("Asystent rodziny", str(assistant or "")),
        ("Pracownik socjalny", str(family.social_worker)),
        ("Praca z rodziną od", polish(cooperation.starts_on)),
        ("Podstawa", _basis(cooperation)),
    ]


def _basis(cooperation) -> str:
    if cooperation.basis != Cooperation.Basis.COURT:
        return cooperation.get_basis_display()
    return (
        f"postanowienie z {polish(cooperation.court_on)}, {cooperation.court_name}, sygn. "
        f"{cooperation.court_number}"
    )
