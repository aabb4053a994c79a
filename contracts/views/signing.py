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
from kis.lib.refusals import carried_out


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
        goes_on="Następny krok: rozpocznij udział w KIS.",
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


def _signing(request, file, paper, contract, on, *, there, goes_on="", annex=None):
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
