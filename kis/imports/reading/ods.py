"""Spreadsheets of LibreOffice (OpenDocument)."""

import datetime
import io
import re
import zipfile
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kis.imports.reading import cells
from kis.imports.reading.packed import HOW_TO_SAVE
from kis.imports.reading.table import MOST_COLUMNS, Sheet, Unreadable, kept
from kis.lib.dates import polish

OFFICE, TABLE, TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
)
CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
LASTS = re.compile(r"-?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}).*)?")


def read_ods(content: bytes, place: int = 0, *, most: int | None = None) -> Sheet:
    """The sheet at this place. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as part:
            sheet = Sheet([], [])
            sheet.lines = list(kept(_rows(part, place, sheet), most=most))
        if place >= len(sheet.names):
            raise Unreadable("W pliku nie ma takiego arkusza.")
        return sheet
    except DefusedXmlException:
        raise Unreadable(
            "Plik zawiera niedozwolone odwołania i program go nie otwiera. " + HOW_TO_SAVE
        ) from None
    except (ParseError, zipfile.BadZipFile, KeyError, EOFError, ValueError, ArithmeticError):
        raise Unreadable("Arkusz jest uszkodzony. " + HOW_TO_SAVE) from None


def _rows(part, place: int, sheet: Sheet):
    """Rows of the sheet; names of all sheets up to the last row that was asked for."""
    number, now = 0, -1
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if element.tag == f"{TABLE}table":
                sheet.names.append(element.get(f"{TABLE}name", ""))
                now, number = now + 1, 0
            continue
        if element.tag != f"{TABLE}table-row":
            continue
        times = _times(element, "rows")
        if now == place:
            found = _cells(element, number + 1, sheet)
            # Rows below the list are one element that is repeated a million times.
            for again in range(times if any(found) else 0):
                yield number + 1 + again, list(found)
            number += times
        element.clear()


def _cells(row: Element, number: int, sheet: Sheet) -> list[str]:
    found: list[str] = []
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        text = _text(cell)
        if cell.tag == f"{TABLE}covered-table-cell":
            sheet.merged.add(number)
        if (down := int(cell.get(f"{TABLE}number-rows-spanned", "1"))) > 1 or int(
            cell.get(f"{TABLE}number-columns-spanned", "1")
        ) > 1:
            sheet.merged.update(range(number, number + min(down, 1000)))
        if text and cell.get(f"{TABLE}formula"):
            sheet.formulas.add(len(found))
        # An empty rest of a row is one cell repeated to the last column.
        found += [text] * min(_times(cell, "columns"), MOST_COLUMNS + 1 if text else MOST_COLUMNS)
    while found and not found[-1]:
        found.pop()
    return found


def _times(element: Element, of: str) -> int:
    return int(element.get(f"{TABLE}number-{of}-repeated", "1"))


def _text(cell: Element) -> str:
    kind = cell.get(f"{OFFICE}value-type", "")
    shown = "\n".join(_said(line) for line in cell if line.tag == f"{TEXT}p")
    if cells.is_error(shown.strip()) or cell.get(f"{CALCEXT}value-type") == "error":
        return shown.strip() or "#VALUE!"
    match kind:
        case "float" | "currency":
            return cells.of_number(cell.get(f"{OFFICE}value", "0"))
        case "percentage":
            return cells.of_percent(cell.get(f"{OFFICE}value", "0"))
        case "date":
            return _day(cell.get(f"{OFFICE}date-value", ""))
        case "time":
            return _lasting(cell.get(f"{OFFICE}time-value", ""))
        case "boolean":
            return cells.of_bool(cell.get(f"{OFFICE}boolean-value") == "true")
    return cells.of_text(shown or cell.get(f"{OFFICE}string-value", ""))


def _day(text: str) -> str:
    match = DAY.fullmatch(text)
    if not match:
        return text
    day = polish(datetime.date(int(match[1]), int(match[2]), int(match[3])))
    return (
        f"{day} {match[4]}:{match[5]}" if match[4] and (match[4], match[5]) != ("00", "00") else day
    )


def _lasting(text: str) -> str:
    match = LASTS.fullmatch(text)
    if not match:
        return text
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return cells.of_seconds(((days * 24 + hours) * 60 + minutes) * 60 + seconds)


def _said(line: Element) -> str:
    """The words of a line; several spaces, tabs and breaks are elements of their own, a note is left out."""
    parts = [line.text or ""]
    for element in line:
        if element.tag == f"{TEXT}s":
            parts.append(" " * int(element.get(f"{TEXT}c", "1")))
        elif element.tag == f"{TEXT}tab":
            parts.append("\t")
        elif element.tag == f"{TEXT}line-break":
            parts.append("\n")
        elif element.tag != f"{OFFICE}annotation":
            parts.append(_said(element))
        parts.append(element.tail or "")
    return "".join(parts)
