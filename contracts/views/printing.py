"""Giving a draft out for signature; where something is missing, its field is where the user lands."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from contracts.printing import print_for_signature
from contracts.readiness import first_field, missing
from contracts.scope import writable_contract
from kis.accounts.once import begun_once
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused

UNKNOWN_VERSION = -1


def seen_version(request) -> int:
    """The version that the page was opened on; what is no number is no version of any row."""
    typed = request.POST.get("row_version", "")
    return (
        int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else UNKNOWN_VERSION
    )


@transaction.non_atomic_requests
@permission_required("contracts.write_contract", raise_exception=True)
@post_or_back("contracts:contract")
def contract_print(request, pk, contract_pk):
    _, contract = writable_contract(request, pk, contract_pk, timezone.localdate())
    return printed(request, pk, contract, version=seen_version(request))


def printed(request, pk, contract, version=None):
    try:
        with begun_once(request) as is_first:
            if not is_first:
                return printed_already(request, pk, contract)
            paper = print_for_signature(
                contract, by=request.user, at=timezone.now(), version=version
            )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(first_gap(pk, contract))
    # Read on the page to which the reader comes back from the paper.
    messages.success(
        request,
        f"Kontrakt ma numer {contract.number} i czeka na podpis. Wydrukuj oba egzemplarze; "
        f"na papierze jest kod {paper.code}.",
    )
    return redirect("contracts:paper", pk, contract.pk, paper.pk)


def printed_already(request, pk, contract):
    """For a button pressed twice: the paper may still be in the press."""
    messages.info(
        request, "Wydruk do podpisu zlecono jeden raz. Ponowne naciśnięcie niczego nie dodało."
    )
    return redirect("contracts:contract", pk, contract.pk)


def first_gap(pk, contract) -> str:
    """The address of the draft at the first field that lacks something: the browser puts the cursor there."""
    contract.refresh_from_db()
    field = first_field(missing(contract, timezone.localdate()))
    address = reverse("contracts:edit", args=[pk, contract.pk])
    return f"{address}#{field}" if field else address
