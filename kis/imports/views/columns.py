"""How a file is read and which of its columns holds what, with its first rows in view."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kis.imports.forms.lists import ColumnsForm, ReadingForm
from kis.imports.models import ImportFile
from kis.imports.reading.files import parted
from kis.imports.reading.table import Sheet, Unreadable
from kis.imports.reading.text_lists import looks_misread
from kis.imports.registry import kind_of
from kis.imports.staging import MISREAD, first_rows, name_columns, reread
from kis.imports.tasks import defer_check
from kis.imports.views.one import RIGHT, list_of, noted
from kis.lib.pesel import masked
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused, refusals

PREVIEWED = 5
WHOLE_PESEL = re.compile(r"(?<!\d)\d{10,11}(?!\d)")  # also without the zero that a spreadsheet lost


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
def columns(request, pk):
    file = list_of(pk)
    if file.state != ImportFile.State.NEW:
        return redirect("imports:file", pk)
    noted(request, file)
    sheet, unreadable = _first_rows(file)
    head, lines = parted(sheet, file.headings)
    width = max([len(head), *(len(line.cells) for line in lines)], default=0)
    head = [*head, *[""] * (width - len(head))]
    form = ColumnsForm(
        request.POST or None, columns=kind_of(file).columns(), headings=head, file=file
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form), transaction.atomic():
            given = form.cleaned_data["headings"]
            name_columns(file, form.places, headings=given, by=request.user)
            defer_check(file)
        if form.is_valid():
            return redirect("imports:file", pk)
    context = {
        "file": file,
        "form": form,
        "reading": ReadingForm(file=file, sheets=sheet.names),
        "head": head,
        "lines": [
            (line.number, [*map(_shown, line.cells), *[""] * (width - len(line.cells))])
            for line in lines[:PREVIEWED]
        ],
        "left_out": [name for place, name in enumerate(head) if _is_left_out(file, place, name)],
        "unreadable": unreadable,
        "misread": MISREAD if _is_misread(file, sheet) else "",
    }
    return render(request, "imports/columns.html", context)


def _first_rows(file: ImportFile) -> tuple[Sheet, str]:
    try:
        return first_rows(file), ""
    except Unreadable as error:
        return Sheet([], []), str(error)


def _shown(text: str) -> str:
    """Without a whole PESEL, whichever column holds it."""
    return WHOLE_PESEL.sub(lambda match: masked(match[0]), text)


def _is_left_out(file: ImportFile, place: int, name: str) -> bool:
    return bool(name) and place not in file.columns.values()


def _is_misread(file: ImportFile, sheet: Sheet) -> bool:
    return bool(file.encoding) and any(
        looks_misread(text) for line in sheet.lines for text in line.cells
    )


@permission_required(RIGHT, raise_exception=True)
@post_or_back("imports:columns")
def read_again(request, pk):
    file = list_of(pk)
    if file.state != ImportFile.State.NEW:
        return redirect("imports:file", pk)
    sheet, _ = _first_rows(file)
    form = ReadingForm(request.POST, file=file, sheets=sheet.names)
    if form.is_valid():
        try:
            reread(file, **form.answers)
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, "Wybierz jedną z podanych odpowiedzi.")
    return redirect("imports:columns", pk)
