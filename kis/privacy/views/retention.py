"""Whose time of keeping is over, and the lists of them: proposed, approved, carried out by a command."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.refusals import carried_out
from kis.privacy.cases import Case, waiting
from kis.privacy.destruction_paper import destruction_paper
from kis.privacy.forms.retention import ApprovalForm, LeaveOutForm, ProposalForm
from kis.privacy.models import Destruction, Erasure
from kis.privacy.proposing import MOST_PEOPLE, left_out_before, propose
from kis.privacy.views.office import seen_by
from participants.models import Person

READ = permission_required("privacy.view_retention", raise_exception=True)
PROPOSE = permission_required("privacy.propose_destruction", raise_exception=True)
APPROVE = permission_required("privacy.approve_destruction", raise_exception=True)
KIND = "destruction"


@READ
@require_GET
def retention(request):
    """How many may go, and the lists made so far."""
    _, count = waiting(timezone.localdate(), seen=seen_by(request.user), most=1)
    context = {
        "count": count,
        "lists": Destruction.objects.select_related("proposed_by", "approved_by"),
        "carried_out": set(Erasure.objects.values_list("destruction", flat=True).distinct()),
    }
    return render(request, "privacy/retention.html", context)


@dataclass(frozen=True)
class Line:
    case: Case
    person: Person
    left_out: str
    is_chosen: bool


@PROPOSE
@require_http_methods(["GET", "POST"])
@saves_once
def destruction_new(request):
    on = timezone.localdate()
    found, count = waiting(on, seen=seen_by(request.user), most=MOST_PEOPLE)
    people = Person.objects.in_bulk([case.person for case in found])
    rows = [(case, people[case.person]) for case in found]
    for _, person in rows:
        record(request, "view", kind=KIND, person=person.pk)
    offered = [(str(person.pk), str(person)) for _, person in rows]
    left_out = left_out_before([person.pk for _, person in rows])
    form = ProposalForm(request.POST or None, offered=offered)
    made = []
    if carried_out(
        request, form, lambda: made.append(propose(on=on, by=request.user, **form.cleaned_data))
    ):
        messages.success(request, "Spis czeka na zgodę archiwum i zatwierdzenie przez kierownika.")
        return redirect("privacy:destruction", made[0].pk)
    # Whoever was left out before is ticked by hand.
    first = {key for key, _ in offered if int(key) not in left_out}
    chosen = set(form.data.getlist("people")) if form.is_bound else first
    lines = [
        Line(case, person, left_out.get(person.pk, ""), str(person.pk) in chosen)
        for case, person in rows
    ]
    return render(
        request,
        "privacy/destruction_new.html",
        {"form": form, "lines": lines, "more": count - len(rows)},
    )


@READ
@require_GET
def destruction(request, pk):
    found = _found(pk)
    items = list(found.items.select_related("person"))
    known = seen_by(request.user).in_bulk([item.person_id for item in items])
    for item in items:
        record(request, "view", kind=KIND, number=pk, person=item.person_id)
    erased = Erasure.objects.filter(destruction=pk)
    context = {
        "list": found,
        "items": [(item, known.get(item.person_id)) for item in items],
        "erased": {one.person_id for one in erased},
        "is_waiting": found.is_open,
        "to_go": sum(not item.left_out for item in items),
        "may_leave_out": found.is_open and request.user.has_perm("privacy.propose_destruction"),
        "may_approve": found.is_open
        and request.user.has_perm("privacy.approve_destruction")
        and request.user != found.proposed_by,
        "may_withdraw": not (found.withdrawn_on or erased)
        and request.user.has_perm("privacy.withdraw_destruction"),
    }
    return render(request, "privacy/destruction.html", context)


@READ
@require_GET
def destruction_print(request, pk):
    """What goes to the State Archive with the request for its consent."""
    found, now = _found(pk), timezone.now()
    for person in found.items.filter(left_out="").values_list("person", flat=True):
        record(request, "print", kind=KIND, number=pk, person=person)
    inline = {"Content-Disposition": f'inline; filename="spis-do-brakowania-{pk}.pdf"'}
    paper = destruction_paper(found, at=now)
    return HttpResponse(paper, content_type="application/pdf", headers=inline)


def _found(pk: int) -> Destruction:
    people = ("proposed_by", "approved_by", "withdrawn_by")
    return get_object_or_404(Destruction.objects.select_related(*people), pk=pk)


@PROPOSE
@require_http_methods(["GET", "POST"])
@saves_once
def item_leave_out(request, pk, number):
    found = _found(pk)
    item = get_object_or_404(found.items.filter(left_out="").select_related("person"), pk=number)
    record(request, "edit", kind=KIND, number=pk, person=item.person_id)
    form = LeaveOutForm(request.POST or None)

    def leave_out():
        item.left_out = form.cleaned_data["reason"]
        item.save(update_fields=["left_out"])

    if carried_out(request, form, leave_out):
        return redirect("privacy:destruction", pk)
    told = {"title": f"Pomiń w spisie: {item.person}", "submit": "Pomiń osobę"}
    return _form(request, found, form, **told)


@APPROVE
@require_http_methods(["GET", "POST"])
@saves_once
def destruction_approve(request, pk):
    found = _found(pk)
    form = ApprovalForm(request.POST or None)
    on = timezone.localdate()
    if carried_out(
        request, form, lambda: found.approve(on=on, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Spis zatwierdzono. Dane usuwa administrator systemu poleceniem.")
        return redirect("privacy:destruction", pk)
    count = found.items.filter(left_out="").count()
    words = f"Dane osób z tego spisu ({count}) usunie potem administrator systemu. Tego nie da się cofnąć."
    told = {"title": "Zatwierdzenie spisu", "submit": "Zatwierdź spis", "words": words}
    return _form(request, found, form, **told, warns=True)


@permission_required("privacy.withdraw_destruction", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def destruction_withdraw(request, pk):
    found = _found(pk)
    form, on = forms.Form(request.POST or None), timezone.localdate()
    if carried_out(request, form, lambda: found.withdraw(on=on, by=request.user)):
        messages.success(request, "Spis wycofano: nikogo z niego się nie usunie.")
        return redirect("privacy:retention")
    words = "Nikogo z tego spisu się nie usunie. Te osoby można zaproponować w nowym."
    told = {"title": "Wycofanie spisu", "submit": "Wycofaj spis", "words": words}
    return _form(request, found, form, **told)


def _form(request, found: Destruction, form, **told):
    return render(request, "privacy/destruction_form.html", {"list": found, "form": form} | told)
