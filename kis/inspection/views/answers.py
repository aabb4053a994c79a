from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.inspection.answers import ANSWERS
from kis.inspection.asked import asked_of
from kis.inspection.paper import refuse_long_print, table_paper
from kis.journal.record import record
from kis.journal.tables import people_asked_for
from kis.lib.dates import polish
from kis.lib.paging import rest_of_address
from kis.lib.refusals import Refused

ROWS_ON_A_PAGE = 50
READ = "inspection.view_answers"
# What the access log calls them.
KIND = "inspection_answer"


@require_GET
@permission_required(READ, raise_exception=True)
def start(request):
    """What an inspection asks, each a page."""
    return render(request, "inspection/start.html", {"answers": ANSWERS.values()})


@require_GET
@permission_required(READ, raise_exception=True)
def answer(request, slug):
    found, asked = _answer(slug), asked_of(request)
    rows = found.rows(asked)
    if taken := people_asked_for(
        request,
        rows,
        lambda some: found.table(some, asked),
        kind=KIND,
        person=found.person,
        on=asked.on,
    ):
        return taken
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("strona"))
    table = found.table(list(page.object_list), asked)
    for row in table.rows:
        record(request, "view", kind=KIND, person=found.person(row))
    context = {
        "answer": found,
        "asked": asked,
        "page": page,
        "table": table,
        "lines": [
            (number, found.address(row), cells)
            for number, (row, cells) in enumerate(table.lines(), start=page.start_index())
        ],
        "query": rest_of_address(request),
        "here": reverse("inspection:answer", args=[slug]),
    }
    return render(request, "inspection/answer.html", context)


@require_GET
@permission_required(READ, raise_exception=True)
def answer_print(request, slug):
    """All the rows of the page, on paper."""
    found, asked = _answer(slug), asked_of(request)
    rows = found.rows(asked)
    try:
        refuse_long_print(rows.count() if isinstance(rows, QuerySet) else len(rows))
        table = found.table(list(rows), asked)
        subtitle = f"{found.about} Stan na {polish(asked.on)}."
        paper = table_paper(table, f"{found.title}: {asked.year}", subtitle, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        here = reverse("inspection:answer", args=[slug])
        return redirect(f"{here}?{rest_of_address(request)}")
    for row in table.rows:
        record(request, "print", kind=KIND, person=found.person(row))
    inline = {"Content-Disposition": f'inline; filename="{table.file_name}.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=inline)


def _answer(slug: str):
    if slug not in ANSWERS:
        raise Http404
    return ANSWERS[slug]
