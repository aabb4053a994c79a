from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.forms.participation import BeginForm, EndParticipationForm
from contracts.head_facts import covers_once, gaps_once
from contracts.participation import beyond_contract, covers_of, may_take_part
from kis.journal.record import record
from kis.lib.dates import polish
from kis.lib.refusals import carried_out, refusals
from participants.file import act_context, file_context, next_step
from participants.head_facts import answer_once, last_stay_once
from participants.models import Person
from participants.scope import readable_person, writable_person

HIDDEN = "Kategoria i dokumenty są w tej sprawie zastrzeżone."


def _answer(person, on, *, sensitive: bool):
    """Whether the person may begin on the day; a reader without the right learns no reason of eligibility."""
    missing = answer_once(person, on).missing
    if missing and not sensitive:
        missing = [HIDDEN]
    return may_take_part(on, missing_eligibility=missing, covers=covers_once(person))


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def participation(request, pk):
    on = timezone.localdate()
    person = readable_person(request, pk, on)
    record(request, "view_participation", kind="person", number=person.pk, person=person.pk)
    context = file_context(request, person, on)
    stays = list(person.participations.select_related("begun_by", "ended_by"))
    running = next((stay for stay in stays if stay.ends_on is None or stay.ends_on >= on), None)
    context |= {
        "stays": stays,
        "running": running,
        "gaps": gaps_once(person, on),
        "answer": _answer(person, on, sensitive=context["sensitive"]),
        "may_write": context["writable"] and request.user.has_perm("contracts.write_participation"),
    }
    return render(request, "contracts/participation.html", context)


@permission_required("contracts.write_participation", raise_exception=True)
@require_http_methods(["GET", "POST"])
def participation_begin(request, pk):
    on = timezone.localdate()
    person = writable_person(request, pk, on)
    running = last_stay_once(person)
    if running and running.ends_on is None:
        messages.warning(
            request,
            f"Udział w KIS trwa już od {polish(running.starts_on)}. Nowy zacznie się po jego zakończeniu.",
        )
        return redirect("contracts:participation", pk)
    today = _answer(person, on, sensitive=True)
    until = today.cover.last if today.cover else None
    form = BeginForm(request.POST or None, on=on, contract_until=until)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            stay = form.save(person, by=request.user)
        if form.is_valid():
            _tell_of_the_beginning(request, stay, on)
            return redirect("contracts:participation", pk)
    asked = form.cleaned_data.get("starts_on", on) if form.is_bound and form.errors else on
    answer = _answer(person, asked, sensitive=True)
    return _page(
        request, pk, on, form, "Rozpocznij udział w KIS", answer=answer, submit="Rozpocznij udział"
    )


def _tell_of_the_beginning(request, stay, on):
    step = next_step(Person.objects.get(pk=stay.person_id), on, request.user)
    what_next = (
        f"Następny krok: {step.label}."
        if step
        else "Następny krok: jeśli PUP skierował do prac społecznie użytecznych, wpisz skierowanie."
    )
    messages.success(request, f"Udział w KIS rozpoczęty. {what_next}")
    if warning := beyond_contract(stay, covers_of(stay.person)):
        messages.warning(request, warning)


@permission_required("contracts.write_participation", raise_exception=True)
@require_http_methods(["GET", "POST"])
def participation_end(request, pk, stay_pk):
    on = timezone.localdate()
    person = writable_person(request, pk, on)
    stay = get_object_or_404(person.participations, pk=stay_pk)
    form = EndParticipationForm(request.POST or None, on=on)
    if carried_out(request, form, lambda: form.save(stay, by=request.user, today=on)):
        messages.success(request, "Zapisano zakończenie udziału.")
        return redirect("contracts:participation", pk)
    return _page(request, pk, on, form, "Zakończ udział", submit="Zakończ udział")


def _page(request, pk, on, form, title, **more):
    person = readable_person(request, pk, on)
    context = act_context(request, person, on, form=form, title=title, **more)
    return render(request, "contracts/act.html", context)
