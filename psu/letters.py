"""What the office's letters about socially useful work share: to whom and about whom."""

import datetime

from kis.accounts.models import Centre
from kis.lib.dates import polish
from participants.models import Person
from psu.models import Agreement

NEW_BASIS = (
    "art. 142 {where} ustawy z dnia 20 marca 2025 r. o rynku pracy i służbach zatrudnienia "
    "(Dz.U. z 2025 r. poz. 620)"
)
OLD_BASIS = (
    "{where} rozporządzenia Ministra Rodziny, Pracy i Polityki Społecznej z dnia 21 grudnia 2017 r. "
    "w sprawie organizowania prac społecznie użytecznych (Dz.U. z 2017 r. poz. 2447)"
)


def labour_office(agreement: Agreement | None, centre: Centre) -> str:
    """Art. 142 writes to the director of the office, the act before it to the starosta.

    Without an agreement: as the act of today.
    """
    if agreement is not None and agreement.regime.is_old:
        return agreement.county_office or "Starosta"
    return f"Dyrektor {centre.of_labour_office}"


def head_of(centre: Centre) -> str:
    """The head of the centre, whose own copy it is: Dyrektor (MOPS Puławy)"""
    return f"{centre.head_title}: {centre.name}"


def identity_of(person: Person) -> list[tuple[str, str]]:
    """As the list of art. 142 ust. 8 has it: names, place of residence or stay, PESEL or a document."""
    label, number = identity_number(person)
    return [
        ("Nazwisko i imiona", person.all_names),
        ("Miejsce zamieszkania lub pobytu", person.address),
        (label, number),
    ]


def identity_number(person: Person) -> tuple[str, str]:
    if person.pesel:
        return "PESEL", person.pesel
    if person.identity_number:
        words = f"{person.get_identity_kind_display()} {person.identity_number}"
        return "Dokument tożsamości: rodzaj, seria i numer", words
    return "PESEL lub dokument tożsamości", ""


def dated(centre: Centre, day: datetime.date) -> str:
    return f"{centre.town}, {polish(day)}"
