"""What goes to the head of the centre and comes back: disputes and, where the centre wants it, approvals."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from contracts.approving import ask_for_approval
from contracts.forms.head import ApprovalForm, DisputeForm, RulingForm
from contracts.scope import readable_contract, writable_contract
from contracts.views.acts import form_page, to_contract
from contracts.views.printing import first_gap, seen_version
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused, carried_out


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contract_dispute(request, pk, contract_pk):
    on = timezone.localdate()
    file, contract = writable_contract(request, pk, contract_pk, on)
    form = DisputeForm(request.POST or None, on=on)
    if carried_out(request, form, lambda: form.save(contract, by=request.user)):
        messages.success(
            request, "Spór przekazano kierownikowi. Rozstrzygnięcie pojawi się na pulpicie."
        )
        return to_contract(pk, contract_pk)
    hint = "Obie strony mają prawo wystąpić do kierownika o rozstrzygnięcie kwestii spornych."
    title = f"Przekaż spór kierownikowi: {contract.title}"
    return form_page(request, file, contract, form, title, hint=hint, submit="Przekaż spór")


def _for_the_head(request, pk, contract_pk, on):
    """The head answers only what the head may read."""
    file, contract = readable_contract(request, pk, contract_pk, on)
    if not file.sensitive:
        raise Http404
    record(request, "view_contract", kind="contract", number=contract.pk, person=pk)
    return file, contract


@permission_required("contracts.rule_dispute", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def dispute_rule(request, pk, contract_pk, dispute_pk):
    now = timezone.localtime()
    file, contract = _for_the_head(request, pk, contract_pk, now.date())
    dispute = get_object_or_404(contract.disputes.select_related("passed_by"), pk=dispute_pk)
    if request.method == "GET" and not dispute.is_open:
        messages.warning(request, "Ten spór jest już rozstrzygnięty.")
        return to_contract(pk, contract_pk)
    form = RulingForm(request.POST or None, dispute=dispute, on=now.date())
    if carried_out(request, form, lambda: form.save(by=request.user, at=now)):
        messages.success(
            request, "Zapisano rozstrzygnięcie. Zobaczy je pracownik socjalny na pulpicie."
        )
        return to_contract(pk, contract_pk)
    title = f"Rozstrzygnij spór: {contract.title}"
    return form_page(
        request, file, contract, form, title, dispute=dispute, submit="Zapisz rozstrzygnięcie"
    )


@permission_required("contracts.write_contract", raise_exception=True)
@post_or_back("contracts:contract")
@saves_once
def contract_ask(request, pk, contract_pk):
    on = timezone.localdate()
    _, contract = writable_contract(request, pk, contract_pk, on)
    return asked(request, pk, contract, version=seen_version(request))


def asked(request, pk, contract, version=None):
    try:
        ask_for_approval(contract, on=timezone.localdate(), by=request.user, version=version)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(first_gap(pk, contract))
    messages.success(
        request, "Kontrakt wysłano do zatwierdzenia. Odpowiedź kierownika pojawi się na pulpicie."
    )
    return to_contract(pk, contract.pk)


@permission_required("contracts.approve_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contract_approve(request, pk, contract_pk):
    now = timezone.localtime()
    file, contract = _for_the_head(request, pk, contract_pk, now.date())
    if request.method == "GET" and contract.state != contract.State.WAITING:
        messages.warning(request, "Ten kontrakt nie czeka na zatwierdzenie.")
        return to_contract(pk, contract_pk)
    form = ApprovalForm(request.POST or None, contract=contract)
    if carried_out(request, form, lambda: form.save(by=request.user, at=now, today=now.date())):
        messages.success(request, "Zapisano odpowiedź. Zobaczy ją pracownik socjalny na pulpicie.")
        return to_contract(pk, contract_pk)
    title = f"Zatwierdź: {contract.title}"
    return form_page(
        request, file, contract, form, title, is_to_be_read=True, submit="Zapisz odpowiedź"
    )
