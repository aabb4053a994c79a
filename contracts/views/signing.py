"""Registering the signatures under a contract and under its annex."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from contracts.forms.signing import SignForm
from contracts.scope import writable_annex, writable_contract
from contracts.views.acts import form_page
from kis.accounts.once import saves_once
from kis.lib.dates import polish
from kis.lib.refusals import carried_out
from participants.file_parts import StayPart


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contract_sign(request, pk, contract_pk):
    on = timezone.localdate()
    file, contract = writable_contract(request, pk, contract_pk, on)
    return _signing(
        request,
        file,
        contract,
        contract,
        on,
        there=redirect("contracts:contract", pk, contract_pk),
    )


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def annex_sign(request, pk, contract_pk, annex_pk):
    on = timezone.localdate()
    file, annex = writable_annex(request, pk, contract_pk, annex_pk, on)
    there = redirect("contracts:annex", pk, contract_pk, annex_pk)
    return _signing(request, file, annex, annex.contract, on, there=there, annex=annex)


def _goes_on(file, contract) -> str:
    """What comes next of the stay: it begins, or it may last as long as the contract does now."""
    part = file.part(StayPart)
    stay = part.last
    if stay is None or part.is_over:
        return "Następny krok: rozpocznij udział w KIS."
    if stay.is_commissioned or stay.ends_on or stay.planned_end_on >= contract.ends_on:
        return ""
    return (
        f"Planowany koniec udziału to nadal {polish(stay.planned_end_on)}: jeśli osoba zostaje dłużej, "
        "przedłuż udział w zakładce „Udział w KIS”."
    )


def _signing(request, file, paper, contract, on, *, there, annex=None):
    all_ways = "sposoby" in request.GET
    form = SignForm(
        request.POST or None,
        request.FILES or None,
        paper=paper,
        contract=contract,
        on=on,
        all_ways=all_ways,
    )
    if carried_out(request, form, lambda: form.save(by=request.user, today=on)):
        # Read anew under an annex: signing it moves the contract's last day.
        goes_on = _goes_on(file, annex.contract if annex else contract)
        messages.success(request, f"{paper.title} podpisany. {goes_on}".strip())
        return there
    return form_page(
        request,
        file,
        contract,
        form,
        f"Zarejestruj podpisanie: {paper.title}",
        annex=annex,
        submit="Zarejestruj podpisanie",
        other_ways="" if all_ways else f"{request.path}?sposoby=wszystkie",
    )
