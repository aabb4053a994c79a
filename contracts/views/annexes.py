"""An annex from its first draft to its signature, and what the contract said on a day."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.annex_printing import annex_lacks, preview_annex, print_annex
from contracts.annexes import begin_annex, begin_from_review, review_that_asks, told_changes
from contracts.changes import changes, in_words
from contracts.forms.annex import ExtendForm
from contracts.forms.annex_page import AnnexPage
from contracts.forms.draft_buttons import ADDED, with_row
from contracts.forms.wording import DaysForm
from contracts.in_force import Wordings, amended
from contracts.scope import readable_annex, readable_contract, writable_annex, writable_contract
from contracts.views.papers import pdf
from contracts.views.printing import seen_version
from kis.accounts.once import begun_once, saves_once
from kis.journal.record import record
from kis.lib.posting import nothing_saved, post_or_back
from kis.lib.refusals import Refused, carried_out, refusals
from participants.file import act_context, file_context
from participants.forms.voiding import VoidForm
from participants.scope import as_saved


def _form_page(request, file, annex, form, title, **more):
    saved = as_saved(request, file)
    context = act_context(
        request, saved, contract=annex.contract, annex=annex, form=form, title=title, **more
    )
    return render(request, "contracts/act.html", context)


def _to_annex(annex):
    return redirect("contracts:annex", annex.contract.person_id, annex.contract_id, annex.pk)


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def annex_new(request, pk, contract_pk):
    """A longer term in one form, or a draft of the whole wording."""
    on = timezone.localdate()
    file, contract = writable_contract(request, pk, contract_pk, on)
    open_one = contract.annexes.open().first()
    if open_one:
        messages.info(request, "Ten kontrakt ma już aneks, którego jeszcze nie podpisano.")
        return nothing_saved(_to_annex(open_one))
    if contract.state != contract.State.SIGNED:
        messages.warning(request, "Aneks robi się do podpisanego kontraktu, który jeszcze trwa.")
        return nothing_saved(redirect("contracts:contract", pk, contract_pk))
    asking = review_that_asks(contract)
    form, made = ExtendForm(request.POST or None), []
    if "whole" in request.POST:
        typed = form.typed_so_far()
        form = _begun(made, lambda: begin_annex(contract, by=request.user, **typed))
    elif "review" in request.POST and asking:
        form = _begun(made, lambda: begin_from_review(asking, by=request.user))
    elif carried_out(request, form, lambda: made.append(form.save(contract, by=request.user))):
        then = (
            "uzupełnij szkic"
            if annex_lacks(made[0], on)
            else "sprawdź zmiany i wydrukuj do podpisu"
        )
        messages.success(request, f"{made[0].title}: {then}.")
        return _to_annex(made[0])
    if made:
        return redirect("contracts:annex_edit", pk, contract_pk, made[0].pk)
    context = act_context(
        request, as_saved(request, file), contract=contract, form=form, asking=asking
    )
    return render(request, "contracts/annex_new.html", context)


def _begun(made: list, begin) -> ExtendForm:
    """Begin a draft of the whole wording; gives the form, with the refusal if it was refused."""
    form = ExtendForm({})
    form.errors.clear()
    with refusals(form):
        made.append(begin())
    return form


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def annex_page(request, pk, contract_pk, annex_pk):
    on = timezone.localdate()
    file, annex = readable_annex(request, pk, contract_pk, annex_pk, on)
    if not file.sensitive:
        raise Http404
    record(request, "view_annex", kind="annex", number=annex.pk, person=pk)
    user, contract = file.user, annex.contract
    may_write = (
        file.writable
        and user.has_perm("contracts.write_contract")
        and not annex.voided_at
        and not contract.voided_at
    )
    voidable = (
        file.writable
        and user.has_perm("contracts.void_contract")
        and not annex.voided_at
        and annex.was_printed
    )
    goes_on = contract.state == contract.State.SIGNED
    context = file_context(
        request,
        file,
        contract=contract,
        annex=annex,
        changes=told_changes(annex),
        lacks=annex_lacks(annex, on) if annex.is_draft and goes_on else [],
        signatures=annex.signatures.all() if annex.signed_on else [],
        prints=annex.prints.select_related("printed_by"),
        may_write=may_write,
        may_go_on=may_write and goes_on,
        live_print=annex.live_print if annex.is_waiting else None,
        may_void=voidable and annex.author != user,
        another_voids=voidable and annex.author == user,
    )
    return render(request, "contracts/annex.html", context)


# Not one transaction: the print makes its paper between two short ones, which hold no lock meanwhile.
@transaction.non_atomic_requests
@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
def annex_edit(request, pk, contract_pk, annex_pk):
    """The form of a draft annex. One button saves, others add a row and save nothing."""
    on = timezone.localdate()
    file, annex = writable_annex(request, pk, contract_pk, annex_pk, on)
    if request.method == "GET":
        if not annex.is_draft:
            # Back from the print, which opened in this window, leads here too.
            if not annex.is_waiting:
                messages.warning(request, "Tego aneksu nie można już edytować.")
            return redirect("contracts:annex", pk, contract_pk, annex_pk)
        record(request, "edit_annex", kind="annex", number=annex.pk, person=pk)
        page = AnnexPage(annex, request.POST or None, wants_saving=not request.POST)
        return _edit_page(request, file, page, on)
    with transaction.atomic():
        annex.lock()
        page = _posted(request.POST, annex)
        saved = page.is_valid() and page.wants_saving
        if saved:
            with refusals(page.form):
                page.save()
            saved = page.form.is_valid()
    if not saved:
        return _edit_page(request, file, page, on)
    if "preview" in request.POST:
        return redirect("contracts:annex_preview", pk, contract_pk, annex_pk)
    if "print" in request.POST:
        return _printed(request, annex, version=None)
    messages.success(request, f"Zapisano szkic aneksu o {timezone.localtime():%-H.%M}.")
    return redirect("contracts:annex_edit", pk, contract_pk, annex_pk)


def _posted(data, annex) -> AnnexPage:
    key = data.get("add")
    if key in ADDED and key != "parties":
        return AnnexPage(annex, with_row(data, key), wants_saving=False)
    return AnnexPage(annex, data)


def _edit_page(request, file, page, on):
    # Read anew: a refused form leaves what it understood in its annex.
    _, annex = readable_annex(
        request, file.person.pk, page.annex.contract_id, page.annex.pk, on, file=file
    )
    context = act_context(
        request,
        as_saved(request, file),
        contract=annex.contract,
        annex=annex,
        page=page,
        form=page.form,
        lacks=annex_lacks(annex, on) if annex.is_draft else [],
    )
    return render(request, "contracts/annex_edit.html", context)


@transaction.non_atomic_requests
@permission_required("contracts.write_contract", raise_exception=True)
@post_or_back("contracts:annex")
def annex_print(request, pk, contract_pk, annex_pk):
    _, annex = writable_annex(request, pk, contract_pk, annex_pk, timezone.localdate())
    return _printed(request, annex, version=seen_version(request))


def _printed(request, annex, version):
    try:
        with begun_once(request) as is_first:
            if not is_first:
                messages.info(
                    request,
                    "Wydruk do podpisu zlecono jeden raz. Ponowne naciśnięcie niczego nie dodało.",
                )
                return _to_annex(annex)
            paper = print_annex(annex, by=request.user, at=timezone.now(), version=version)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _to_annex(annex)
    messages.success(
        request,
        f"{annex.title} czeka na podpis. Wydrukuj oba egzemplarze; na papierze jest kod {paper.code}.",
    )
    return redirect(
        "contracts:annex_paper", annex.contract.person_id, annex.contract_id, annex.pk, paper.pk
    )


@permission_required("contracts.write_contract", raise_exception=True)
@require_GET
def annex_preview(request, pk, contract_pk, annex_pk):
    """The draft as it would be printed; of what is no draft any more the kept paper."""
    now = timezone.now()
    _, annex = writable_annex(request, pk, contract_pk, annex_pk, timezone.localdate(now))
    if not annex.is_draft:
        paper = annex.signed_print or annex.live_print
        return redirect("contracts:annex_paper", pk, contract_pk, annex_pk, paper.pk)
    try:
        paper = preview_annex(annex, at=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _to_annex(annex)
    record(request, "preview_annex", kind="annex", number=annex.pk, person=pk)
    return pdf(paper, f"aneks-{annex.pk}-szkic.pdf")


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def annex_paper(request, pk, contract_pk, annex_pk, print_pk):
    """The very bytes that were printed for signature."""
    file, annex = readable_annex(request, pk, contract_pk, annex_pk, timezone.localdate())
    if not file.sensitive:
        raise Http404
    paper = get_object_or_404(annex.prints.select_related("document__stored"), pk=print_pk)
    record(request, "download_annex", kind="annex_print", number=paper.pk, person=pk)
    return pdf(paper.document.content, paper.document.name)


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def annex_scan(request, pk, contract_pk, annex_pk):
    file, annex = readable_annex(request, pk, contract_pk, annex_pk, timezone.localdate())
    if not file.sensitive or annex.scan is None:
        raise Http404
    record(request, "open_scan", kind="annex", number=annex.pk, person=pk)
    return pdf(annex.scan.content, annex.scan.name, annex.scan.content_type)


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
def annex_back_to_draft(request, pk, contract_pk, annex_pk):
    now = timezone.localtime()
    file, annex = writable_annex(request, pk, contract_pk, annex_pk, now.date())
    if request.method == "POST":
        try:
            annex.back_to_draft(at=now, by=request.user, version=seen_version(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return _to_annex(annex)
        messages.success(request, "Aneks jest znowu szkicem. Dawny wydruk nie jest już ważny.")
        return redirect("contracts:annex_edit", pk, contract_pk, annex_pk)
    paper = annex.live_print
    return _confirm_page(
        request,
        file,
        annex,
        title=f"Wrócić do edycji? {annex.title}",
        sentence=f"Wydruk z kodem {paper.code} przestanie być ważny; zabierz oba egzemplarze."
        if paper
        else "Ten aneks nie ma ważnego wydruku.",
        submit="Wróć do edycji",
    )


def _confirm_page(request, file, annex, **more):
    context = act_context(
        request, file, contract=annex.contract, annex=annex, row_version=annex.version, **more
    )
    return render(request, "contracts/confirm.html", context)


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def annex_discard(request, pk, contract_pk, annex_pk):
    file, annex = writable_annex(request, pk, contract_pk, annex_pk, timezone.localdate())
    there = redirect("contracts:contract", pk, contract_pk)
    if request.method == "POST":
        try:
            annex.discard()
        except Refused as refusal:
            messages.error(request, str(refusal))
            return nothing_saved(there)
        messages.success(request, "Szkic aneksu usunięto. Kontrakt zostaje, jak był.")
        return there
    return _confirm_page(
        request,
        file,
        annex,
        title=f"Usunąć szkic? {annex.title}",
        sentence="Treści szkicu aneksu nie będzie można przywrócić.",
        submit="Usuń szkic aneksu",
        warns=True,
    )


@permission_required("contracts.void_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def annex_void(request, pk, contract_pk, annex_pk):
    file, annex = writable_annex(request, pk, contract_pk, annex_pk, timezone.localdate())
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: annex.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Aneks unieważniono. Kontrakt ma znowu treść i termin bez niego.")
        return _to_annex(annex)
    hint = (
        "Aneks zostanie widoczny i przekreślony, a kontrakt wróci do treści i terminu sprzed niego. "
        "Unieważnia druga osoba."
    )
    title = f"Unieważnij: {annex.title}"
    return _form_page(request, file, annex, form, title, hint=hint, submit="Unieważnij aneks")


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def contract_wording(request, pk, contract_pk):
    """What changed between two days; without days, between the signature and today."""
    on = timezone.localdate()
    file, contract = readable_contract(request, pk, contract_pk, on)
    if not file.sensitive or not contract.signed_on:
        raise Http404
    record(request, "view_contract", kind="contract", number=contract.pk, person=pk)
    form = DaysForm(request.GET or None, contract=contract, on=on)
    wordings = Wordings(contract)
    first, second = form.days()
    before, after = wordings.on(first), wordings.on(second)
    context = file_context(
        request,
        file,
        contract=contract,
        form=form,
        first=first,
        second=second,
        changes=in_words(changes(before, after)),
        amended_first=amended(wordings.holding(first)),
        amended_second=amended(wordings.holding(second)),
    )
    return render(request, "contracts/wording.html", context)
