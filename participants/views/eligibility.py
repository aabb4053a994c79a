from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.dates import polish
from kis.lib.refusals import carried_out, refusals
from participants.eligibility import TEMPORARY_PROTECTION, tells_of_temporary_protection
from participants.file import file_context
from participants.file_parts import DetailsPart, EligibilityPart, StayPart
from participants.forms.benefits import BenefitsForm
from participants.forms.eligibility import EligibilityForm, EndEligibilityForm, EvidenceForm
from participants.forms.voiding import VoidForm
from participants.models import BenefitCheck, Eligibility, Evidence
from participants.person_answer import ground_of
from participants.registrations import project_time
from participants.scope import readable_file, row_to_change, writable_file
from participants.unemployment import recorded_time
from participants.views.form_page import form_page

TAB = "participants:eligibility"


@permission_required("participants.view_register", raise_exception=True)
@require_GET
def eligibility(request, pk):
    """Category, evidence and benefits; another worker's case opens without them."""
    on = timezone.localdate()
    file = readable_file(request, pk, on)
    context = file_context(request, file)
    if file.sensitive:
        record(request, "view_eligibility", kind="person", number=pk, person=pk)
        part = file.part(EligibilityPart)
        periods = file.part(DetailsPart).labour_periods
        entered = file.shown(
            part.recorded.eligibilities, lambda row: (row.established_on, row.ends_on)
        )
        for row in entered:
            row.programme_until = ground_of(row).programme_until(on)
        context |= {
            "eligibilities": sorted(entered, key=lambda row: bool(row.voided_at)),
            "checks": reversed(
                file.shown(part.recorded.checks, lambda row: (row.asked_on, row.ask_again_on))
            ),
            "answer": part.answer,
            "takes_part": file.part(StayPart).runs,
            "time_in_register": recorded_time(periods, on),
            "project_time": project_time(file.person, periods, on) if periods else None,
            "may_write": file.writable and request.user.has_perm("participants.write_eligibility"),
        }
    return render(request, "participants/eligibility.html", context)


