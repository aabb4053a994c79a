"""The tab of assessments, with what is due, monitoring and papers for a court; writing an assessment."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.views.papers import pdf
from kis.accounts.once import saves_once
from kis.families import assessments, monitoring
from kis.families.forms.assessments import AssessmentForm, HandOverForm
from kis.families.models import Assessment, Cooperation, CourtPaper, MonitoringNote
from kis.families.scope import own_family, readable_family
from kis.families.tabs import family_page
from kis.families.views.act import act_page
from kis.families.views.plans import may_void, voiding_family
from kis.lib.dates import polish
from kis.lib.posting import nothing_saved
from kis.lib.refusals import Refused, carried_out, refusals
from participants.forms.voiding import VoidForm

READ = permission_required("families.view_family", raise_exception=True)
WORK = permission_required("families.work", raise_exception=True)
TAB, KIND = "families:assessments", "family_assessment"


@READ
@require_GET
def assessments_tab(request, pk):
    file = readable_family(request, pk, kind=KIND)
    work = file.cooperation
    of_family = {"cooperation__family": file.family}
    rows = Assessment.with_voided.filter(**of_family).select_related("written_by", "voided_by")
    papers = CourtPaper.with_voided.filter(**of_family).select_related("written_by")
    notes = MonitoringNote.with_voided.filter(**of_family).select_related("written_by")
    user, begun = request.user, work is not None and work.starts_on is not None
    may_work = begun and user.has_perm("families.work") and file.is_worked_with
    steps = monitoring.steps(work) if work else []
    context = {
        "due": assessments.assessment_due(work, file.on) if work else None,
        "today": file.on,
        "open_one": next((row for row in rows if row.is_open), None),
        "rows": rows,
        "papers": papers,
        "report_due": _report_due(work, file.on) if work else None,
        "steps": steps,
        "next_step": next((step for step in steps if not step.note), None),
        "notes": notes,
        "may_work": may_work,
        "may_write": may_work and not _is_assessed_to_the_end(work, rows),
        "may_monitor": may_monitor(file),
        "may_void": user.has_perm("families.void_work")
        and (file.is_led or user.has_perm("families.assign")),
    }
    return family_page(request, file, "families/assessments/tab.html", TAB, context)


def _is_assessed_to_the_end(work, rows) -> bool:
    """The last word on an ended work stands: nothing is left to assess."""
    final = Assessment.Kind.FINAL
    return work.ended_on is not None and any(
        row.kind == final and row.cooperation_id == work.pk and not row.voided_at for row in rows
    )


def _report_due(work, on):
    row = Cooperation.objects.filter(pk=work.pk).active(on).with_report_due(on).first()
    return row.report_due if row else None


def may_monitor(file) -> bool:
    work = file.cooperation
    return (
        work is not None
        and work.is_monitored
        and work.monitored_by_id == file.user.pk
        and file.user.has_perm("families.write_family")
    )


def assessment_of(file, row_pk) -> Assessment:
    """Voided ones too."""
    rows = Assessment.with_voided.filter(cooperation__family=file.family)
    people = ("cooperation__family__social_worker", "written_by", "voided_by", "plan", "document")
    return get_object_or_404(rows.select_related(*people), pk=row_pk)


def _own(request, pk, row_pk):
    file = own_family(request, pk, kind=KIND)
    return file, assessment_of(file, row_pk)


def _to(row):
    return redirect("families:assessment", row.cooperation.family_id, row.pk)


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def assessment_new(request, pk):
    file = own_family(request, pk, kind=KIND)
    work = file.cooperation
    if work is None or work.starts_on is None:
        raise Http404
    if open_one := work.assessments.open().first():
        messages.info(request, "Ta rodzina ma już ocenę, której nie przekazano kierownikowi.")
        return nothing_saved(redirect("families:assessment_edit", pk, open_one.pk))
    row = Assessment(cooperation=work, on=file.on, written_by=request.user)
    return _written(request, file, row, "Nowa ocena sytuacji rodziny")


@WORK
@require_http_methods(["GET", "POST"])
def assessment_edit(request, pk, row_pk):
    file, row = _own(request, pk, row_pk)
    if not row.is_open:
        messages.warning(request, "Tej oceny nie można już zmienić.")
        return _to(row)
    return _written(request, file, row, f"Ocena z {polish(row.on)}")


def _written(request, file, row, title):
    now = timezone.now()
    with transaction.atomic():
        if request.method == "POST":
            # Before the form is made of what is saved.
            Cooperation.with_voided.select_for_update(no_key=True).get(pk=row.cooperation_id)
        form = AssessmentForm(request.POST or None, instance=row)
        saved = request.method == "POST" and form.is_valid()
        if saved:
            with refusals(form):
                form.save_by(at=now)
            saved = form.is_valid()
    if saved:
        messages.success(request, f"Zapisano ocenę o {timezone.localtime(now):%-H.%M}.")
        return _to(row)
    more = {"template": "families/assessments/form.html", "submit": "Zapisz szkic oceny"}
    return act_page(request, file, form, title, back=TAB, **more)


@READ
@require_GET
def assessment(request, pk, row_pk):
    file = readable_family(request, pk, kind=KIND)
    row = assessment_of(file, row_pk)
    may_work = row.is_open and request.user.has_perm("families.work") and file.is_worked_with
    told = {one.goal_id: one for one in row.progress.all()}
    goals = row.plan.goals.all() if row.plan else []
    context = {
        "row": row,
        "progress": [(goal, told.get(goal.pk)) for goal in goals],
        "lacks": assessments.lacks(row) if row.is_open else [],
        "may_work": may_work,
        "may_void": not row.is_open and may_void(file, row),
    }
    return family_page(request, file, "families/assessments/assessment.html", TAB, context)


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def assessment_hand_over(request, pk, row_pk):
    file, row = _own(request, pk, row_pk)
    form = HandOverForm(request.POST or None, assessment=row, on=file.on)

    def hand_over():
        facts = {"by": request.user, "at": timezone.now()}
        version = form.cleaned_data["row_version"]
        assessments.hand_over(row, on=form.cleaned_data["on"], version=version, **facts)

    if carried_out(request, form, hand_over):
        messages.success(request, "Ocenę przekazano kierownikowi. Jest zamknięta, pismo zachowano.")
        return _to(row)
    more = {
        "submit": "Przekaż kierownikowi",
        "hint": "Po przekazaniu oceny nie da się już zmienić. Program zachowa jej pismo.",
    }
    return act_page(request, file, form, f"Przekaż ocenę z {polish(row.on)}", back=TAB, **more)


@READ
@require_GET
def assessment_paper(request, pk, row_pk):
    file = readable_family(request, pk, act="download", kind=KIND)
    row = assessment_of(file, row_pk)
    if row.document is None:
        raise Http404
    return pdf(row.document.content, row.document.name)


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def assessment_discard(request, pk, row_pk):
    file, row = _own(request, pk, row_pk)
    if request.method == "POST":
        try:
            assessments.discard(row)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return nothing_saved(_to(row))
        messages.success(request, "Szkic oceny usunięto.")
        return redirect(TAB, pk)
    more = {"hint": "Treści szkicu nie będzie można przywrócić.", "submit": "Usuń szkic"}
    return act_page(request, file, None, "Usunąć szkic oceny?", back=TAB, **more)


@permission_required("families.void_work", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def assessment_void(request, pk, row_pk):
    file = voiding_family(request, pk, KIND)
    row = assessment_of(file, row_pk)
    title = f"Unieważnij ocenę z {polish(row.on)}"
    return void_page(request, file, row, title)


def void_page(request, file, row, title):
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(TAB, file.family.pk)
    return act_page(request, file, form, title, back=TAB, submit="Unieważnij wpis", voids=True)
