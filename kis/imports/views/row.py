"""A row of a list: every cell, what is wrong with it, corrected or left out."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.imports.forms.row import RowForm
from kis.imports.models import ImportFile, ImportRow
from kis.imports.registry import kind_of
from kis.imports.shown import told_of
from kis.imports.staging import correct
from kis.imports.tasks import RIGHT
from kis.imports.views.one import list_of
from kis.journal.record import record

State = ImportRow.State


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
def row(request, pk, number):
    file = list_of(pk)
    found = get_object_or_404(file.rows, number=number)
    if file.state != ImportFile.State.CHECKED:
        return redirect("imports:file", pk)
    record(request, "view", kind="import_row", number=found.pk)
    form = RowForm(request.POST or None, columns=kind_of(file).columns(), row=found)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if "skip" in request.POST:
                found.state = State.SKIPPED
                found.save(update_fields=["state"])
            else:
                correct(found, form.cells, by=request.user, on=timezone.localdate())
        if found.state != State.FAULTY:
            _said(request, found)
            return _next(file, found)
        # As it is saved now, with what is still wrong with it.
        form = RowForm(
            {"seen": RowForm(columns=form.columns, row=found).initial["seen"], **found.cells},
            columns=form.columns,
            row=found,
        )
        form.is_valid()
    if found.faults and (form.is_bound or found.state == State.FAULTY):
        form = _told(form, found)
    context = {
        "file": file,
        "row": found,
        "form": form,
        "kind": kind_of(file),
        "links": [told for told in told_of(file, found) if told["url"]],
        "is_skipped": found.state == State.SKIPPED,
    }
    return render(request, "imports/row.html", context)


def _told(form: RowForm, found: ImportRow) -> RowForm:
    """Bound, so that each fault stands at its field."""
    if not form.is_bound:
        form = RowForm(dict(form.initial), columns=form.columns, row=found)
        form.is_valid()
    form.tell()
    return form


def _said(request, found: ImportRow) -> None:
    words = "pominięto" if found.state == State.SKIPPED else "jest do dodania"
    messages.success(request, f"Wiersz {found.number}: {words}.")


def _next(file: ImportFile, found: ImportRow):
    """To the next row with a fault, else to the list."""
    faulty = file.rows.filter(state=State.FAULTY)
    after = faulty.filter(number__gt=found.number).first() or faulty.first()
    if after:
        return redirect("imports:row", file.pk, after.number)
    return redirect("imports:file", file.pk)
