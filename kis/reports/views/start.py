from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kis.reports.offered import shelves_for


@require_GET
@permission_required("reports.open_reports", raise_exception=True)
def start(request):
    return render(request, "reports/start.html", {"shelves": shelves_for(request.user)})
