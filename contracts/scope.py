"""The contract whose page is asked for, within the scope of its person."""

import datetime

from django.shortcuts import get_object_or_404

from contracts.models import Annex, SocialContract
from participants.file import PersonFile
from participants.models import Participation
from participants.scope import LedOn, readable_file, row_to_change, writable_file


def readable_contract(
    request, pk, contract_pk, on: datetime.date
) -> tuple[PersonFile, SocialContract]:
    """Voided ones too: they stay visible."""
    file = readable_file(request, pk, on)
    contracts = file.person.contracts(manager="with_voided").select_related(
        "worker", "signed_by", "ended_by", "voided_by", "created_by", "signed_print"
    )
    return file, get_object_or_404(contracts, pk=contract_pk)


def writable_contract(
    request, pk, contract_pk, on: datetime.date
) -> tuple[PersonFile, SocialContract]:
    """A window on a contract that somebody voided meanwhile leads to its page, whatever it sends."""
    file = writable_file(request, pk, on)
    contracts = file.person.contracts(manager="with_voided").select_related("worker", "voided_by")
    contract = get_object_or_404(contracts, pk=contract_pk)
    if contract.voided_at:
        raise LedOn(contract.void_in_words, "contracts:contract", pk, contract_pk)
    return file, contract


def stay_to_change(request, file: PersonFile, stay_pk) -> Participation:
    rows = Participation.with_voided.filter(person=file.person)
    tab = "contracts:participation"
    return row_to_change(request, rows, stay_pk, tab=tab, person=file.person.pk)


def readable_annex(
    request, pk, contract_pk, annex_pk, on: datetime.date, *, file: PersonFile | None = None
) -> tuple[PersonFile, Annex]:
    """Voided ones too. `file`: the person's, where the page has read it already."""
    file = file or readable_file(request, pk, on)
    contract = get_object_or_404(
        file.person.contracts(manager="with_voided").select_related("worker"), pk=contract_pk
    )
    return file, _annex_of(contract, annex_pk)


def writable_annex(
    request, pk, contract_pk, annex_pk, on: datetime.date
) -> tuple[PersonFile, Annex]:
    file, contract = writable_contract(request, pk, contract_pk, on)
    return file, _annex_of(contract, annex_pk)


def _annex_of(contract: SocialContract, annex_pk) -> Annex:
    annexes = contract.annexes(manager="with_voided").select_related(
        "created_by", "signed_by", "voided_by", "signed_print", "scan"
    )
    annex = get_object_or_404(annexes, pk=annex_pk)
    annex.contract = contract
    return annex


def contract_as_saved(
    request, file: PersonFile, contract: SocialContract
) -> tuple[PersonFile, SocialContract]:
    """For a page under a form that was sent: a refused form leaves what it understood in its contract."""
    if not request.POST:
        return file, contract
    return readable_contract(request, file.person.pk, contract.pk, file.on)
