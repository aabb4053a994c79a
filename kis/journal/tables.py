"""Tables of people to take away: whoever is in one stands in the access log."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse

from kis.journal.record import record
from kis.lib.refusals import Refused
from kis.lib.table_files import Table, refuse_long, table_response

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

    `person` tells the number of a row's person, None of a row without a name. Raises Refused for a list that
    is too long: then nothing of it was read and nobody is noted.
    """
    refuse_long(rows.count() if isinstance(rows, QuerySet) else len(rows))
    made = table(list(rows))
    for number in filter(None, map(person, made.rows)):
        record(request, "download", kind=kind, person=number)
    return table_response(made, request.GET.get("plik", ""), on=on)


def people_asked_for(request, rows: Rows, table, **told) -> HttpResponse | None:
    """The same where the address of the list itself asks for it (`plik`), else None.

    One that is too long is told on the list.
    """
    if not request.GET.get("plik"):
        return None
    try:
        return people_taken(request, rows, table, **told)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
