from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kis.reports.kinds import KINDS
from kis.reports.models import ReportCopy
from kis.reports.views.rows import RIGHT, rows_page
from kis.reports.views.years import year_of, years_beside

KIND = KINDS[ReportCopy.Report.YEARLY]


@require_GET
@permission_required("reports.open_reports", raise_exception=True)
def yearly(request):
    year = year_of(request)
    copies = ReportCopy.objects.without_contents().filter(
        report=ReportCopy.Report.YEARLY, year=year
    )
    context = {
        "report": KIND.build(year),
        "copies": copies,
        "opens": request.user.has_perm(RIGHT),
        **years_beside(year),
    }
    return render(request, "reports/yearly.html", context)


@require_GET
@permission_required(RIGHT, raise_exception=True)
def yearly_rows(request):
    year = year_of(request)
    return rows_page(request, KIND.build(year), back=KIND.page_of(year))
