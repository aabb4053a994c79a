"""Holding a review, its page and its papers."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.models import Review
from contracts.reviews.forms import FINAL, AttemptForm, ReviewForm, ReviewScanForm, with_change
from contracts.reviews.paper import blank_sheet
from contracts.reviews.sheets import keep_sheet
from contracts.scope import readable_contract, writable_contract
from contracts.views.papers import pdf
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.dates import polish
from kis.lib.posting import post_or_back, saved_something
from kis.lib.refusals import Refused, carried_out, refusals
from participants.file import act_context
from participants.forms.voiding import VoidForm
from participants.scope import as_saved

WRITE = permission_required("contracts.write_contract", raise_exception=True)
READ = permission_required("contracts.view_contract", raise_exception=True)


def _bound(request, pk, contract_pk):
    """A contract that may be reviewed: signed, ended since or not."""
    file, contract = writable_contract(request, pk, contract_pk, timezone.localdate())
    if not contract.is_binding:
        raise Http404
    return file, contract


def _to_reviews(pk, contract_pk):
    return redirect("contracts:contract", pk, contract_pk)


# Not one transaction: the review is saved in a short one, and the paper made behind it holds no lock.
@transaction.non_atomic_requests
@WRITE
@require_http_methods(["GET", "POST"])
def review_new(request, pk, contract_pk):
    response = _held(request, pk, contract_pk)
    review = getattr(response, "review", None)
    if review is None or not saved_something(response) or "print" not in request.POST:
        return response
    return _with_sheet(request, review) or response


review_new.saves_once = True


@saves_once
def _held(request, pk, contract_pk):
    now = timezone.localtime()
    file, contract = _bound(request, pk, contract_pk)
    adds = "add" in request.POST
    data = with_change(request.POST) if adds else request.POST or None
    # Posted fields on a page that is opened: text that was typed before and not saved.
    wants_saving = request.method == "POST" and not adds
    form = ReviewForm(
        data,
        contract=contract,
        on=now.date(),
        asked=request.GET.get("termin", ""),
        is_final=request.GET.get("rodzaj") == FINAL,
        checked=wants_saving or not data,
    )
    if wants_saving and form.is_valid():
        with refusals(form):
            review = form.save(by=request.user, at=now)
        if form.is_valid():
            messages.success(request, _what_was_saved(review))
            response = redirect("contracts:review", pk, contract_pk, review.pk)
            response.review = review
            return response
    record(request, "review_contract", kind="contract", number=contract.pk, person=pk)
    context = act_context(
        request,
        as_saved(request, file),
        contract=contract,
        form=form,
        title=f"Oceń: {contract.title}",
        done=_done_since_last(file, contract),
    )
    return render(request, "contracts/review_new.html", context)


def _done_since_last(file, contract) -> list[str]:
    """What other parts of the file know of the time since the last review, else since the signing."""
    last = contract.reviews.in_order().last()
    return file.done_since(last.on if last else contract.signed_on)


def _what_was_saved(review) -> str:
    kept = f"Zapisano ocenę z {polish(review.on)}."
    match review.what_next:
        case Review.WhatNext.ANNEX:
            return f"{kept} Następny krok: aneks do kontraktu."
        case Review.WhatNext.END:
            return f"{kept} Następny krok: zakończ kontrakt."
    return f"{kept} Następna: {polish(review.next_on)}." if review.next_on else kept


def _with_sheet(request, review):
    """To the sheet that was made and kept; None where it could not be made, which is told."""
    try:
        keep_sheet(review, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    contract = review.contract
    return redirect("contracts:review_sheet", contract.person_id, contract.pk, review.pk)


def _readable_review(request, pk, contract_pk, review_pk):
    """The review whose words the user may read; for others there is no such page."""
    file, contract = readable_contract(request, pk, contract_pk, timezone.localdate())
    if not file.sensitive:
        raise Http404
    reviews = contract.reviews(manager="with_voided").filter(is_whole=True)
    people = ("held_by", "voided_by", "planned", "sheet", "scan")
    return file, contract, get_object_or_404(reviews.select_related(*people), pk=review_pk)


@READ
@require_GET
def review_page(request, pk, contract_pk, review_pk):
    file, contract, review = _readable_review(request, pk, contract_pk, review_pk)
    record(request, "view_review", kind="review", number=review.pk, person=pk)
    user = request.user
    may_write = file.writable and user.has_perm("contracts.write_contract")
    voidable = file.writable and user.has_perm("contracts.void_contract") and not review.voided_at
    context = act_context(
        request,
        file,
        contract=contract,
        review=review,
        actions=review.actions.select_related("action"),
        goals=review.goals.select_related("goal"),
        changes=review.changes.select_related("party"),
        may_write=may_write and not review.voided_at,
        may_void=voidable and review.held_by != user,
        another_voids=voidable and review.held_by == user,
    )
    return render(request, "contracts/review.html", context)


@READ
@require_GET
def review_sheet(request, pk, contract_pk, review_pk):
    """The very bytes that were printed."""
    _, _, review = _readable_review(request, pk, contract_pk, review_pk)
    if review.sheet is None:
        raise Http404
    record(request, "download_review", kind="review", number=review.pk, person=pk)
    return pdf(review.sheet.content, review.sheet.name)


@transaction.non_atomic_requests
@WRITE
@post_or_back("contracts:review")
def review_print(request, pk, contract_pk, review_pk):
    """The sheet is made once; pressed again the button shows the one that was kept."""
    _, contract = _bound(request, pk, contract_pk)
    review = get_object_or_404(contract.reviews, pk=review_pk)
    return _with_sheet(request, review) or redirect("contracts:review", pk, contract_pk, review_pk)


@READ
@require_GET
def review_scan(request, pk, contract_pk, review_pk):
    _, _, review = _readable_review(request, pk, contract_pk, review_pk)
    if review.scan is None:
        raise Http404
    record(request, "open_scan", kind="review", number=review.pk, person=pk)
    return pdf(review.scan.content, review.scan.name, review.scan.content_type)


def _act(request, file, contract, form, title, **more):
    context = act_context(
        request, as_saved(request, file), contract=contract, form=form, title=title, **more
    )
    return render(request, "contracts/act.html", context)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def review_scan_add(request, pk, contract_pk, review_pk):
    file, contract = _bound(request, pk, contract_pk)
    review = get_object_or_404(contract.reviews, pk=review_pk)
    form = ReviewScanForm(request.POST or None, request.FILES or None)
    if carried_out(request, form, lambda: form.save(review, by=request.user)):
        messages.success(request, "Dodano skan podpisanego arkusza.")
        return redirect("contracts:review", pk, contract_pk, review_pk)
    title = f"Dodaj skan arkusza: ocena z {polish(review.on)}"
    return _act(request, file, contract, form, title, submit="Dodaj skan")


@permission_required("contracts.void_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def review_void(request, pk, contract_pk, review_pk):
    file, contract = _bound(request, pk, contract_pk)
    review = get_object_or_404(contract.reviews, pk=review_pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: review.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis oceny unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect("contracts:review", pk, contract_pk, review_pk)
    hint = "Wpis zostanie widoczny i przekreślony, przestanie się liczyć. Unieważnia druga osoba."
    title = f"Unieważnij wpis: ocena z {polish(review.on)}"
    return _act(request, file, contract, form, title, hint=hint, submit="Unieważnij wpis")


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def review_attempt(request, pk, contract_pk, planned_pk):
    now = timezone.localtime()
    file, contract = _bound(request, pk, contract_pk)
    planned = get_object_or_404(contract.planned_reviews.standing(), pk=planned_pk)
    form = AttemptForm(request.POST or None, initial={"on": now.date()})
    if carried_out(request, form, lambda: form.save(planned, by=request.user, at=now)):
        messages.success(request, "Odnotowano próbę kontaktu. Ocena czeka dalej.")
        return _to_reviews(pk, contract_pk)
    hint = "Ocena się nie odbyła: zostaje na pulpicie, dopóki nie zostanie przeprowadzona."
    title = f"Próba kontaktu przed oceną {polish(planned.on)}"
    return _act(request, file, contract, form, title, hint=hint, submit="Odnotuj próbę")


@READ
@require_GET
def review_blank(request, pk, contract_pk, planned_pk):
    """The empty sheet for the conversation, made now; nothing is kept."""
    now = timezone.now()
    file, contract = readable_contract(request, pk, contract_pk, timezone.localdate(now))
    if not file.sensitive or not contract.is_binding:
        raise Http404
    planned = get_object_or_404(contract.planned_reviews.standing(), pk=planned_pk)
    planned.contract = contract
    try:
        paper = blank_sheet(planned, at=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _to_reviews(pk, contract_pk)
    record(request, "preview_review", kind="contract", number=contract.pk, person=pk)
    return pdf(paper, f"ocena-{planned.pk}-pusty-arkusz.pdf")
