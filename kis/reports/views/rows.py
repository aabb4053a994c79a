"""The page of rows behind a figure, the same for every report."""

from operator import attrgetter
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kis.journal.record import record
from kis.journal.tables import people_asked_for
from kis.lib.paging import rest_of_address
from kis.lib.table_files import Column, Table
from kis.reports.asking import Row
from kis.reports.report import Opened, Report
from participants.models import Person

RIGHT = "reports.view_rows"
PAGE_SIZE = 50
HIDDEN = "osoba spoza zakresu"
KIND = "report_rows"  # in the access log


class Told(NamedTuple):
    """`person`: None of a row about nobody and of somebody whom the reader may not see."""

    name: str
    address: str
    person: int | None
    row: Row


def rows_page(request, report: Report, *, back: str):
    """What the cell of the address counts; whoever is named there was looked at."""
    if "tabela" not in request.GET:
        return redirect(back)
    asked = (request.GET.get(name, "") for name in ("tabela", "wiersz", "kolumna"))
    opened = report.opened(*asked)
    if opened is None:
        raise Http404
    on = timezone.localdate()
    rows = _told(request.user, opened, on)
    taken = {"kind": KIND, "person": attrgetter("person"), "on": on}
    if file := people_asked_for(request, rows, lambda rows: _table(opened, rows), **taken):
        return file
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("strona"))
    for person in {told.person for told in page if told.person}:
        record(request, "view", kind=KIND, person=person)
    if kind := opened.facts.log_kind:
        for number in {told.row.number for told in page}:
            record(request, "view", kind=kind, number=number)
    context = {
        "report": report,
        "opened": opened,
        "page": page,
        "back": back,
        "told_words": any(told.row.words for told in page),
        "query": rest_of_address(request),
    }
    return render(request, "reports/rows.html", context)


def _told(user, opened: Opened, on) -> list[Told]:
    """By name; whom the reader does not read whole are counted at the end, without a name.

    One query beside that of the rows. A figure tells more of somebody than that they are in the register.
    """
    facts = opened.facts
    numbers = {row.person for row in opened.rows if row.person}
    seen = Person.objects.read_whole_by(user, on).filter(pk__in=numbers).in_polish_order()
    names = (
        {person.pk: (place, str(person)) for place, person in enumerate(seen)} if numbers else {}
    )
    found, hidden = [], []
    for row in opened.rows:
        if row.person is None:
            address = (
                reverse(facts.page_of_number, args=[row.number]) if facts.page_of_number else ""
            )
            found.append((-1, Told(row.words, address, None, row)))
        elif row.person in names:
            place, name = names[row.person]
            address = reverse(facts.page, args=[row.person])
            found.append((place, Told(name, address, row.person, row)))
        else:
            # What the row is called may name somebody of theirs.
            hidden.append(Told(HIDDEN, "", None, row._replace(words="")))
    found.sort(key=lambda pair: pair[0])
    return [*(told for _, told in found), *hidden]


def _table(opened: Opened, rows) -> Table:
    columns = [
        Column("name", "Kto lub co", lambda told: told.name),
        Column("words", "Czego dotyczy", lambda told: told.row.words),
        Column("first", "Od", lambda told: told.row.first),
        Column("last", "Do", lambda told: told.row.last),
    ]
    if opened.is_sum:
        columns.append(Column("value", opened.column.heading, lambda told: told.row.value))
    return Table("Wiersze liczby", "wiersze-liczby", columns, rows)
