from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.certificates import known_forms
from contracts.club_sets import given
from contracts.file_parts import ContractsPart
from contracts.forms.participation import BeginForm, CommissionedForm, EndParticipationForm
from contracts.models import ClubPaper
from contracts.participation import (
    beyond_contract,
    covers_of,
    may_be_commissioned,
    may_take_part,
)
from contracts.scope import stay_to_change
from contracts.stay_page import stays_shown
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.dates import polish
from kis.lib.posting import nothing_saved
from kis.lib.refusals import carried_out, refusals
from participants.file import PersonFile, act_context, file_context
from participants.file_parts import DetailsPart, EligibilityPart, StayPart
from participants.models import Person
from participants.registrations import commission_limits_on
from participants.scope import as_saved, readable_file, writable_file
from participants.unemployment import periods_of

HIDDEN = "Kategoria i dokumenty są w tej sprawie zastrzeżone."


COMMISSIONED = (
    "Dla długotrwale bezrobotnych, których skierował PUP na podstawie umowy starosty z prowadzącym KIS "
    "(art. 200 ustawy o rynku pracy i służbach zatrudnienia). Bez kontraktu socjalnego i bez deklaracji."
)


def _answer(file, on):
    """Whether the person may begin on the day; a reader without the right learns no reason of eligibility."""
    covers = file.part(ContractsPart).covers
    return may_take_part(on, missing_eligibility=_ineligible(file, on), covers=covers)


def _commissioned_answer(file, on):
    return may_be_commissioned(
        on,
        missing_eligibility=_ineligible(file, on),
        periods=periods_of(file.part(DetailsPart).labour_periods),
        limits=commission_limits_on(on),
    )


def _ineligible(file, on):
    part = file.part(EligibilityPart)
    missing = part.recorded.answer(on, file.person.information_given_on).missing
    return [HIDDEN] if missing and not file.sensitive else missing


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def participation(request, pk):
    on = timezone.localdate()
    file = readable_file(request, pk, on)
    record(request, "view_participation", kind="person", number=pk, person=pk)
    context = file_context(request, file)
    shown = stays_shown(file.files, file.part(ContractsPart).covers, on)
    stays = [row.stay for row in shown if not row.stay.voided_at]
    running = next((stay for stay in stays if stay.ends_on is None or stay.ends_on >= on), None)
    context |= {
        "stays": file.shown(shown, lambda row: (row.stay.starts_on, row.stay.ends_on)),
        "running": running,
        "gaps": file.part(ContractsPart).gaps,
        "answer": _answer(file, on),
        "may_write": file.writable and request.user.has_perm("contracts.write_participation"),
    }
    return render(request, "contracts/participation.html", context)


@permission_required("contracts.write_participation", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def participation_begin(request, pk):
    file = writable_file(request, pk, timezone.localdate())
    today = _answer(file, file.on)
    form = BeginForm(
        request.POST or None,
        on=file.on,
        contract_until=today.cover.last if today.cover else None,
        rules=given(file, ClubPaper.Kind.RULES),
    )
    return _begin(request, file, form, _answer, "Rozpocznij udział w KIS")


@permission_required("contracts.write_participation", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def participation_begin_commissioned(request, pk):
    """Of art. 200: without a contract, on a referral of the labour office."""
    file = writable_file(request, pk, timezone.localdate())
    rules = given(file, ClubPaper.Kind.RULES)
    form = CommissionedForm(request.POST or None, on=file.on, rules=rules)
    title = "Rozpocznij udział w grupie z art. 200"
    return _begin(request, file, form, _commissioned_answer, title, hint=COMMISSIONED)


def _begin(request, file, form, answer_on, title, **more):
    """`answer_on` says of the file and a day whether the stay may begin."""
    pk, running = file.person.pk, file.part(StayPart).last
    if running and running.ends_on is None:
        messages.warning(
            request,
            f"Udział w KIS trwa już od {polish(running.starts_on)}. Nowy zacznie się po jego zakończeniu.",
        )
        return nothing_saved(redirect("contracts:participation", pk))
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            stay = form.save(file.person, by=request.user)
        if form.is_valid():
            _tell_of_the_beginning(request, stay, file.on)
            return redirect("contracts:participation", pk)
    # Beside a refused form stands the answer for the day that was typed.
    is_refused = form.is_bound and form.errors
    asked = form.cleaned_data.get("starts_on", file.on) if is_refused else file.on
    answer = answer_on(file, asked)
    return _page(request, file, form, title, answer=answer, submit="Rozpocznij udział", **more)


def _tell_of_the_beginning(request, stay, on):
    # A new file: the one of this request was read before the stay began.
    anew = Person.objects.get(pk=stay.person_id)
    step = PersonFile(anew, request.user, on).next_step()
    if step:
        what_next = f" Następny krok: {step.label}."
    elif stay.is_commissioned:
        what_next = f" Potrwa najpóźniej do {polish(stay.planned_end_on)}."
    else:
        what_next = (
            " Następny krok: jeśli PUP skierował do prac społecznie użytecznych, wpisz skierowanie."
        )
    messages.success(request, f"Udział w KIS rozpoczęty.{what_next}")
    if warning := beyond_contract(stay, covers_of(stay.person)):
        messages.warning(request, warning)


@permission_required("contracts.write_participation", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def participation_end(request, pk, stay_pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    stay = stay_to_change(request, file, stay_pk)
    form = EndParticipationForm(
        request.POST or None, stay=stay, on=on, known_forms=known_forms(stay, on)
    )
    if carried_out(request, form, lambda: form.save(stay, by=request.user, today=on)):
        _tell_of_the_end(request, file, stay)
        return redirect("contracts:participation", pk)
    return _page(request, file, form, "Zakończ udział", submit="Zakończ udział")


def _tell_of_the_end(request, file, stay):
    told = "Zapisano zakończenie udziału."
    if stay.certificates.exists():
        told = (
            "Zapisano zakończenie udziału i wystawiono zaświadczenie. Następny krok: wydrukuj je i daj "
            "do podpisu."
        )
    elif stay.leaving_reason != stay.LeavingReason.DEATH:
        told += " Następny krok: wystaw zaświadczenie."
    messages.success(request, told)
    for contract in file.part(ContractsPart).contracts:
        if contract.covers(file.on):
            messages.info(
                request,
                f"{contract.title} obowiązuje nadal, do {polish(contract.last_day)}. Jeśli jest już "
                "niepotrzebny, zakończ go w zakładce „Kontrakty”.",
            )


def _page(request, file, form, title, **more):
    context = act_context(request, as_saved(request, file), form=form, title=title, **more)
    return render(request, "contracts/act.html", context)
