from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from contracts.forms.from_paper import CorrectPaperForm, FromPaperForm
from contracts.scope import writable_contract
from kis.accounts.once import saves_once
from kis.lib.refusals import refusals
from kis.lib.sentences import inside_a_sentence
from participants.scope import writable_file
from participants.views.form_page import form_page


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contract_from_paper(request, pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    form = FromPaperForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            contract = form.save(file.person, by=request.user, today=on)
        if form.is_valid():
            messages.success(
                request, f"Zapisano: {inside_a_sentence(contract.title)}, wpisany z papieru."
            )
            return redirect("contracts:contract", pk, contract.pk)
    hint = (
        "Kontrakt podpisany na papierze, którego nie wydrukował ten program. Przepisz fakty i daty."
    )
    return form_page(
        request, file, form, "Wpisz kontrakt z papieru", back="contracts:person", hint=hint
    )


@permission_required("contracts.void_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contract_correct(request, pk, contract_pk):
    """What was typed in wrongly is voided and entered anew in one act; of a paper contract only."""
    on = timezone.localdate()
    file, wrong = writable_contract(request, pk, contract_pk, on)
    if wrong.origin != wrong.Origin.PAPER or not wrong.is_binding:
        raise Http404
    form = CorrectPaperForm(
        request.POST or None, request.FILES or None, wrong=wrong, by=request.user
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            right = form.save(by=request.user, today=on)
        if form.is_valid():
            messages.success(request, "Błędny wpis unieważniono. W jego miejsce wpisano ten.")
            return redirect("contracts:contract", pk, right.pk)
    hint = "Dotychczasowy wpis zostanie widoczny i przekreślony. Popraw poniżej to, co było błędne."
    title = f"Unieważnij i wpisz poprawnie: {wrong.title}"
    return form_page(request, file, form, title, back="contracts:person", hint=hint)
