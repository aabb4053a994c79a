"""Spreadsheets of LibreOffice are read as workbooks are."""

import datetime

import pytest

from kis.imports.reading.ods import read_ods
from kis.imports.reading.packed import kind_of
from kis.imports.reading.table import MOST_ROWS, Unreadable
from tests.factories import make_pesel
from tests.imports.files import archive, ods, ods_row
from tests.imports.made import checked, said
from tests.imports.reading import libre_office

TIME = '<table:table-cell office:value-type="time" office:time-value="PT{}"/>'
TWICE = (
    '<table:table-cell office:value-type="string" table:number-columns-repeated="2">'
    "<text:p>x</text:p></table:table-cell>"
)
REST = '<table:table-cell table:number-columns-repeated="16380"/>'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime.date(1981, 3, 5), "5.03.1981"),
        (81050412345, "81050412345"),
        ('<table:table-cell office:value-type="percentage" office:value="0.6"/>', "60%"),
        ('<table:table-cell office:value-type="percentage" office:value="0.075"/>', "7,5%"),
        (7.5, "7,5"),
        ("Łukasz", "Łukasz"),
        (TIME.format("07H30M00S"), "7:30"),
        (TIME.format("26H15M00S"), "26:15"),
        (TIME.format("24H00M00S"), "24:00"),
        (
            '<table:table-cell office:value-type="boolean" office:boolean-value="true">'
            "<text:p>PRAWDA</text:p></table:table-cell>",
            "tak",
        ),
        (
            '<table:table-cell office:value-type="string"><office:annotation><text:p>nie czytać</text:p>'
            '</office:annotation><text:p>Lis<text:s text:c="2"/>Ewa</text:p><text:p>Sowa</text:p>'
            "</table:table-cell>",
            "Lis  Ewa\nSowa",
        ),
        (
            '<table:table-cell table:formula="of:=1/0" office:value-type="string">'
            "<text:p>#DIV/0!</text:p></table:table-cell>",
            "#DIV/0!",
        ),
    ],
)
def test_a_cell_is_read_as_a_person_would_type_it(value, text):
    assert read_ods(ods(ods_row("x", value))).lines[0].cells == ["x", text]


def test_cells_and_rows_that_stand_once_for_many_are_many():
    sheet = read_ods(
        ods(ods_row(TWICE, "y", REST), ods_row("z", times=2), ods_row(REST, times=1_048_000))
    )

    assert [(line.number, line.cells) for line in sheet.lines] == [
        (1, ["x", "x", "y"]),
        (2, ["z"]),
        (3, ["z"]),
    ]


def test_a_row_repeated_a_million_times_is_refused_as_a_long_list():
    with pytest.raises(Unreadable, match=f"więcej niż {MOST_ROWS} wierszy"):
        read_ods(ods(ods_row("z", times=1_000_000)))


def test_rows_of_merged_cells_are_told():
    spanned = (
        '<table:table-cell office:value-type="string" table:number-rows-spanned="2">'
        "<text:p>x</text:p></table:table-cell>"
    )
    sheet = read_ods(
        ods(ods_row("a"), ods_row(spanned), ods_row("<table:covered-table-cell/>", "b"))
    )

    assert sheet.merged == {2, 3}


def test_results_of_formulas_are_taken_and_their_column_is_told():
    counted = (
        '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
    )
    sheet = read_ods(ods(ods_row("a", counted)))

    assert sheet.lines[0].cells == ["a", "2"]
    assert sheet.formulas == {1}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (ods(ods_row("a"), before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "niedozwolone"),
        (archive({"content.xml": "<broken"}), "uszkodzony"),
        (
            ods(ods_row('<table:table-cell office:value-type="float" office:value="x"/>')),
            "uszkodzony",
        ),
        (b"PK nothing", "uszkodzony"),
    ],
)
def test_a_broken_or_dangerous_file_is_refused_in_words(content, why):
    with pytest.raises(Unreadable, match=why):
        read_ods(content)


PESEL = "02210112345"  # of the year 2002: its zero is lost


def test_a_spreadsheet_in_the_structure_of_libreoffice_is_read_whole():
    sheet = read_ods(libre_office.people(PESEL))

    assert sheet.names == ["Lista osób", "Słownik"]
    assert {line.number: line.cells for line in sheet.lines} == {
        1: ["Uczestnicy KIS"],
        3: ["Nazwisko", "Imię", "PESEL", "Data urodzenia", "Telefon", "Udział"],
        4: ["Żółw", "Łucja Ewa", "2210112345", "", "600 100 200", "60%"],
        5: ["Kos", "Adam", "", "4.05.1971", "600100300", "1"],
        6: ["Lis", "Jan", "", "4 maja 1980", "#DIV/0!"],
    }
    assert (sheet.merged, sheet.formulas) == ({1}, {5, 4})
    assert read_ods(libre_office.people(PESEL), 1).lines[0].cells == ["tak"]


def test_one_with_a_password_says_so():
    with pytest.raises(Unreadable, match="hasłem"):
        kind_of(libre_office.packed("nothing to read", encrypted=True))


@pytest.mark.django_db
def test_such_a_list_goes_all_the_way(users):
    pesel = make_pesel(1000, born_on=datetime.date(2002, 1, 1))
    file = checked(libre_office.people(pesel), users)

    assert (file.format, file.headings) == ("ods", 3)
    told = {row.number: (row.state, said(row), said(row, "remarks")) for row in file.rows.all()}
    assert told[4][0] == "ready", told[4]
    assert "Dopisano zera" in told[4][2][0][1]
    assert told[5][0] == "ready"
    assert told[6][0] == "faulty"
