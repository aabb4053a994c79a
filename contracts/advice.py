"""What is to be known before a contract is printed for signature, and hinders nobody."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from contracts.models import Party, SocialContract
from kis.lib.dates import polish
from participants.models import Person

# Art. 65 ust. 1 pkt 6 of the act of 20 March 2025 on the labour market (Dz.U. 2025 poz. 620).
DAYS_WITHOUT_STATUS = 90


@dataclass(frozen=True)
class Advice:
    """A whole sentence; `field` is the id of the field in the form of the draft, if one answers it."""

    words: str
    field: str = ""


def advice(contract: SocialContract) -> list[Advice]:
    """In the order of the form's boxes. No query where the person was read."""
    return [*_of_labour_office(contract), *_of_homelessness(contract)]


def _of_labour_office(contract) -> Iterator[Advice]:
    """Art. 108 ust. 2 and 3 of the act on social assistance: signed on a referral, or without one."""
    if contract.type != contract.Type.B:
        return
    person = contract.person
    if contract.pup_referral_number or contract.pup_referral_on:
        yield Advice(
            "Podpisanie na podstawie skierowania PUP pozbawia statusu bezrobotnego "
            f"na {DAYS_WITHOUT_STATUS} dni. W tym czasie osoba nie pracuje w PSU, "
            "a do ubezpieczenia zdrowotnego zgłasza ją ośrodek."
        )
    elif person.labour_status == person.LabourStatus.UNEMPLOYED:
        yield Advice(
            "Nie wpisano skierowania PUP (art. 198 ustawy z 20 marca 2025 r.). "
            "Kontrakt można podpisać i bez niego.",
            "id_pup_referral_number",
        )


def _of_homelessness(contract) -> Iterator[Advice]:
    """Art. 108 ust. 1a of the act on social assistance."""
    is_agreed = contract.agreed_elsewhere_on and contract.agreed_elsewhere_with
    if contract.person.is_homeless and not is_agreed:
        yield Advice(
            "Osoba jest bezdomna: przed podpisaniem treść uzgadnia się z pracownikiem socjalnym OPS "
            "ostatniego zameldowania na pobyt stały.",
            "id_agreed_elsewhere_on",
        )


def other_families(contract: SocialContract, user, on: datetime.date) -> list[Advice]:
    """Of type A: who of its adults is held by a contract A of another file that lasts into its days.

    The one of the same person the database refuses; people are known by PESEL, and only files that the user
    may see are told. Five queries.
    """
    if contract.type != contract.Type.A:
        return []
    own = contract.person
    adults = [own, *(party for party in contract.parties.all() if party.role == "signs")]
    names = {adult.pesel: adult.full_name for adult in adults if adult.pesel}
    others = (
        SocialContract.objects.filter(type=contract.Type.A, last_day__gte=on)
        .filter(state=contract.State.SIGNED, person__in=Person.objects.visible_to(user))
        .exclude(person=own)
        .select_related("person")
        .prefetch_related("parties")
    )
    # By their numbers: an OR over two tables would look at every contract.
    in_parties = Party.objects.filter(pesel__in=names, role=Party.Role.SIGNS)
    in_files = Person.objects.filter(pesel__in=names)
    of_them = Q(pk__in=list(in_parties.values_list("contract", flat=True))) | Q(
        person__in=list(in_files.values_list("pk", flat=True))
    )
    return [
        Advice(
            f"{names[pesel]} jest już stroną kontraktu A {other.number} (do {polish(other.last_day)}), "
            "prowadzonego w innej karcie. Ten kontrakt można podpisać i tak."
        )
        for other in others.filter(of_them)
        for pesel in _adults_of(other) & names.keys()
    ]


def _adults_of(contract) -> set[str]:
    parties = [party.pesel for party in contract.parties.all() if party.role == "signs"]
    return {contract.person.pesel, *parties}
