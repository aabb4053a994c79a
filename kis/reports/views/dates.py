"""Official dates of a year: what is done, what was sent, and what was done outside of the program."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.lib.refusals import carried_out
from kis.lib.table_files import Column, Table, asked_for
from kis.reports.forms.dates import DoneForm
from kis.reports.kinds import KINDS
from kis.reports.models import DutyDone, OfficialDate
from kis.reports.official_dates import due_in, note_done
from kis.reports.views.years import FIRST_YEAR, LAST_YEAR, year_of, years_beside
from participants.forms.voiding import VoidForm

READ, WRITE = "reports.open_reports", "reports.write_entries"


@require_GET
@permission_required(READ, raise_exception=True)
def dates(request):
    today = timezone.localdate()
    year = year_of(request) if "rok" in request.GET else today.year
    found = due_in(year)
    if file := asked_for(request, _table(year, found, today), on=today):
        return file
    rows = [
        (due, due.words(today), due.state(today), _report_page(request.user, due)) for due in found
    ]
    context = {"year": year, "rows": rows, "query": f"rok={year}&", **years_beside(year)}
    # The next year is looked at ahead of its days.
    context["after"] = year + 1 if year <= today.year else None
    return render(request, "reports/dates.html", context)


def _report_page(user, due) -> str:
    """Empty where the program has no such report, and of one that is not for this reader."""
    kind = KINDS.get(due.date.report)
    return kind.page_of(due.report_year) if kind and kind.is_for(user) else ""


def _table(year, found, today) -> Table:
    columns = [
        Column("on", "Termin", lambda due: due.on),
        Column("name", "Co trzeba zrobić", lambda due: due.date.name),
        Column("state", "Stan", lambda due: due.words(today)),
        Column("note", "Uwagi", lambda due: due.done.note if due.done else ""),
        Column("source", "Podstawa", lambda due: due.date.source),
    ]
    return Table(f"Terminy urzędowe {year}", f"terminy-urzedowe-{year}", columns, found)


@require_http_methods(["GET", "POST"])
@permission_required(WRITE, raise_exception=True)
@saves_once
def done_new(request, pk, due_on):
    date = get_object_or_404(OfficialDate, pk=pk)
    if not FIRST_YEAR <= due_on.year <= LAST_YEAR or due_on != date.due_in(due_on.year):
        raise Http404
    form = DoneForm(request.POST or None, initial={"done_on": timezone.localdate()})

    def act():
        note_done(date, due_on, by=request.user, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, "Odnotowano wykonanie poza programem.")
        return redirect(_back(due_on.year))
    context = {"form": form, "date": date, "due_on": due_on, "back": _back(due_on.year)}
    return render(request, "reports/done_new.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(WRITE, raise_exception=True)
@saves_once
def done_void(request, pk):
    row = get_object_or_404(DutyDone.with_voided.select_related("date"), pk=pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Termin wraca na pulpit.")
        return redirect(_back(row.due_on.year))
    context = {"form": form, "row": row, "back": _back(row.due_on.year)}
    return render(request, "reports/done_void.html", context)


def _back(year: int) -> str:
    return reverse("reports:dates", query={"rok": year})
