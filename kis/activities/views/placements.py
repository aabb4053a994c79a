"""Public works, internships and jobs: entered and ended in a person's file, gathered in one list."""

from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.activities.forms.placement import OutcomeForm, PlacementFilter, PlacementForm
from kis.activities.list_columns import placements_table
from kis.activities.models import Placement
from kis.journal.tables import people_asked_for
from kis.lib.paging import rest_of_address
from kis.lib.refusals import carried_out
from participants.forms.voiding import VoidForm
from participants.scope import row_to_change, writable_file
from participants.views.form_page import form_page

TAB = "activities:person"
PAGE_SIZE = 50
READ, WRITE = "activities.view_placements", "activities.write_placement"


@permission_required(READ, raise_exception=True)
@require_GET
def placements(request):
    on = timezone.localdate()
    form = PlacementFilter(request.GET)
    found = form.chosen(request.user, on)
    taken = {"kind": "placement_list", "person": attrgetter("person_id"), "on": on}
    if file := people_asked_for(request, found, placements_table, **taken):
        return file
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("strona"))
    context = {"form": form, "page": page, "on": on, "query": rest_of_address(request)}
    return render(request, "activities/placements.html", context)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def placement_new(request, pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    row = Placement(person=file.person, entered_by=request.user)
    form = PlacementForm(request.POST or None, instance=row, on=on)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano pracę lub staż.")
        return redirect(TAB, pk)
    hint = "Roboty publiczne, staż, zatrudnienie: u kogo, od kiedy, na jak długo."
    return form_page(request, file, form, "Wpisz pracę lub staż", back=TAB, hint=hint)


def _row(request, file, row_pk):
    rows = Placement.with_voided.filter(person=file.person).select_related("kind")
    return row_to_change(request, rows, row_pk, tab=TAB)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def placement_edit(request, pk, row_pk):
    file = writable_file(request, pk, timezone.localdate())
    row = _row(request, file, row_pk)
    form = PlacementForm(request.POST or None, instance=row, on=file.on)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano pracę lub staż.")
        return redirect(TAB, pk)
    return form_page(request, file, form, "Popraw pracę lub staż", back=TAB)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def placement_end(request, pk, row_pk):
    file = writable_file(request, pk, timezone.localdate())
    row = _row(request, file, row_pk)
    hint = f"{row.kind}: {row.employer}, {row.work}."
    form = OutcomeForm(request.POST or None, instance=row, on=file.on)
    if carried_out(request, form, lambda: form.save_by(request.user)):
        messages.success(request, "Zapisano wynik.")
        return redirect(TAB, pk)
    return form_page(request, file, form, "Wynik pracy lub stażu", back=TAB, hint=hint)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def placement_void(request, pk, row_pk):
    """By a second person."""
    file = writable_file(request, pk, timezone.localdate())
    row = _row(request, file, row_pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(TAB, pk)
    title = f"Unieważnij wpis: {row}"
    return form_page(request, file, form, title, back=TAB, submit="Unieważnij wpis")
