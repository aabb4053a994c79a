"""Lists saved as text (CSV): the office says the letters and the sign between columns, nobody guesses."""

import codecs
import csv
import io

from kis.imports.reading.cells import of_text
from kis.imports.reading.table import Sheet, Unreadable, kept

UTF_8, WINDOWS_1250 = "utf-8", "cp1250"
SEMICOLON, COMMA, TAB = ";", ",", "\t"
LETTERS = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"


def likely_encoding(content: bytes) -> str:
    """To begin the question with: what is no UTF-8 at all is the letters of Windows.

    Libraries that guess take a longer Polish list for another code page; this asks one thing alone.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF_8
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return WINDOWS_1250
    return UTF_8


def likely_delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max((SEMICOLON, TAB, COMMA), key=first.count)


def decoded(content: bytes, encoding: str) -> str:
    """Raises Unreadable where the letters are not those that were said."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return content.decode("utf-8-sig" if encoding == UTF_8 else encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        other = "Windows-1250" if encoding == UTF_8 else "UTF-8"
        raise Unreadable(
            f"W wierszu {line} są znaki, których w tym kodowaniu nie ma. Wybierz kodowanie {other}."
        ) from None


def looks_misread(text: str) -> bool:
    """Polish letters of UTF-8 read by those of Windows: Ĺ‚ instead of ł."""
    return any(letter.encode().decode(WINDOWS_1250, "replace") in text for letter in LETTERS)


def read_csv(content: bytes, encoding: str, delimiter: str, *, most: int | None = None) -> Sheet:
    """Raises Unreadable."""
    text = decoded(content, encoding)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        return Sheet([], list(kept(_numbered(reader), most=most)))
    except csv.Error:
        raise Unreadable(
            f"Za wierszem {reader.line_num} nie da się odczytać kolumn. Sprawdź, czy każdy cudzysłów, który "
            "się otwiera, także się zamyka."
        ) from None


def _numbered(reader):
    """By the row of the list, as a spreadsheet numbers it: a cell may hold several lines."""
    for number, cells in enumerate(reader, start=1):
        yield number, [of_text(cell) for cell in cells]
