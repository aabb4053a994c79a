from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from contracts.forms.acts import EndForm, RefusalForm, ScanForm
from contracts.scope import writable_contract
from contracts.views.printing import seen_version
from kis.accounts.once import saves_once
from kis.lib.dates import polish
from kis.lib.refusals import Refused, carried_out
from participants.file import act_context
from participants.forms.voiding import VoidForm
from participants.scope import as_saved


def form_page(request, file, contract, form, title, **more):
    """A form under the head of the file."""
    saved = as_saved(request, file)
    context = act_context(request, saved, contract=contract, form=form, title=title, **more)
    return render(request, "contracts/act.html", context)


def to_contract(pk, contract_pk):
    return redirect("contracts:contract", pk, contract_pk)


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
def contract_back_to_draft(request, pk, contract_pk):
    now = timezone.localtime()
    file, contract = writable_contract(request, pk, contract_pk, now.date())
    if request.method == "POST":
        had_paper = contract.state in (contract.State.PRINTED, contract.State.REFUSED)
        try:
            contract.back_to_draft(at=now, by=request.user, version=seen_version(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return to_contract(pk, contract_pk)
        messages.success(request, _is_draft_again(had_paper))
        return redirect("contracts:edit", pk, contract_pk)
    paper = contract.live_print
    context = act_context(
        request,
        file,
        contract=contract,
        title=f"Wrócić do edycji? {contract.title}",
        sentence=_what_is_lost(contract, paper),
        submit="Wróć do edycji",
    )
    return render(request, "contracts/confirm.html", context)


def _is_draft_again(had_paper: bool) -> str:
    again = "Kontrakt jest znowu szkicem."
    return f"{again} Dawny wydruk nie jest już ważny." if had_paper else again


def _what_is_lost(contract, paper) -> str:
    if paper:
        return f"Wydruk z kodem {paper.code} przestanie być ważny; zabierz oba egzemplarze."
    if contract.state == contract.State.APPROVED:
        return "Zatwierdzenie przestanie obowiązywać; po zmianach wyślij kontrakt jeszcze raz."
    if contract.state == contract.State.WAITING:
        return "Kontrakt zniknie z pulpitu kierownika; po zmianach wyślij go jeszcze raz."
    return "Ten kontrakt nie ma ważnego wydruku."


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contract_refuse(request, pk, contract_pk):
    on = timezone.localdate()
    file, contract = writable_contract(request, pk, contract_pk, on)
    form = RefusalForm(request.POST or None, on=on, initial={"who": contract.person.full_name})
    if carried_out(request, form, lambda: form.save_refusal(contract, by=request.user)):
        messages.success(
            request,
            "Odnotowano odmowę podpisania. Następny krok: „Wróć do edycji”, a gdy osoba jednak "
            "podpisze ten wydruk – „Zarejestruj podpisanie”.",
        )
        return to_contract(pk, contract_pk)
    hint = "Informacja dla pracownika; o świadczeniach rozstrzyga odrębna decyzja."
    title = f"Odmowa podpisania: {contract.title}"
    return form_page(request, file, contract, form, title, hint=hint, submit="Odnotuj odmowę")


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contract_end(request, pk, contract_pk):
    now = timezone.localtime()
    on = now.date()
    file, contract = writable_contract(request, pk, contract_pk, on)
    # A contract that ran out is ended on its own last day.
    initial = {"on": min(on, contract.ends_on or on)}
    form = EndForm(request.POST or None, contract=contract, now=now, initial=initial)
    if carried_out(request, form, lambda: form.save(by=request.user, today=on)):
        _tell_of_the_end(request, contract, form.gap_from)
        return to_contract(pk, contract_pk)
    return form_page(
        request,
        file,
        contract,
        form,
        f"Zakończ: {contract.title}",
        submit="Zakończ kontrakt",
        offer=_final_review(contract),
    )


def _final_review(contract) -> str:
    """Where the final review is held that is not there yet: offered before the end, which it never blocks."""
    if contract.reviews.filter(is_final=True).exists():
        return ""
    return (
        reverse("contracts:review_new", args=[contract.person_id, contract.pk]) + "?rodzaj=koncowa"
    )


def _tell_of_the_end(request, contract, gap_from):
    if gap_from is None:
        messages.success(request, f"{contract.title} zakończony.")
        return
    messages.warning(
        request,
        f"{contract.title} zakończony. Od {polish(gap_from)} udziału w KIS nie obejmuje żaden "
        "kontrakt. Następny krok: „Nowy kontrakt”.",
    )


@permission_required("contracts.void_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contract_void(request, pk, contract_pk):
    on = timezone.localdate()
    file, contract = writable_contract(request, pk, contract_pk, on)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: contract.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return to_contract(pk, contract_pk)
    hint = "Wpis zostanie widoczny i przekreślony, przestanie się liczyć. Unieważnia druga osoba."
    title = f"Unieważnij wpis: {contract.title}"
    return form_page(request, file, contract, form, title, hint=hint, submit="Unieważnij wpis")


@permission_required("contracts.write_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def contract_scan_add(request, pk, contract_pk):
    on = timezone.localdate()
    file, contract = writable_contract(request, pk, contract_pk, on)
    form = ScanForm(request.POST or None, request.FILES or None)
    if carried_out(request, form, lambda: form.save(contract, by=request.user)):
        messages.success(request, "Dodano skan.")
        return to_contract(pk, contract_pk)
    title = f"Dodaj skan: {contract.title}"
    return form_page(request, file, contract, form, title, submit="Dodaj skan")
