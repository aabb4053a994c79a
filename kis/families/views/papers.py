"""Papers of a family: printed once and kept, shown as they were kept."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from contracts.views.papers import pdf
from kis.families.models import Assignment, WorkPaper
from kis.families.papers import FILES, court_list as court_list_paper, issue
from kis.families.scope import readable_family
from kis.journal.record import record
from kis.lib.posting import nothing_saved, post_or_back
from kis.lib.refusals import Refused

ISSUE = permission_required("families.issue_paper", raise_exception=True)
TAB = "families:family"


@ISSUE
@post_or_back(TAB, keeps=("pk",))
def paper_issue(request, pk, work_pk, kind):
    file = readable_family(request, pk, act="print", kind="family_paper")
    if kind not in FILES or kind == WorkPaper.Kind.ASSIGNMENT:
        raise Http404
    works = file.family.cooperations.select_related("applied_by", "monitored_by", "family")
    return _issued(request, file, get_object_or_404(works, pk=work_pk), kind)


@ISSUE
@post_or_back(TAB, keeps=("pk",))
def assignment_paper(request, pk, row_pk):
    file = readable_family(request, pk, act="print", kind="family_paper")
    rows = Assignment.objects.filter(cooperation__family=file.family)
    row = get_object_or_404(
        rows.select_related("assistant__user", "cooperation__family"), pk=row_pk
    )
    return _issued(request, file, row.cooperation, WorkPaper.Kind.ASSIGNMENT, row)


def _issued(request, file, work, kind, assignment=None):
    try:
        paper = issue(work, kind, by=request.user, on=file.on, assignment=assignment)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(redirect(TAB, file.family.pk))
    return redirect("families:paper", file.family.pk, paper.pk)


@permission_required("families.view_family", raise_exception=True)
@require_GET
def paper(request, pk, paper_pk):
    """The very bytes that were given out."""
    file = readable_family(request, pk, kind="family_paper")
    rows = WorkPaper.objects.filter(cooperation__family=file.family).select_related("document")
    document = get_object_or_404(rows, pk=paper_pk).document
    return pdf(document.content, document.name)


@permission_required("families.view_family", raise_exception=True)
@require_GET
def consent_scan(request, pk, work_pk):
    file = readable_family(request, pk, kind="family_consent")
    works = file.family.cooperations.select_related("consent_scan")
    scan = get_object_or_404(works.filter(consent_scan__isnull=False), pk=work_pk).consent_scan
    return pdf(scan.content, scan.name, scan.content_type)


@permission_required("families.print_court_list", raise_exception=True)
@require_GET
def court_list(request):
    on = timezone.localdate()
    try:
        content = court_list_paper(on)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("families:staff")
    record(request, "print", kind="assistants_list")
    return pdf(content, "lista-asystentow-rodziny.pdf")
