"""The application for an assistant and what came of it: assigned, refused, changed, ended, voided."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.families import assigning
from kis.families.applying import say_no
from kis.families.forms.application import ApplicationForm, NoForm
from kis.families.forms.assignment import AssignForm, ChangeForm, EndForm
from kis.families.models import Assignment, Cooperation, Family
from kis.families.scope import readable_family
from kis.families.views.act import act_page
from kis.lib.dates import polish
from kis.lib.posting import nothing_saved
from kis.lib.refusals import Refused, carried_out
from participants.forms.voiding import VoidForm

RECEIVE = permission_required("families.receive_application", raise_exception=True)
ASSIGN = permission_required("families.assign", raise_exception=True)
VOID = permission_required("families.void_assignment", raise_exception=True)
TAB = "families:family"


def _applied_family(request, pk):
    """Of its social worker, or of who assigns."""
    file = readable_family(request, pk, act="edit")
    if not (file.is_led or request.user.has_perm("families.assign")):
        raise Http404
    return file


def _applicant(request, file):
    return request.user if file.is_led and request.user.has_perm("families.apply") else None


@RECEIVE
@require_http_methods(["GET", "POST"])
@saves_once
def application_new(request, pk):
    file = _applied_family(request, pk)
    row = Cooperation(family=file.family, applied_on=file.on)
    form = ApplicationForm(
        request.POST or None,
        request.FILES or None,
        instance=row,
        initial={"applied_on": file.on},
        applicant=_applicant(request, file),
    )
    if carried_out(request, form, lambda: form.apply(by=request.user, on=file.on)):
        messages.success(request, _applied(row))
        return redirect(TAB, pk)
    return act_page(request, file, form, "Wniosek o asystenta rodziny")


def _applied(row: Cooperation) -> str:
    if row.assign_by:
        return f"Zapisano wniosek rodziny. Asystenta przydziela się do {polish(row.assign_by)}."
    number = f" {row.application_number}" if row.application_number else ""
    return f"Zapisano wniosek{number}. Czeka na kierownika."


def _work(file, work_pk) -> Cooperation:
    return get_object_or_404(file.family.cooperations, pk=work_pk)


@RECEIVE
@require_http_methods(["GET", "POST"])
def application_edit(request, pk, work_pk):
    file = _applied_family(request, pk)
    row = _work(file, work_pk)
    form = ApplicationForm(
        request.POST or None,
        request.FILES or None,
        instance=row,
        applicant=_applicant(request, file),
    )
    if carried_out(request, form, lambda: form.save_by(request.user)):
        messages.success(request, "Zapisano wniosek.")
        return redirect(TAB, pk)
    return act_page(request, file, form, f"Popraw wniosek z {polish(row.applied_on)}")


@ASSIGN
@require_http_methods(["GET", "POST"])
@saves_once
def application_no(request, pk, work_pk):
    file = readable_family(request, pk, act="edit")
    row = _work(file, work_pk)
    form = NoForm(request.POST or None, initial={"day": file.on})
    if carried_out(request, form, lambda: say_no(row, by=request.user, **form.cleaned_data)):
        messages.success(request, "Zapisano, że wniosku nie uwzględniono.")
        return redirect(TAB, pk)
    title = f"Nie uwzględnij wniosku z {polish(row.applied_on)}"
    return act_page(request, file, form, title, submit="Nie uwzględnij wniosku")


@ASSIGN
@require_http_methods(["GET", "POST"])
@saves_once
def assign(request, pk, work_pk):
    file = readable_family(request, pk, act="edit")
    row = _work(file, work_pk)
    form = AssignForm(request.POST or None, on=file.on)
    facts = {"by": request.user, "on": file.on}
    if carried_out(request, form, lambda: assigning.assign(row, **form.cleaned_data, **facts)):
        messages.success(request, f"Przydzielono asystenta: {form.cleaned_data['assistant']}.")
        return redirect(TAB, pk)
    about = {"work": row, "submit": "Przydziel asystenta", "template": "families/assign.html"}
    return act_page(request, file, form, "Przydziel asystenta", **about)


def _assignment(file, row_pk) -> Assignment:
    rows = Assignment.objects.filter(cooperation__family=file.family)
    return get_object_or_404(rows.select_related("assistant__user", "cooperation"), pk=row_pk)


@ASSIGN
@require_http_methods(["GET", "POST"])
@saves_once
def assistant_change(request, pk, row_pk):
    file = readable_family(request, pk, act="edit")
    row = _assignment(file, row_pk)
    form = ChangeForm(
        request.POST or None,
        on=file.on,
        current=row.assistant_id,
        initial={"weight": row.weight},
    )
    facts = {"by": request.user, "on": file.on}
    if carried_out(request, form, lambda: assigning.change(row, **form.cleaned_data, **facts)):
        messages.success(request, f"Asystentem rodziny będzie {form.cleaned_data['assistant']}.")
        return redirect(TAB, pk)
    about = {"work": row.cooperation, "submit": "Zmień asystenta"}
    title = f"Zmień asystenta: teraz {row.assistant}"
    return act_page(request, file, form, title, template="families/assign.html", **about)


@VOID
@require_http_methods(["GET", "POST"])
@saves_once
def assignment_void(request, pk, row_pk):
    """By a second person."""
    file = _applied_family(request, pk)
    row = _assignment(file, row_pk)
    return _void(request, file, row, f"Unieważnij przydział {row.number}: {row.assistant}")


@VOID
@require_http_methods(["GET", "POST"])
@saves_once
def application_void(request, pk, work_pk):
    file = _applied_family(request, pk)
    row = _work(file, work_pk)
    return _void(request, file, row, f"Unieważnij wniosek z {polish(row.applied_on)}")


def _void(request, file, row, title):
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje w historii i już się nie liczy.")
        return redirect(TAB, file.family.pk)
    return act_page(request, file, form, title, submit="Unieważnij wpis", voids=True)


@permission_required("families.end_work", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def work_end(request, pk, work_pk):
    file = readable_family(request, pk, act="edit")
    if not (file.is_worked_with or request.user.has_perm("families.assign")):
        raise Http404
    row = _work(file, work_pk)
    assistant = file.assignment.assistant if file.assignment else None
    form = EndForm(request.POST or None, assistant=assistant, on=file.on)
    facts = {"by": request.user, "on": file.on}
    if carried_out(request, form, lambda: assigning.end_work(row, **form.cleaned_data, **facts)):
        messages.success(request, "Zapisano koniec pracy z rodziną.")
        still_seen = Family.objects.visible_to(request.user, file.on)
        if still_seen.filter(pk=pk).exists():
            return redirect(TAB, pk)
        return redirect("families:list")
    return act_page(request, file, form, "Zakończ pracę z rodziną", submit="Zakończ pracę")


@ASSIGN
@require_http_methods(["GET", "POST"])
@saves_once
def work_reopen(request, pk, work_pk):
    file = readable_family(request, pk, act="edit")
    row = _work(file, work_pk)
    if request.method == "GET":
        hint = "Ostatni asystent pracuje z rodziną dalej, jeśli ma jeszcze miejsce."
        title = "Cofnij zakończenie pracy"
        return act_page(request, file, None, title, hint=hint, submit="Cofnij zakończenie")
    try:
        assigning.reopen(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(redirect(TAB, pk))
    messages.success(request, "Praca z rodziną trwa dalej.")
    return redirect(TAB, pk)
