"""The contract whose page is asked for, within the scope of its person."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from contracts.models import SocialContract
from kis.lib.worded import worded
from participants.scope import readable_person, writable_person


def readable_contract(request, pk, contract_pk, on) -> SocialContract:
    """Voided ones too: they stay visible."""
    person = readable_person(request, pk, on)
    contracts = SocialContract.with_voided.select_related(
        "worker", "signed_by", "ended_by", "voided_by", "created_by", "signed_print"
    )
    contract = get_object_or_404(contracts, pk=contract_pk, person=person)
    contract.person = person
    return contract


def writable_contract(request, pk, contract_pk, on) -> SocialContract:
    person = writable_person(request, pk, on)
    found = _contract_of(contract_pk, person.pk, person=person)
    if not found:
        raise Http404
    return found[0]


@worded("worker")
def _contract_of(pk: int, person_pk: int):
    return SocialContract.objects.filter(pk=pk, person=person_pk)
