"""Copies of reports: kept as of a day, marked as sent, compared with what the data say today."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.paging import rest_of_address
from kis.lib.refusals import Refused, carried_out
from kis.lib.table_files import as_csv
from kis.lib.workbooks import CONTENT_TYPE
from kis.reports.columns import cells_table
from kis.reports.copying import keep
from kis.reports.forms.copies import KeepForm, SendForm
from kis.reports.frozen import changed, differences, plain
from kis.reports.kinds import KINDS, readable
from kis.reports.models import ReportCopy
from kis.reports.paper import report_paper
from kis.reports.views.rows import HIDDEN, KIND, RIGHT
from kis.reports.views.years import FIRST_YEAR, LAST_YEAR
from kis.reports.workbook import report_workbook
from participants.forms.voiding import VoidForm
from participants.models import Person

READ, WRITE = "reports.open_reports", "reports.write_entries"
PAGE_SIZE = 50


@require_GET
@permission_required(READ, raise_exception=True)
def copies(request):
    rows = ReportCopy.with_voided.without_contents().filter(report__in=readable(request.user))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("strona"))
    context = {"page": page, "query": rest_of_address(request)}
    return render(request, "reports/copies.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(WRITE, raise_exception=True)
@saves_once
def copy_new(request, report, year):
    kind, built = _report(request, report, year)
    form = KeepForm(request.POST if request.method == "POST" else None)
    kept = []

    def act():
        kept.append(keep(built, by=request.user, on=timezone.localdate()))

    if carried_out(request, form, act):
        messages.success(request, "Zachowano kopię. Następny krok: wyślij ją i odnotuj wysłanie.")
        return redirect("reports:copy", kept[0].pk)
    context = {"form": form, "report": built, "back": kind.page_of(year)}
    return render(request, "reports/copy_new.html", context)


@require_GET
@permission_required(READ, raise_exception=True)
def copy(request, pk):
    """With what is different in today's data."""
    found = _copy(request, pk)
    kind, today = _report(request, found.report, found.year)
    opens = request.user.has_perm(RIGHT)
    # Whoever comes from outside of the office compares what leaves it.
    told = list if opens else kind.outside
    context = {
        "copy": found,
        "differences": differences(told(found.figures), told(plain(today))),
        "opens": opens,
        "back": kind.page_of(found.year),
    }
    return render(request, "reports/copy.html", context)


@require_GET
@permission_required(RIGHT, raise_exception=True)
def copy_rows(request, pk):
    """Which rows of a cell came, went or weigh otherwise since the copy was kept."""
    found = _copy(request, pk)
    if "tabela" not in request.GET:
        return redirect("reports:copy", pk)
    _, today = _report(request, found.report, found.year)
    asked = tuple(request.GET.get(name, "") for name in ("tabela", "wiersz", "kolumna"))
    difference = changed(found, today, asked)
    if difference is None:
        raise Http404
    rows = [
        *((row, "było, a dziś nie jest liczone") for row in difference.gone),
        *((row, "doszło") for row in difference.came),
        *((row, f"było {then.value}, jest {row.value}") for then, row in difference.other),
    ]
    named = _named(request.user, difference.facts, rows)
    page = Paginator(named, PAGE_SIZE).get_page(request.GET.get("strona"))
    # Whoever is named was looked at.
    for person in {told.row.person for told in page if told.address and told.row.person}:
        record(request, "view", kind=KIND, person=person)
    query = rest_of_address(request)
    context = {"copy": found, "names": difference.names, "page": page, "query": query}
    return render(request, "reports/copy_rows.html", context)


class Changed(NamedTuple):
    name: str
    address: str
    words: str
    row: object


def _named(user, facts, rows) -> list[Changed]:
    """Whom the reader does not read whole stand at the end, without a name."""
    numbers = {row.person for row, _ in rows if row.person}
    seen = Person.objects.read_whole_by(user, timezone.localdate()).in_bulk(numbers)
    named, hidden = [], []
    for row, words in rows:
        if row.person is None:
            named.append(Changed(row.words, "", words, row))
        elif row.person in seen:
            address = reverse(facts.page, args=[row.person])
            named.append(Changed(str(seen[row.person]), address, words, row))
        else:
            hidden.append(Changed(HIDDEN, "", words, row))
    return named + hidden


@require_http_methods(["GET", "POST"])
@permission_required(WRITE, raise_exception=True)
@saves_once
def copy_send(request, pk):
    found = _copy(request, pk)
    initial = {"day": timezone.localdate()}
    form = SendForm(request.POST or None, made_on=found.made_on, initial=initial)
    if carried_out(request, form, lambda: found.send(by=request.user, **form.cleaned_data)):
        messages.success(request, "Odnotowano wysłanie sprawozdania.")
        return redirect("reports:copy", pk)
    return render(request, "reports/copy_send.html", {"form": form, "copy": found})


@require_http_methods(["GET", "POST"])
@permission_required(WRITE, raise_exception=True)
@saves_once
def copy_void(request, pk):
    found = _copy(request, pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: found.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Kopię unieważniono. Zostaje widoczna, a termin wraca na pulpit.")
        return redirect("reports:copies")
    return render(request, "reports/copy_void.html", {"form": form, "copy": found})


@require_GET
@permission_required(RIGHT, raise_exception=True)
def copy_pdf(request, pk):
    return _given_out(_copy(request, pk).paper)


@require_GET
@permission_required(RIGHT, raise_exception=True)
def copy_xlsx(request, pk):
    return _given_out(_copy(request, pk).workbook)


@require_GET
@permission_required(RIGHT, raise_exception=True)
def report_pdf(request, report, year):
    """Of today, kept nowhere."""
    kind, built = _report(request, report, year)
    try:
        tables = kind.outside(plain(built))
        paper = report_paper(report, built.title, tables, on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(kind.page_of(year))
    return _file(paper, "application/pdf", f"sprawozdanie-{report}-{year}.pdf", "inline")


@require_GET
@permission_required(RIGHT, raise_exception=True)
def report_xlsx(request, report, year):
    kind, built = _report(request, report, year)
    tables = kind.outside(plain(built))
    book = report_workbook(built.title, tables, made_on=timezone.localdate())
    return _file(book, CONTENT_TYPE, f"sprawozdanie-{report}-{year}.xlsx", "attachment")


@require_GET
@permission_required(RIGHT, raise_exception=True)
def report_csv(request, report, year):
    """One line a cell, for other programs."""
    kind, built = _report(request, report, year)
    table = cells_table(built.title, kind.outside(plain(built)))
    return _file(
        as_csv(table), "text/csv; charset=utf-8", f"sprawozdanie-{report}-{year}.csv", "attachment"
    )


def _report(request, report, year):
    if report not in readable(request.user) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    kind = KINDS[report]
    return kind, kind.build(year)


def _copy(request, pk) -> ReportCopy:
    people = ("made_by", "sent_by", "voided_by", "paper", "workbook")
    rows = ReportCopy.with_voided.filter(report__in=readable(request.user))
    return get_object_or_404(rows.select_related(*people), pk=pk)


def _given_out(document) -> HttpResponse:
    how = "inline" if document.content_type == "application/pdf" else "attachment"
    return _file(document.content, document.content_type, document.name, how)


def _file(content, kind, name, how) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'{how}; filename="{name}"'},
    )
