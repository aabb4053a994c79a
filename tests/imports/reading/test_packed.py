"""What a file is, whatever its name says; bombs are refused before anything is unpacked."""

import struct

import pytest

from kis.imports.reading import packed
from kis.imports.reading.packed import CSV, MOST_BYTES, ODS, XLSX, kind_of
from kis.imports.reading.table import Unreadable
from tests.imports.files import archive, ods, ods_row, xlsx


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (xlsx(("Lis",)), XLSX),
        (ods(ods_row("Lis")), ODS),
        ("Nazwisko;Imię\n".encode("cp1250"), CSV),
    ],
)
def test_the_kind_is_told_by_the_content(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "pusty"),
        (b" \n", "pusty"),
        (b"x" * (MOST_BYTES + 1), "więcej niż 10 MB"),
        (b"\xd0\xcf\x11\xe0 old", "XLS"),
        (b"%PDF-1.7", "nie jest lista"),
        (b"PK\x03\x04 cut off", "uszkodzony"),
        (archive({"word/document.xml": "<x/>"}), "nie jest arkusz"),
        (archive({f"part{number}": "" for number in range(packed.MOST_PARTS + 1)}), "ogromny"),
        (archive({"xl/workbook.xml": "<x/>", "bomb": b"0" * (20 * packed.MB)}), "ogromny"),
    ],
)
def test_what_is_no_list_is_refused_in_words(content, why):
    with pytest.raises(Unreadable, match=why):
        kind_of(content)


def test_what_would_be_huge_is_refused_by_the_sizes_in_the_directory():
    content = bytearray(archive({"xl/workbook.xml": "<x/>"}))
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", packed.MOST_UNPACKED + 1)

    with pytest.raises(Unreadable, match="ogromny"):
        kind_of(bytes(content))


def test_a_file_locked_by_a_password_is_told():
    content = bytearray(archive({"xl/workbook.xml": "<x/>"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(Unreadable, match="hasłem"):
        kind_of(bytes(content))
