from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.reports.views.rows import RIGHT, rows_page
from kis.reports.yearly.tables import yearly_report

FIRST_YEAR, LAST_YEAR = 2003, 2199
STILL_LAST_YEAR = 6  # months in which the report of the year before is what is asked for


@require_GET
@permission_required("reports.open_reports", raise_exception=True)
def yearly(request):
    year = year_of(request)
    report = yearly_report(year)
    context = {
        "report": report,
        "opens": request.user.has_perm(RIGHT),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < timezone.localdate().year else None,
    }
    return render(request, "reports/yearly.html", context)


@require_GET
@permission_required(RIGHT, raise_exception=True)
def yearly_rows(request):
    year = year_of(request)
    back = f"{reverse('reports:yearly')}?rok={year}"
    return rows_page(request, yearly_report(year), back=back)


def year_of(request) -> int:
    """What the address says, else the year whose report is due next. Raises Http404 for what is no year."""
    typed = request.GET.get("rok", "")
    if not typed:
        today = timezone.localdate()
        return today.year - 1 if today.month <= STILL_LAST_YEAR else today.year
    is_number = typed.isascii() and typed.isdecimal() and len(typed) == len(str(FIRST_YEAR))
    if not is_number or not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise Http404
    return int(typed)
