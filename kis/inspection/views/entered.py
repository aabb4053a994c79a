"""Inspections: the list, a new one, one with whom it covers, its end."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.models import Inspection
from kis.accounts.once import saves_once
from kis.inspection.entered import covered_by
from kis.inspection.forms import InspectionForm, MoreForm
from kis.journal.record import record
from kis.lib.paging import rest_of_address
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused, carried_out

WRITE = permission_required("inspection.write_inspection", raise_exception=True)
PAGE_SIZE, SHOWN = 30, 100


def _rows():
    return Inspection.objects.select_related("inspector", "entered_by", "closed_by")


@WRITE
@require_GET
def inspections(request):
    on = timezone.localdate()
    page = Paginator(_rows(), PAGE_SIZE).get_page(request.GET.get("strona"))
    context = {
        "page": page,
        "rows": [(row, row.state(on)) for row in page],
        "query": rest_of_address(request),
    }
    return render(request, "inspection/inspections.html", context)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def inspection_new(request):
    row = Inspection(entered_by=request.user, starts_on=timezone.localdate())
    form = InspectionForm(request.POST or None, instance=row, by=request.user)
    if carried_out(request, form, form.save):
        messages.success(request, "Wpisano kontrolę. Konto czyta tylko to, co ona obejmuje.")
        return redirect("inspection:inspection", row.pk)
    return render(request, "inspection/inspection_new.html", {"form": form})


@WRITE
@require_http_methods(["GET", "POST"])
def inspection(request, pk):
    row, on = get_object_or_404(_rows(), pk=pk), timezone.localdate()
    form = None
    if row.closed_at is None:
        form = MoreForm(request.POST or None, instance=row, by=request.user)
        if carried_out(request, form, form.save):
            messages.success(request, "Zapisano.")
            return redirect("inspection:inspection", pk)
    shown = get_object_or_404(_rows(), pk=pk)
    people = [] if row.covers_everybody else list(covered_by(row, request.user)[:SHOWN])
    for person in people:
        record(request, "view", kind="inspection", number=row.pk, person=person.pk)
    context = {
        "row": shown,
        "state": shown.state(on),
        "form": form,
        "people": people,
        "count": row.people.count(),
    }
    return render(request, "inspection/inspection.html", context)


@WRITE
@post_or_back("inspection:inspection")
def inspection_close(request, pk):
    row = get_object_or_404(_rows(), pk=pk)
    try:
        row.close(by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Zakończono kontrolę. Jej konto niczego już nie otworzy.")
    return redirect("inspection:inspection", pk)
