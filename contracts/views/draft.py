from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from contracts.advice import advice, other_families
from contracts.approving import needs_approval
from contracts.drafting import begin_draft, copy_to_draft, likely_type
from contracts.file_parts import ContractsPart
from contracts.forms import draft_library, draft_previous
from contracts.forms.acts import NewContractForm
from contracts.forms.draft_buttons import ADDED, with_reviews, with_row
from contracts.forms.draft_inserted import NewGoal, put_in, told
from contracts.forms.draft_page import DraftPage
from contracts.models.contract import NOT_DISCARDABLE
from contracts.readiness import missing
from contracts.scope import contract_as_saved, writable_contract
from contracts.texts import CONSEQUENCES, clause
from contracts.views.head import asked
from contracts.views.printing import printed, printed_already
from kis.accounts.once import is_begun, saves_once
from kis.journal.record import record
from kis.lib.dates import UnreadableDate
from kis.lib.posting import nothing_saved, post_or_back
from kis.lib.refusals import Refused, refusals, refused_by_database
from participants.file import act_context
from participants.scope import writable_file
from participants.views.form_page import form_page


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contract_new(request, pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    person = file.person
    form = NewContractForm(request.POST or None, initial={"type": likely_type(person, on)})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            contract = begin_draft(person, form.cleaned_data["type"], by=request.user, on=on)
        if form.is_valid():
            return redirect("contracts:edit", pk, contract.pk)
    return form_page(
        request, file, form, "Nowy kontrakt", back="contracts:person", submit="Napisz szkic"
    )


@permission_required("contracts.write_contract", raise_exception=True)
@post_or_back("contracts:contract")
@saves_once
def contract_copy(request, pk, contract_pk):
    _, previous = writable_contract(request, pk, contract_pk, timezone.localdate())
    try:
        with refused_by_database():
            contract = copy_to_draft(previous, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(redirect("contracts:contract", pk, contract_pk))
    messages.success(request, "Skopiowano treść. Dni i terminy trzeba wpisać na nowo.")
    return redirect("contracts:edit", pk, contract.pk)


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contract_discard(request, pk, contract_pk):
    on = timezone.localdate()
    file, contract = writable_contract(request, pk, contract_pk, on)
    if request.method == "POST":
        there = redirect("contracts:person", pk)
        try:
            contract.discard()
        except Refused as refusal:
            messages.error(request, str(refusal))
            return nothing_saved(there)
        messages.success(request, "Szkic usunięto.")
        return there
    if not contract.is_discardable:
        messages.warning(request, NOT_DISCARDABLE)
        return redirect("contracts:contract", pk, contract_pk)
    return render(
        request,
        "contracts/confirm.html",
        act_context(
            request,
            file,
            contract=contract,
            title=f"Usunąć szkic? {contract.title}",
            sentence="Treści szkicu nie będzie można przywrócić.",
            submit="Usuń szkic",
            warns=True,
        ),
    )


# Not one transaction: the print makes its paper between two short ones, which hold no lock meanwhile.
@transaction.non_atomic_requests
@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
def contract_edit(request, pk, contract_pk):
    """The form of a draft. One button saves, others add a row or plan reviews and save nothing."""
    on = timezone.localdate()
    file, contract = writable_contract(request, pk, contract_pk, on)
    if request.method == "GET":
        if not contract.is_draft:
            # Back from the print, which opened in this window, leads here too.
            if contract.state != contract.State.PRINTED:
                messages.warning(request, "Tego kontraktu nie można już edytować.")
            return redirect("contracts:contract", pk, contract_pk)
        record(request, "edit_contract", kind="contract", number=contract.pk, person=pk)
        found = missing(contract, on)  # reads the rows, which the page then shows
        # Posted fields on a page that is opened: text that was typed before and not saved.
        page = DraftPage(contract, request.POST or None, on=on, wants_saving=not request.POST)
        return _edit_page(request, file, page, found)
    if is_begun(request):
        return printed_already(request, pk, contract)
    with transaction.atomic():
        page = _posted(request.POST, contract, on)
        saved = page.is_valid() and page.wants_saving
        if saved:
            with refusals(page.form):
                page.save()
            saved = page.form.is_valid()
        found = [] if saved else page.missing()
    if not saved:
        return _edit_page(request, file, page, found)
    return _after_saving(request, pk, page.contract)


def _posted(data, contract, on) -> DraftPage:
    """What was posted, changed as its button says."""
    key = data.get("add")
    if key in ADDED:
        return DraftPage(contract, with_row(data, key), on=on, wants_saving=False)
    if data.get("insert") in INSERTS:
        return _with_goals(data, contract, on)
    if "plan" not in data:
        return DraftPage(contract, data, on=on)
    try:
        return DraftPage(contract, with_reviews(data, on=on), on=on, wants_saving=False)
    except (UnreadableDate, ValueError) as error:
        page = DraftPage(contract, data, on=on, wants_saving=False)
        sentence = str(error) if isinstance(error, UnreadableDate) else "Wybierz, co ile miesięcy."
        page.form.add_error("ends_on", ValidationError(sentence))
        return page


def _with_goals(data, contract, on) -> DraftPage:
    """Those ticked in the library or in the earlier contract put in; or first the list of the latter."""
    if data["insert"] == draft_previous.ASK:
        page = DraftPage(contract, data, on=on, wants_saving=False)
        page.earlier = _earlier(contract, draft_previous.earlier_goals)
        return page
    goals = INSERTS[data["insert"]](data, contract, on)
    page = DraftPage(contract, put_in(data, goals), on=on, wants_saving=False)
    if goals:
        page.inserted = told(goals)
    else:
        page.form.add_error(None, NONE_CHOSEN[data["insert"]])
    return page


def _from_library(data, contract, on) -> list[NewGoal]:
    chosen = draft_library.chosen_in(data, draft_library.CHOSEN)
    goals = [goal for goal in draft_library.offered(contract, on) if goal.pk in chosen]
    return draft_library.as_new(goals, data, on=on)


def _from_previous(data, contract, on) -> list[NewGoal]:
    chosen = draft_library.chosen_in(data, draft_previous.CHOSEN)
    return _earlier(contract, lambda previous: draft_previous.as_new(previous, chosen, data))


def _earlier(contract, goals_of) -> list:
    """What `goals_of` makes of the person's earlier contract, nothing where there is none."""
    previous = draft_previous.previous_of(contract, contract.person.contracts.all())
    return goals_of(previous) if previous else []


INSERTS = {
    draft_library.INSERT: _from_library,
    draft_previous.ASK: None,
    draft_previous.INSERT: _from_previous,
}
NONE_CHOSEN = {
    draft_library.INSERT: draft_library.NONE_CHOSEN,
    draft_previous.INSERT: draft_previous.NONE_CHOSEN,
}


def _edit_page(request, file, page, found):
    file, contract = contract_as_saved(request, file, page.contract)
    context = act_context(
        request,
        file,
        contract=contract,
        page=page,
        form=page.form,
        missing=found,
        advice=[*advice(contract), *other_families(contract, request.user, page.on)],
        asks_approval=needs_approval(contract),
        previous=draft_previous.previous_of(contract, file.part(ContractsPart).contracts),
        consequences=clause(CONSEQUENCES, page.on),
    )
    return render(request, "contracts/edit.html", context)


def _after_saving(request, pk, contract):
    if "preview" in request.POST:
        return redirect("contracts:preview", pk, contract.pk)
    if "print" not in request.POST:
        messages.success(request, f"Zapisano szkic o {timezone.localtime():%-H.%M}.")
        return redirect("contracts:edit", pk, contract.pk)
    return (
        asked(request, pk, contract) if needs_approval(contract) else printed(request, pk, contract)
    )
