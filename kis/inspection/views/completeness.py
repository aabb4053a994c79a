from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.accounts.models import User
from kis.inspection.asked import Asked, asked_of, number_in
from kis.inspection.completeness import (
    ANYTHING,
    ITEMS,
    KEYS,
    Row,
    completeness as rows_of,
    counts,
)
from kis.inspection.completeness_table import completeness_table, lines, summed
from kis.inspection.paper import refuse_long_print, table_paper
from kis.journal.record import record
from kis.journal.tables import people_asked_for
from kis.lib.dates import polish
from kis.lib.paging import rest_of_address
from kis.lib.refusals import Refused

ROWS_ON_A_PAGE = 50
READ = "inspection.view_answers"
KIND = "completeness"


@require_GET
@permission_required(READ, raise_exception=True)
def completeness(request):
    """What each file must hold, and what lacks: a year's stays by worker, with the act beside each gap."""
    asked = asked_of(request)
    found = rows_of(request.user, asked.first, asked.last, asked.on)
    of_workers, total = counts(found)
    workers = _names(found)
    worker, lacks = _chosen(request)
    rows = _narrowed(found, worker, lacks)
    if taken := people_asked_for(
        request,
        rows,
        lambda some: completeness_table(some, workers, asked.year),
        kind=KIND,
        person=attrgetter("row.person_id"),
        on=asked.on,
    ):
        return taken
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("strona"))
    shown = lines(page.object_list)
    for line in shown:
        record(request, "view", kind=KIND, person=line.row.person_id)
    context = {
        "asked": asked,
        "items": ITEMS,
        "summary": [summed(workers[row.worker], row, asked.year) for row in of_workers],
        "total": summed("Razem", total, asked.year),
        "worker_name": workers.get(worker, ""),
        "lacks_word": _in_words(lacks),
        "page": page,
        "lines": [(line.stay, line.cells(request.user)) for line in shown],
        "query": rest_of_address(request),
        "here": reverse("inspection:completeness"),
    }
    return render(request, "inspection/completeness.html", context)


@require_GET
@permission_required(READ, raise_exception=True)
def completeness_print(request):
    """The rows that the page shows, on paper."""
    asked = asked_of(request)
    worker, lacks = _chosen(request)
    found = rows_of(request.user, asked.first, asked.last, asked.on)
    rows = _narrowed(found, worker, lacks)
    try:
        refuse_long_print(len(rows))
        table = completeness_table(rows, _names(rows), asked.year)
        paper = table_paper(
            table,
            f"Kompletność dokumentów: {asked.year}",
            _subtitle(asked, lacks),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('inspection:completeness')}?{rest_of_address(request)}")
    for row in rows:
        record(request, "print", kind=KIND, person=row.person_id)
    name = f"{table.file_name}.pdf"
    inline = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(paper, content_type="application/pdf", headers=inline)


def _subtitle(asked: Asked, lacks: str) -> str:
    which = f" Wiersze, w których jest brak: {_in_words(lacks)}." if lacks else ""
    return f"Udziały w KIS, które trwały w {asked.year} r. Stan na {polish(asked.on)}.{which}"


def _chosen(request) -> tuple[int | None, str]:
    lacks = request.GET.get("brak", "")
    if lacks not in {"", ANYTHING, *KEYS}:
        raise Http404
    return number_in(request, "pracownik", 1, 2**62), lacks


def _narrowed(rows: list[Row], worker: int | None, lacks: str) -> list[Row]:
    """Those behind the figure that led here."""
    return [
        row
        for row in rows
        if (not worker or row.worker == worker) and (not lacks or row.is_behind(lacks))
    ]


def _names(rows) -> dict[int, str]:
    """Of the workers of rows with a `worker`. One query."""
    known = User.objects.in_bulk({row.worker for row in rows})
    return {pk: user.short_name for pk, user in known.items()}


def _in_words(lacks: str) -> str:
    if lacks == ANYTHING:
        return "cokolwiek"
    return next((item.about for item in ITEMS if item.key == lacks), "")