@permission_required("participants.write_eligibility", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def eligibility_new(request, pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    row = Eligibility(person=file.person, established_by=request.user)
    # Posted fields on a page that is opened: text that was typed before and not saved.
    typed = request.POST if request.POST or request.method == "POST" else None
    main = Eligibility.objects.on(on).filter(person__in=file.files, is_main=True)
    has_main = main.exists()
    form = EligibilityForm(typed, instance=row, on=on, initial={"is_main": not has_main})
    evidence_form = EvidenceForm(typed, request.FILES or None, prefix="dokument", optional=True)
    if request.method == "POST" and _establish(form, evidence_form, by=request.user):
        messages.success(request, "Zapisano kategorię.")
        told = (row.exclusion, row.reason, file.person.residence_title)
        if tells_of_temporary_protection(row.category.code, *told):
            messages.warning(request, TEMPORARY_PROTECTION)
        return redirect("participants:benefits_new" if "benefits" in request.POST else TAB, pk)
    periods = file.part(DetailsPart).labour_periods
    return form_page(
        request,
        file,
        form,
        "Kategoria i dokument",
        back=TAB,
        template="participants/eligibility_new.html",
        evidence_form=evidence_form,
        categories=form.categories,
        time_in_register=recorded_time(periods, on),
        project_time=project_time(file.person, periods, on) if periods else None,
    )


def _establish(form, evidence_form, *, by) -> bool:
    """Save the category and, where one was typed, its evidence: both or neither."""
    # Both are judged, so that one page shows the faults of both.
    whole = form.is_valid()
    evidence_form.category = form.cleaned_data.get("category")
    if not (evidence_form.is_valid() and whole):
        return False
    with refusals(form), transaction.atomic():
        established = form.save()
        if evidence_form.has_changed():
            evidence_form.save_for(established, by=by)
    return form.is_valid()


def _row(request, file, rows, row_pk):
    return row_to_change(request, rows, row_pk, tab=TAB, person=file.person.pk)


def _category(request, file, row_pk) -> Eligibility:
    rows = Eligibility.with_voided.filter(person=file.person).select_related("category")
    return _row(request, file, rows, row_pk)


@permission_required("participants.write_eligibility", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def evidence_new(request, pk, row_pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    established = _category(request, file, row_pk)
    return _evidence(request, file, established, Evidence())


@permission_required("participants.write_eligibility", raise_exception=True)
@require_http_methods(["GET", "POST"])
def evidence_edit(request, pk, row_pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    papers = Evidence.with_voided.filter(eligibility__person=file.person)
    paper = _row(request, file, papers, row_pk)
    paper.eligibility = _category(request, file, paper.eligibility_id)
    if request.method == "GET":
        record(request, "edit_evidence", kind="evidence", number=paper.pk, person=pk)
    return _evidence(request, file, paper.eligibility, paper)


def _evidence(request, file, established, paper):
    form = EvidenceForm(
        request.POST or None, request.FILES or None, instance=paper, category=established.category
    )
    if carried_out(request, form, lambda: form.save_for(established, by=request.user)):
        messages.success(request, "Zapisano dokument.")
        return redirect(TAB, file.person.pk)
    title = f"Dokument potwierdzający: {established.category}"
    return form_page(request, file, form, title, back=TAB, hint=established.category.evidence_asked)


@permission_required("participants.view_sensitive", raise_exception=True)
@require_GET
def evidence_scan(request, pk, row_pk):
    """The scan itself, for those who may read the person's category."""
    on = timezone.localdate()
    file = readable_file(request, pk, on)
    # As for what is not there: a refusal would tell that the person has such a paper.
    if not file.sensitive:
        raise Http404
    papers = Evidence.with_voided.filter(eligibility__person=file.person, scan__isnull=False)
    paper = get_object_or_404(papers.select_related("scan__stored"), pk=row_pk)
    record(request, "open_scan", kind="evidence", number=paper.pk, person=pk)
    response = HttpResponse(paper.scan.content, content_type=paper.scan.content_type)
    response["Content-Disposition"] = f'inline; filename="{paper.scan.name}"'
    return response


@permission_required("participants.write_eligibility", raise_exception=True)
@require_http_methods(["GET", "POST"])
def eligibility_end(request, pk, row_pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    established = _category(request, file, row_pk)
    form = EndEligibilityForm(request.POST or None, initial={"last_day": on})
    if carried_out(request, form, lambda: established.end(**form.cleaned_data)):
        last_day = polish(form.cleaned_data["last_day"])
        messages.success(request, f"Kategoria skończy się {last_day}.")
        return redirect(TAB, pk)
    return form_page(request, file, form, f"Koniec kategorii: {established.category}", back=TAB)


@permission_required("participants.write_eligibility", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def eligibility_void(request, pk, row_pk):
    return _void(request, pk, row_pk, lambda person: Eligibility.with_voided.filter(person=person))


@permission_required("participants.write_eligibility", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def evidence_void(request, pk, row_pk):
    return _void(
        request, pk, row_pk, lambda person: Evidence.with_voided.filter(eligibility__person=person)
    )


@permission_required("participants.write_eligibility", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def benefits_void(request, pk, row_pk):
    return _void(request, pk, row_pk, lambda person: BenefitCheck.with_voided.filter(person=person))


def _void(request, pk, row_pk, rows_of):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    row = _row(request, file, rows_of(file.person), row_pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(TAB, pk)
    hint = "Wpis zostanie widoczny i przekreślony, przestanie się liczyć."
    return form_page(
        request,
        file,
        form,
        f"Unieważnij wpis: {row}",
        back=TAB,
        hint=hint,
        submit="Unieważnij wpis",
    )


@permission_required("participants.write_eligibility", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def benefits_new(request, pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    form = BenefitsForm(request.POST or None, on=on)
    if carried_out(request, form, lambda: form.save(file.person, by=request.user)):
        messages.success(request, "Zapisano odpowiedź o świadczeniach.")
        return redirect(TAB, pk)
    template = "participants/benefits.html"
    return form_page(request, file, form, "Świadczenia wykluczające", back=TAB, template=template)
