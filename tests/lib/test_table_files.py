"""A table to take away: what a spreadsheet and a reader of CSV find in it."""

import csv
import datetime
import io
from decimal import Decimal

import openpyxl
import pytest

from kis.lib import table_files
from kis.lib.refusals import Refused
from kis.lib.table_files import Column, Table, as_csv, as_xlsx, refuse_long, table_response

ON = datetime.date(2026, 3, 5)


def table_of(*values):
    """One column, a row a value."""
    column = Column("value", "Wartość", lambda row: row)
    return Table(title="Próba", file_name="proba", columns=[column], rows=values)


def workbook_of(table):
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(table, made_on=ON)))


def csv_of(*values):
    return as_csv(table_of(*values)).decode("utf-8-sig")


FORMULAS = [
    *("=1+1", "+48 600 100 200", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "{=1+1}"),
    *("=HYPERLINK(A1)", "＝1+1"),
]


class TestWorkbook:
    def test_days_and_numbers_are_values_and_nothing_is_empty(self):
        sheet = workbook_of(table_of(ON, 7, None, "", Decimal("12.50"), "Łódź")).active

        values = [cell.value for (cell,) in sheet.iter_rows()]
        moment = datetime.datetime.combine(ON, datetime.time())
        assert values == ["Wartość", moment, 7, None, None, 12.5, "Łódź"]
        assert sheet["A2"].is_date
        assert sheet["A2"].number_format == "d.mm.yyyy"

    @pytest.mark.parametrize("text", [*FORMULAS, "https://example.org", "04211507393", "1e5"])
    def test_text_stays_text(self, text):
        cell = workbook_of(table_of(text)).active["A2"]

        assert cell.data_type == "s"
        assert cell.value == text.replace("\r", "_x000D_")
        assert cell.hyperlink is None

    def test_the_head_stays_in_sight_and_columns_have_room(self):
        sheet = workbook_of(table_of("Stowarzyszenie Pomocy Sąsiedzkiej")).active

        assert sheet.title == "Próba"
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert 25 < sheet.column_dimensions["A"].width < 50

    def test_a_very_long_text_does_not_push_the_others_out_of_sight(self):
        assert workbook_of(table_of("tekst " * 200)).active.column_dimensions["A"].width < 50

    def test_a_table_of_nobody_has_its_head(self):
        assert [[cell.value for cell in row] for row in workbook_of(table_of()).active] == [
            ["Wartość"]
        ]


class TestCsv:
    def test_lines_end_and_fields_are_quoted_as_rfc_4180_says(self):
        assert csv_of("a,b", 'c"d', "e\nf", "g") == (
            'Wartość\r\n"a,b"\r\n"c""d"\r\n"e\nf"\r\ng\r\n'
        )

    def test_it_begins_with_the_mark_of_utf_8(self):
        assert as_csv(table_of("Łódź")).startswith(b"\xef\xbb\xbfWarto\xc5\x9b\xc4\x87")

    @pytest.mark.parametrize("text", [text for text in FORMULAS if not text.startswith("{")])
    def test_text_that_a_spreadsheet_would_compute_is_made_harmless(self, text):
        _, (value,) = csv.reader(io.StringIO(csv_of(text), newline=""))

        assert value == f"'{text}"

    @pytest.mark.parametrize("text", ["Nowak-Kowalska", "a=b", "ul. Lubelska 12/4", "'x"])
    def test_other_text_is_as_it_was(self, text):
        assert csv_of(text) == f"Wartość\r\n{text}\r\n"

    def test_numbers_stay_numbers_and_days_are_as_on_the_screen(self):
        assert csv_of(-5, Decimal("-12.50"), ON).split("\r\n")[1:-1] == [
            "-5",
            "-12.50",
            "5.03.2026",
        ]
        # The empty cell of a table with one column is quoted, or its line would be no row.
        assert csv_of(None, "") == 'Wartość\r\n""\r\n""\r\n'


class TestResponse:
    @pytest.mark.parametrize(
        ("asked", "ending", "kind"),
        [
            ("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("csv", "csv", "text/csv; charset=utf-8"),
            ("", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ],
    )
    def test_the_file_is_named_after_the_list_and_the_day(self, asked, ending, kind):
        response = table_response(table_of("a"), asked, on=ON)

        named = f'attachment; filename="proba-2026-03-05.{ending}"'
        assert response.headers["Content-Disposition"] == named
        assert response.headers["Content-Type"] == kind

    def test_a_long_table_is_refused_with_what_to_do(self, monkeypatch):
        monkeypatch.setattr(table_files, "MOST_ROWS", 2)
        assert table_response(table_of("a", "b"), "csv", on=ON).status_code == 200

        with pytest.raises(Refused) as refusal:
            table_response(table_of("a", "b", "c"), "csv", on=ON)

        assert str(refusal.value) == (
            "Naraz można pobrać najwyżej 2 wierszy, a ta lista ma ich 3. "
            "Zawęź listę i pobierz tabelę jeszcze raz."
        )

    def test_what_was_not_counted_to_its_end_says_so(self):
        with pytest.raises(Refused, match="najwyżej 2000 wierszy, a ta lista ma ich więcej"):
            refuse_long(2001, is_all=False)
