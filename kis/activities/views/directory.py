"""The directory of institutions and specialists: read by whoever sends people there, kept by the office."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.views.papers import pdf
from kis.accounts.once import saves_once
from kis.activities.forms.institution import InstitutionFilter, InstitutionForm
from kis.activities.list_columns import institutions_table
from kis.activities.models import Institution
from kis.activities.scope import is_of_office
from kis.activities.slip import slip
from kis.lib.paging import rest_of_address
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused, carried_out
from kis.lib.table_files import asked_for

PAGE_SIZE = 50
READ, WRITE = "activities.view_directory", "activities.write_directory"


@permission_required(READ, raise_exception=True)
@require_GET
def institutions(request):
    on = timezone.localdate()
    form = InstitutionFilter(request.GET)
    found = form.chosen(on)
    if answer := asked_for(request, institutions_table(found), on=on):
        return answer
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("strona"))
    for institution in page:
        institution.is_old = institution.is_stale(on)
    context = {
        "form": form,
        "page": page,
        "query": rest_of_address(request),
        "is_own": not is_of_office(request.user),
    }
    return render(request, "activities/institutions.html", context)


@permission_required(READ, raise_exception=True)
@require_GET
def institution(request, pk):
    on = timezone.localdate()
    found = get_object_or_404(Institution.objects.select_related("checked_by"), pk=pk)
    context = {"institution": found, "is_old": found.is_stale(on)}
    return render(request, "activities/institution.html", context)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def institution_new(request):
    """Whoever writes it down has just asked there."""
    made = Institution(checked_on=timezone.localdate(), checked_by=request.user)
    return _edit(request, made, "Nowy wpis w spisie")


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def institution_edit(request, pk):
    found = get_object_or_404(Institution, pk=pk)
    return _edit(request, found, f"Zmień: {found}")


def _edit(request, row, title):
    form = InstitutionForm(request.POST or None, instance=row)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano w spisie instytucji.")
        return redirect("activities:institution", row.pk)
    context = {"form": form, "row": row, "title": title}
    return render(request, "activities/institution_form.html", context)


@permission_required(WRITE, raise_exception=True)
@post_or_back("activities:institution")
def institution_check(request, pk):
    found = get_object_or_404(Institution, pk=pk)
    found.check_off(by=request.user, on=timezone.localdate())
    messages.success(request, "Zapisano, że dane są sprawdzone dzisiaj.")
    return redirect("activities:institution", pk)


@permission_required(READ, raise_exception=True)
@require_GET
def institution_slip(request, pk):
    found = get_object_or_404(Institution.objects.in_use(), pk=pk)
    # Whoever does not work in the club, such as a family's assistant, prints it for the centre.
    is_of_club = request.user.has_perm("activities.view_timetable")
    try:
        paper = slip(found, timezone.localdate(), is_of_club=is_of_club)
        return pdf(paper, f"dokad-sie-zglosic-{pk}.pdf")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("activities:institution", pk)
