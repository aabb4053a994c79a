"""One way to read whatever file the office has."""

from dataclasses import dataclass

from kis.imports.reading.ods import read_ods
from kis.imports.reading.packed import CSV, ODS, XLSX
from kis.imports.reading.table import Line, Sheet
from kis.imports.reading.text_lists import read_csv
from kis.imports.reading.xlsx import read_xlsx

# So many rows tell which one has the headings, and what the columns hold.
LOOKED_AT = 12


@dataclass(frozen=True)
class HowToRead:
    """What the office says of its file: the letters of a CSV and the sign between its columns, the
    sheet of others, and the row with the headings.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: int = 0
    headings: int = 1


def read(content: bytes, kind: str, how: HowToRead, *, most: int | None = None) -> Sheet:
    """Raises Unreadable."""
    if kind == CSV:
        return read_csv(content, how.encoding, how.delimiter, most=most)
    readers = {XLSX: read_xlsx, ODS: read_ods}
    return readers[kind](content, how.sheet, most=most)


def parted(sheet: Sheet, headings: int) -> tuple[list[str], list[Line]]:
    """The words of the row with the headings, and the lines behind it."""
    head = next((line.cells for line in sheet.lines if line.number == headings), [])
    return head, [line for line in sheet.lines if line.number > headings]
