"""The page of a report and the rows behind its figures, the same for every kind."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kis.reports.kinds import KINDS, ReportKind, readable
from kis.reports.models import ReportCopy
from kis.reports.plot import Plot, plot
from kis.reports.tables import Filled
from kis.reports.views.rows import RIGHT, rows_page
from kis.reports.views.years import year_of, years_beside


@require_GET
@permission_required("reports.open_reports", raise_exception=True)
def report(request, report):
    kind, year = _kind(request, report), year_of(request)
    built, opens = kind.read_by(request.user, year), request.user.has_perm(RIGHT)
    context = {
        "kind": kind,
        "report": built,
        "tables": [(each, _drawn(each)) for each in built.tables],
        "copies": ReportCopy.objects.without_contents().filter(report=report, year=year),
        "opens": opens,
        "is_typed": kind.is_sheet and bool(built.may_be_typed),
        "rows_address": f"{kind.rows_of(year)}&" if opens else "",
        **years_beside(year),
    }
    return render(request, "reports/report.html", context)


@require_GET
@permission_required(RIGHT, raise_exception=True)
def rows(request, report):
    kind, year = _kind(request, report), year_of(request)
    return rows_page(request, kind.build(year), back=kind.page_of(year))


def _drawn(filled: Filled) -> Plot | None:
    return plot(filled, list(filled.table.drawn)) if filled.table.drawn else None


def _kind(request, report: str) -> ReportKind:
    if report not in readable(request.user):
        raise Http404
    return KINDS[report]
