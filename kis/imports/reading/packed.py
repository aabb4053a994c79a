"""What kind of file it is, by its content, and whether it is safe to unpack."""

import io
import zipfile

from kis.imports.reading.table import Unreadable

MB = 1024 * 1024
MOST_BYTES = 10 * MB
# A sheet of 20,000 rows and thirty columns unpacks to some 40 MB.
MOST_UNPACKED = 150 * MB
MOST_PARTS = 2_000
# A workbook's XML shrinks to a tenth or a fiftieth; a bomb to a thousandth.
MOST_RATIO, RATIO_ASKED_FROM = 300, 5 * MB

XLSX, ODS, CSV = "xlsx", "ods", "csv"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"

HOW_TO_SAVE = "Zapisz listę jako arkusz XLSX, ODS albo CSV i wczytaj jeszcze raz."
WITH_PASSWORD = "Plik jest zabezpieczony hasłem. " + HOW_TO_SAVE
MANIFEST = "META-INF/manifest.xml"  # of LibreOffice: there it says what it encrypted
BOMB = "Plik po rozpakowaniu byłby ogromny, więc program go nie otwiera. " + HOW_TO_SAVE


def kind_of(content: bytes) -> str:
    """Whatever the file's name says. Raises Unreadable, for a zip bomb too, before anything is unpacked."""
    if not content.strip():
        raise Unreadable("Plik jest pusty.")
    if len(content) > MOST_BYTES:
        raise Unreadable(
            f"Plik ma więcej niż {MOST_BYTES // MB} MB. Podziel listę na mniejsze pliki."
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            "Plik jest zapisany w dawnym formacie (XLS) albo zabezpieczony hasłem. " + HOW_TO_SAVE
        )
    if content.startswith(b"PK"):
        return _kind_of_archive(content)
    if content.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")):
        raise Unreadable("To nie jest lista, tylko dokument albo obraz. " + HOW_TO_SAVE)
    return CSV


def _kind_of_archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive)
            names = set(archive.namelist())
            if MANIFEST in names and b"encryption-data" in archive.read(MANIFEST):
                raise Unreadable(WITH_PASSWORD)
            if "xl/workbook.xml" in names:
                return XLSX
            if "content.xml" in names and archive.read("mimetype").startswith(ODS_TYPE):
                return ODS
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError):
        raise Unreadable("Plik jest uszkodzony. " + HOW_TO_SAVE) from None
    raise Unreadable("To nie jest arkusz XLSX ani ODS. " + HOW_TO_SAVE)


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """By the sizes in the archive's directory: zipfile reads no further than they say."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(BOMB)
    for part in parts:
        if part.flag_bits & 0x1:
            raise Unreadable(WITH_PASSWORD)
        packed = max(part.compress_size, 1)
        if part.file_size > RATIO_ASKED_FROM and part.file_size / packed > MOST_RATIO:
            raise Unreadable(BOMB)
