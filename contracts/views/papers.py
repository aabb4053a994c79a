"""The bytes: a preview and plain words made now, a print and a scan as they were kept."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from contracts.breach_paper import breach_paper
from contracts.plain_paper import plain_paper
from contracts.printing import preview
from contracts.scope import readable_contract
from kis.journal.record import record
from kis.lib.refusals import Refused


def pdf(content: bytes, name: str, content_type: str = "application/pdf") -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def contract_preview(request, pk, contract_pk):
    """As it would be printed, nothing is kept; of what was given out the kept paper.

    For every reader of the wording: the head looks at it before approving.
    """
    contract = _readable_text(request, pk, contract_pk)
    if not contract.is_before_its_print:
        return _to_kept_paper(request, pk, contract)
    try:
        paper = preview(contract, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("contracts:contract", pk, contract_pk)
    record(request, "preview_contract", kind="contract", number=contract.pk, person=pk)
    return pdf(paper, f"kontrakt-{contract.pk}-szkic.pdf")


def _to_kept_paper(request, pk, contract):
    """The print that was signed or waits for it; of a contract from paper its scan."""
    if paper := contract.signed_print or contract.live_print:
        return redirect("contracts:paper", pk, contract.pk, paper.pk)
    if contract.scan_id:
        return redirect("contracts:scan", pk, contract.pk)
    if contract.origin == contract.Origin.PAPER:
        messages.warning(request, "Ten kontrakt wpisano z papieru i nie ma jeszcze jego skanu.")
    else:
        messages.warning(request, "Ten kontrakt nie ma ważnego wydruku.")
    return redirect("contracts:contract", pk, contract.pk)


def _readable_text(request, pk, contract_pk):
    """The contract whose wording the user may read; for others there is no such page."""
    on = timezone.localdate()
    file, contract = readable_contract(request, pk, contract_pk, on)
    if not file.sensitive:
        raise Http404
    return contract


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def contract_paper(request, pk, contract_pk, print_pk):
    """The very bytes that were printed for signature."""
    contract = _readable_text(request, pk, contract_pk)
    prints = contract.prints.select_related("document__stored")
    paper = get_object_or_404(prints, pk=print_pk)
    record(request, "download_contract", kind="print", number=paper.pk, person=pk)
    return pdf(paper.document.content, paper.document.name)


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def contract_plain(request, pk, contract_pk):
    """The same in plain words, made anew each time: nobody signs it and it is not kept."""
    now = timezone.now()
    contract = _readable_text(request, pk, contract_pk)
    if contract.voided_at:
        raise Http404
    try:
        paper = plain_paper(contract, at=now, on=timezone.localdate(now))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("contracts:contract", pk, contract_pk)
    record(request, "read_plain_contract", kind="contract", number=contract.pk, person=pk)
    return pdf(paper, f"kontrakt-{contract.pk}-prostymi-slowami.pdf")


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def contract_scan(request, pk, contract_pk):
    contract = _readable_text(request, pk, contract_pk)
    if contract.scan is None:
        raise Http404
    record(request, "open_scan", kind="contract", number=contract.pk, person=pk)
    return pdf(contract.scan.content, contract.scan.name, contract.scan.content_type)


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def contract_breach_paper(request, pk, contract_pk):
    contract = _readable_text(request, pk, contract_pk)
    if contract.breach_note is None:
        raise Http404
    try:
        paper = breach_paper(contract, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("contracts:contract", pk, contract_pk)
    record(request, "download_breach_note", kind="contract", number=contract.pk, person=pk)
    return pdf(paper, f"kontrakt-{contract.pk}-niedotrzymanie.pdf")
