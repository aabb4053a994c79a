"""A table to take away: what a list shows, as a workbook or as CSV."""

import csv
import datetime
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Protocol

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from kis.lib.dates import polish
from kis.lib.refusals import Refused
from kis.lib.workbooks import CONTENT_TYPE, new_workbook

# A page waits for so many rows; whoever needs more wants a report, not a list.
MOST_ROWS = 2000
# So many a worker prepares: a spreadsheet of more helps nobody.
MOST_PREPARED = 100_000
WIDEST = 340  # pixels

Value = str | int | Decimal | datetime.date | None


@dataclass(frozen=True)
class Column:
    """`value` of a row is what the list shows, without its look. `usual`: shown until somebody chooses."""

    key: str
    heading: str
    value: Callable[[Any], Value]
    usual: bool = True


@dataclass(frozen=True)
class Table:
    """`title` names the list and tells of nobody: the file is named after it."""

    title: str
    file_name: str  # without the day and the ending
    columns: Sequence[Column]
    rows: Sequence[Any]

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    def cells(self) -> list[list[Value]]:
        return [[column.value(row) for column in self.columns] for row in self.rows]

    def lines(self) -> list[tuple[Any, list[tuple[Column, Value]]]]:
        """For a template: each row with its cells, and each cell with its column."""
        pairs = zip(self.rows, self.cells(), strict=True)
        return [(row, list(zip(self.columns, cells, strict=True))) for row, cells in pairs]


def in_words(value: Value) -> str | int | Decimal:
    """As a cell shows it to a person: a day as on every screen, nothing for nothing."""
    match value:
        case None:
            return ""
        case datetime.date():
            return polish(value)
    return value


class TooLong(Refused):
    """The list is not given out in a page; a worker can prepare its file."""

    def __init__(self, count: int | None):
        told = "więcej" if count is None else count
        super().__init__(
            f"Naraz można pobrać najwyżej {MOST_ROWS} wierszy, a ta lista ma ich {told}. "
            "Zawęź listę i pobierz tabelę jeszcze raz."
        )


def refuse_long(count: int, *, is_all: bool = True) -> None:
    """Raises TooLong. `is_all` is false of a list that was counted no further than it may be taken."""
    if count > MOST_ROWS:
        raise TooLong(count if is_all else None)


# Who signs what a page hands to the page that orders its file.
SIGNED_AS = "a long table"


def prepared_instead(request, title: str, why: TooLong) -> HttpResponse:
    """To the page where the file of this very address is ordered; that page stands on the roof."""
    told = {"address": request.get_full_path(), "title": title, "why": str(why)}
    return redirect("inspection:file_new", signing.dumps(told, salt=SIGNED_AS))


def as_xlsx(table: Table, *, made_on: datetime.date) -> bytes:
    output = io.BytesIO()
    workbook = new_workbook(output, title=table.title, made_on=made_on)
    sheet = workbook.add_worksheet(table.title)
    head = workbook.add_format({"bold": True, "bg_color": "#E9F1F1"})
    sheet.write_row(0, 0, table.headings, head)
    for number, cells in enumerate(table.cells(), start=1):
        sheet.write_row(number, 0, cells)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.autofit(WIDEST)
    workbook.close()
    return output.getvalue()


class Taker(Protocol):
    """What takes all rows of a list, however many: a worker's request carries one as `takes_all`."""

    def take(
        self,
        rows: Any,
        table: Callable[[Sequence[Any]], Table],
        *,
        kind: str = "",
        person: Callable[[Any], int | None] | None = None,
    ) -> HttpResponse: ...


def taker_of(request) -> Taker | None:
    return getattr(request, "takes_all", None)


def most_rows(request) -> int:
    """So many rows a list may read for its file."""
    return MOST_PREPARED if taker_of(request) else MOST_ROWS


# What a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asian scripts.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: Value) -> str | int | Decimal:
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return in_words(value)


def as_csv(table: Table) -> bytes:
    """RFC 4180, as Python's own dialect writes it; by the mark in front Excel knows that it is UTF-8."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(map(harmless, table.headings))
    writer.writerows(map(harmless, cells) for cells in table.cells())
    return output.getvalue().encode("utf-8-sig")


def table_response(table: Table, ending: str, *, on: datetime.date) -> HttpResponse:
    """`ending` csv, or else a workbook. Raises Refused for a table that is too long."""
    refuse_long(len(table.rows))
    if ending == "csv":
        content, kind = as_csv(table), "text/csv; charset=utf-8"
    else:
        content, kind, ending = as_xlsx(table, made_on=on), CONTENT_TYPE, "xlsx"
    name = f"{table.file_name}-{on.isoformat()}.{ending}"
    disposition = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=kind, headers=disposition)


def asked_for(request, table: Table, *, on: datetime.date) -> HttpResponse | None:
    """The table where the address of the list itself asks for it (`plik`), else None.

    For lists about nobody: nothing is noted in the access log. One that is too long leads to where its file
    is prepared.
    """
    if not (ending := request.GET.get("plik", "")):
        return None
    if taker := taker_of(request):
        return taker.take(table.rows, lambda some: replace(table, rows=some))
    try:
        return table_response(table, ending, on=on)
    except TooLong as refusal:
        return prepared_instead(request, table.title, refusal)
