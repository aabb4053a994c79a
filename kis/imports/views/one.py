"""One list: what a worker does with it, its rows with their faults, its acceptance and its taking back."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from kis.documents.tasks import is_anybody_working
from kis.imports import accepting, taking_back
from kis.imports.forms.lists import ExpectedForm
from kis.imports.models import ImportFile, ImportRow
from kis.imports.registry import kind_of
from kis.imports.shown import PARTS, shown_rows
from kis.imports.staging import skip_faulty
from kis.imports.tasks import RIGHT, defer_accept, defer_check, defer_take_back
from kis.imports.templates_to_fill import workbook
from kis.journal.record import record
from kis.lib.paging import rest_of_address
from kis.lib.posting import nothing_saved, post_or_back
from kis.lib.refusals import Refused, refused_by_database
from kis.lib.workbooks import CONTENT_TYPE

PAGE_SIZE = 50
State, RowState = ImportFile.State, ImportRow.State


def list_of(pk) -> ImportFile:
    return get_object_or_404(ImportFile.objects.select_related("created_by", "settled_by"), pk=pk)


def noted(request, file: ImportFile) -> None:
    record(request, "view", kind="import", number=file.pk)


@permission_required(RIGHT, raise_exception=True)
@require_GET
def one(request, pk):
    """The part with the progress alone is asked for every two seconds, as long as a worker has the list."""
    now = timezone.now()
    file = get_object_or_404(
        ImportFile.objects.with_counts()
        .select_related("created_by", "settled_by", "progress")
        .defer("content"),
        pk=pk,
    )
    if request.htmx and not file.is_with_a_worker:
        return HttpResponseClientRefresh()
    if file.state == State.NEW:
        return redirect("imports:columns", pk)
    noted(request, file)
    context = {
        "file": file,
        "kind": kind_of(file),
        "nobody_works": file.is_with_a_worker and not is_anybody_working(now),
        "paused": _paused(file),
        "expected_form": ExpectedForm(initial={"expected": file.expected}),
        **_rows(request, file),
    }
    page = "imports/file.html#progress" if request.htmx else "imports/file.html"
    return render(request, page, context)


def _paused(file: ImportFile) -> str:
    is_more = file.state == State.CHECKED and file.ready > file.expected
    return accepting.too_many(file.ready, file.expected) if is_more else ""


def _rows(request, file: ImportFile) -> dict:
    """The part that was asked for, by default the first that has something in it; fifty a page."""
    if file.is_with_a_worker:
        return {}
    parts = [
        (key, words, file.rows.filter(which).count()) for key, words, which in PARTS[file.state]
    ]
    asked = request.GET.get("pokaz", "")
    found = next((key for key, _, count in parts if key == asked or (not asked and count)), "")
    which = next((which for key, _, which in PARTS[file.state] if key == found), Q())
    page = Paginator(file.rows.filter(which), PAGE_SIZE).get_page(request.GET.get("strona"))
    return {
        "parts": parts,
        "part": found,
        "page": page,
        "rows": shown_rows(request, file, page.object_list),
        "query": rest_of_address(request),
    }


def _act(request, pk, act, said: str = ""):
    """Done, or refused in words on the list's page."""
    try:
        with refused_by_database():
            act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(redirect("imports:file", pk))
    if said:
        messages.success(request, said)
    return redirect("imports:file", pk)


@permission_required(RIGHT, raise_exception=True)
@require_GET
def left_out(request, pk):
    """What is faulty or left out, to be corrected in a spreadsheet and read as a list of its own."""
    file = list_of(pk)
    if file.state != State.CHECKED:
        return redirect("imports:file", pk)
    rows = file.rows.filter(state__in=[RowState.FAULTY, RowState.SKIPPED])
    content = workbook(kind_of(file), made_on=timezone.localdate(), rows=rows)
    record(request, "download", kind="import", number=file.pk)
    disposition = content_disposition_header(True, f"do-poprawienia-{file.kind}-{pk}.xlsx")
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


@permission_required(RIGHT, raise_exception=True)
@post_or_back("imports:file")
def skip(request, pk):
    file = list_of(pk)
    if file.state != State.CHECKED:
        return redirect("imports:file", pk)
    return _act(request, pk, lambda: skip_faulty(file), "Wiersze z błędami pominięto.")


@permission_required(RIGHT, raise_exception=True)
@post_or_back("imports:file")
def check_again(request, pk):
    file = list_of(pk)

    def act():
        file.hand_over(State.CHECKING, of=State.CHECKED, by=request.user)
        defer_check(file, again=True)

    return _act(request, pk, act)


@permission_required(RIGHT, raise_exception=True)
@post_or_back("imports:file")
def expect(request, pk):
    """Another number of entries than was said at first: said by whoever looked at the list."""
    file, form = list_of(pk), ExpectedForm(request.POST)
    if file.state != State.CHECKED:
        return redirect("imports:file", pk)
    if not form.is_valid():
        messages.error(request, "Wpisz liczbę wpisów, które mają dojść.")
        return nothing_saved(redirect("imports:file", pk))
    file.expected = form.cleaned_data["expected"]
    return _act(request, pk, lambda: file.save(update_fields=["expected"]), "Zmieniono zapowiedź.")


@permission_required(RIGHT, raise_exception=True)
@post_or_back("imports:file")
def accept(request, pk):
    file = list_of(pk)

    def act():
        accepting.ask_for(file, by=request.user)
        defer_accept(file)

    return _act(request, pk, act)


@permission_required(RIGHT, raise_exception=True)
@post_or_back("imports:file")
def drop(request, pk):
    file = list_of(pk)
    said = "Listę porzucono: jej wiersze i plik usunięto, niczego nie dodano."
    return _act(request, pk, lambda: accepting.drop(file), said)


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
def take_back(request, pk):
    file = list_of(pk)
    if request.method == "GET":
        is_again = file.state == State.TAKEN_BACK and file.has_left_rows
        if file.state != State.ACCEPTED and not is_again:
            return redirect("imports:file", pk)
        context = {"file": file, "kind": kind_of(file)}
        context["needs_another"] = taking_back.needs_another(file, request.user)
        return render(request, "imports/take_back.html", context)

    def act():
        with transaction.atomic():
            taking_back.ask_for(file, by=request.user)
            defer_take_back(file)

    return _act(request, pk, act)
