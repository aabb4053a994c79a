"""Tables of people to take away: whoever is in one stands in the access log."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from kis.journal.record import record
from kis.lib.table_files import (
    Table,
    TooLong,
    prepared_instead,
    refuse_long,
    table_response,
    taker_of,
)

Rows = Sequence[Any] | QuerySet


def people_taken(
    request,
    rows: Rows,
    table: Callable[[Sequence[Any]], Table],
    *,
    kind: str,
    person: Callable[[Any], int | None],
    on: datetime.date,
) -> HttpResponse:
    """The rows as a file; each person of them is noted as given out, under the `kind` of the list.

    `person` tells the number of a row's person, None of a row without a name. One that is too long leads to
    where its file is prepared: nothing of it was read and nobody is noted.
    """
    if taker := taker_of(request):
        return taker.take(rows, table, kind=kind, person=person)
    try:
        refuse_long(rows.count() if isinstance(rows, QuerySet) else len(rows))
    except TooLong as refusal:
        return prepared_instead(request, table([]).title, refusal)
    made = table(list(rows[:]))
    for number in filter(None, map(person, made.rows)):
        record(request, "download", kind=kind, person=number)
    return table_response(made, request.GET.get("plik", ""), on=on)


def people_asked_for(request, rows: Rows, table, **told) -> HttpResponse | None:
    """The same where the address of the list itself asks for it (`plik`), else None."""
    return people_taken(request, rows, table, **told) if request.GET.get("plik") else None
