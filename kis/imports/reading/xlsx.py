"""Workbooks of Excel, also as LibreOffice saves them."""

import datetime
import io
import re
import zipfile
from itertools import zip_longest

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import to_excel

from kis.imports.reading import cells
from kis.imports.reading.packed import HOW_TO_SAVE
from kis.imports.reading.table import Sheet, Unreadable, kept

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
# What a number format quotes, brackets and escapes: none of it says what the number is.
LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
PIECE = 1024 * 1024


def read_xlsx(content: bytes, place: int = 0, *, most: int | None = None) -> Sheet:
    """The sheet at this place, its values and not its formulas. Raises Unreadable."""
    try:
        return _read(content, place, most)
    except Unreadable:
        raise
    except Exception:
        # A broken workbook raises whatever the reader stumbled over; entities that defusedxml refuses, too.
        raise Unreadable("Arkusz jest uszkodzony. " + HOW_TO_SAVE) from None


def _read(content: bytes, place: int, most: int | None) -> Sheet:
    # Twice beside each other: with its results the reader does not tell which of them are formulas.
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    written = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    sheets = values.worksheets
    if place >= len(sheets):
        raise Unreadable("W pliku nie ma takiego arkusza.")
    shown, typed = sheets[place], written.worksheets[place]
    for sheet in (shown, typed):
        sheet.reset_dimensions()  # some programs write a size of one cell
    formulas: set[int] = set()
    rows = _rows(shown, typed, values.epoch, formulas)
    lines = list(kept(rows, most=most))
    merged = set() if most else _merged_rows(content, shown)
    return Sheet([sheet.title for sheet in sheets], lines, merged, formulas)


def _rows(shown, typed, epoch, formulas: set[int]):
    pairs = zip_longest(shown.iter_rows(), typed.iter_rows(), fillvalue=())
    for number, (row, sources) in enumerate(pairs, start=1):
        found = []
        for place, (cell, source) in enumerate(zip_longest(row, sources)):
            text = _text(cell, epoch)
            if source is not None and source.data_type == "f":
                formulas.add(place)
                # Nobody has counted it yet: a file that a program made and no spreadsheet opened.
                text = text or f"={str(source.value).removeprefix('=')}"
            found.append(text)
        yield number, found


def _text(cell, epoch) -> str:
    value = None if cell is None else cell.value
    match value:
        case None:
            return ""
        case bool():
            return cells.of_bool(value)
        case int() | float():
            is_share = "%" in LITERAL.sub("", cell.number_format or "")
            return cells.of_percent(value) if is_share else cells.of_number(value)
        case datetime.timedelta():
            return cells.of_seconds(value.total_seconds())
        case datetime.time():
            return cells.of_seconds(value.hour * 3600 + value.minute * 60 + value.second)
        case datetime.datetime() | datetime.date():
            if not _shows_days(cell.number_format):
                return cells.of_day_fraction(to_excel(value, epoch))
            return cells.of_day(value)
    return cells.of_text(cells.unescaped(str(value)))


def _shows_days(number_format: str) -> bool:
    """Whether a format shows a day and not the hour alone: in hh:mm the m are minutes."""
    return bool(re.search("[dDyY]", LITERAL.sub("", number_format or "")))


def _merged_rows(content: bytes, sheet) -> set[int]:
    """Rows of merged cells that have values below or beside each other: the reader skips over them."""
    found: set[int] = set()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        archive.open(sheet._worksheet_path) as part,
    ):
        before = b""
        while piece := part.read(PIECE):
            text = before + piece
            for match in MERGED.finditer(text):
                _, first, _, last = range_boundaries(match[1].decode())
                found.update(range(first, min(last, first + 1000) + 1))
            before = text[-200:]
    return found
