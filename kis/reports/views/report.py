"""The page of a report and the rows behind its figures, the same for every kind."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kis.reports.kinds import KINDS, ReportKind
from kis.reports.models import ReportCopy
from kis.reports.views.rows import RIGHT, rows_page
from kis.reports.views.years import year_of, years_beside


@require_GET
@permission_required("reports.open_reports", raise_exception=True)
def report(request, report):
    kind, year = _kind(report), year_of(request)
    context = {
        "kind": kind,
        "report": kind.build(year),
        "copies": ReportCopy.objects.without_contents().filter(report=report, year=year),
        "opens": request.user.has_perm(RIGHT),
        **years_beside(year),
    }
    return render(request, kind.template, context)


@require_GET
@permission_required(RIGHT, raise_exception=True)
def rows(request, report):
    kind, year = _kind(report), year_of(request)
    return rows_page(request, kind.build(year), back=kind.page_of(year))


def _kind(report: str) -> ReportKind:
    if report not in KINDS:
        raise Http404
    return KINDS[report]
