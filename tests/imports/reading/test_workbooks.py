"""What a workbook shows is what is read: days, hours, long numbers, formulas, merged cells."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from kis.imports.reading.table import MOST_ROWS, Unreadable
from kis.imports.reading.xlsx import read_xlsx
from tests.imports.files import archive, xlsx


def cells_of(*values, change=None):
    return read_xlsx(xlsx(values, change=change)).lines[0].cells


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime.date(1981, 3, 5), "5.03.1981"),
        (datetime.datetime.fromisoformat("2026-03-05T14:30"), "5.03.2026 14:30"),
        ("5.3.1981", "5.3.1981"),
        (81050412345, "81050412345"),
        (81050412345.0, "81050412345"),
        (7.5, "7,5"),
        (0.1 + 0.2, "0,3"),
        (True, "tak"),
        ("Łukasz_x000D_\nJan", "Łukasz\nJan"),
        ("_x005F_x0041_", "_x0041_"),
        ("  Lis  ", "Lis"),
    ],
)
def test_a_cell_is_read_as_a_person_would_type_it(value, text):
    assert cells_of("x", value)[1] == text


@pytest.mark.parametrize(
    ("fraction", "shape", "text"),
    [
        (0.3125, "hh:mm", "7:30"),
        (1.0, "hh:mm", "24:00"),
        (0.5, "h:mm;@", "12:00"),
        (1.09375, "[h]:mm", "26:15"),
        (0.3125, "hh:mm:ss", "7:30"),
    ],
)
def test_an_hour_that_a_spreadsheet_keeps_as_a_part_of_a_day_is_an_hour(fraction, shape, text):
    def as_shown(sheet):
        sheet["B1"] = fraction
        sheet["B1"].number_format = shape

    assert cells_of("x", change=as_shown)[1] == text


@pytest.mark.parametrize(("share", "shape"), [(0.6, "0%"), (0.6, "0.00%"), (1, "0%")])
def test_a_share_is_read_as_the_percentage_that_it_shows(share, shape):
    def as_shown(sheet):
        sheet["B1"] = share
        sheet["B1"].number_format = shape

    assert cells_of("x", change=as_shown)[1] == f"{share * 100:g}%"


def test_a_percent_sign_that_a_format_quotes_is_no_share():
    def as_shown(sheet):
        sheet["B1"] = 60
        sheet["B1"].number_format = '0" %"'

    assert cells_of("x", change=as_shown)[1] == "60"


def test_a_day_is_told_from_an_hour_by_its_format_and_not_by_quoted_words():
    def as_shown(sheet):
        sheet["B1"] = 46086
        sheet["B1"].number_format = 'd"."mm"."yyyy" r."'

    assert cells_of("x", change=as_shown)[1] == "5.03.2026"


def test_a_formula_that_nobody_counted_is_told_and_its_column_too():
    sheet = read_xlsx(xlsx(("Suma",), ("=1+1",)))

    assert sheet.lines[1].cells == ["=1+1"]
    assert sheet.formulas == {0}


def test_rows_of_merged_cells_are_told():
    sheet = read_xlsx(
        xlsx(("a", "b"), ("c", "d"), ("e", "f"), change=lambda sheet: sheet.merge_cells("A2:A3"))
    )

    assert sheet.merged == {2, 3}
    assert [line.cells for line in sheet.lines] == [["a", "b"], ["c", "d"], ["", "f"]]


def test_empty_rows_are_left_out_and_the_others_keep_their_numbers():
    sheet = read_xlsx(xlsx(("a",), (), (None, ""), ("b",)))

    assert [(line.number, line.cells) for line in sheet.lines] == [(1, ["a"]), (4, ["b"])]


def test_an_empty_sheet_has_no_rows():
    assert read_xlsx(xlsx()).lines == []


def test_a_list_that_is_too_long_is_refused_with_what_to_do():
    with pytest.raises(Unreadable, match="Podziel listę"):
        read_xlsx(xlsx(*(("Lis",) for _ in range(MOST_ROWS + 2))))


def test_the_first_rows_alone_are_read_of_a_list_of_any_length():
    content = xlsx(*(("Lis", number) for number in range(MOST_ROWS + 2)))

    assert len(read_xlsx(content, most=12).lines) == 12


@pytest.mark.parametrize(
    "content",
    [
        archive({"xl/workbook.xml": "<broken"}),
        archive({"xl/workbook.xml": "<workbook/>"}),
        b"PK\x03\x04 nothing",
    ],
)
def test_a_broken_workbook_is_refused_in_words(content):
    with pytest.raises(Unreadable, match="uszkodzony"):
        read_xlsx(content)


def test_entities_of_a_workbook_are_not_opened():
    content = xlsx(("Lis",))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    bomb = '<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    parts["xl/worksheets/sheet1.xml"] = (bomb + sheet).encode()
    assert openpyxl.DEFUSEDXML
    with pytest.raises(Unreadable, match="uszkodzony"):
        read_xlsx(archive(parts))
