"""CSV: the office says the letters; two encodings, three signs between columns."""

import pytest

from kis.imports.reading.table import Unreadable
from kis.imports.reading.text_lists import (
    COMMA,
    SEMICOLON,
    TAB,
    UTF_8,
    WINDOWS_1250,
    likely_delimiter,
    likely_encoding,
    looks_misread,
    read_csv,
)

LIST = "Nazwisko;Imię\nŻółć;Łukasz\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_a_mark_in_front(encoding):
    content = LIST.encode(encoding)

    assert likely_encoding(content) == UTF_8
    assert read_csv(content, UTF_8, SEMICOLON).lines[1].cells == ["Żółć", "Łukasz"]


@pytest.mark.parametrize("rows", [1, 3000])
def test_a_list_of_windows_is_offered_as_such_however_long_it_is(rows):
    content = ("Nazwisko;Imię\n" + "Śliwińska;Żaneta\n" * rows).encode("cp1250")

    assert likely_encoding(content) == WINDOWS_1250
    assert read_csv(content, WINDOWS_1250, SEMICOLON).lines[-1].cells == ["Śliwińska", "Żaneta"]


def test_letters_that_are_not_those_that_were_said_are_refused_with_the_row_and_the_other_choice():
    with pytest.raises(Unreadable, match=r"W wierszu 2 .* Windows-1250"):
        read_csv("a\nŻ\n".encode("cp1250"), UTF_8, SEMICOLON)


def test_letters_of_unicode_read_as_those_of_windows_look_misread():
    # Some letters (Ł) have no place there at all and are refused; of others there are words like these.
    misread = read_csv("Żółw;Zaręba".encode(), WINDOWS_1250, SEMICOLON).lines[0].cells

    assert looks_misread(" ".join(misread))
    assert not looks_misread(LIST)


@pytest.mark.parametrize("sign", [COMMA, SEMICOLON, TAB])
def test_the_sign_between_columns_is_offered_by_the_first_row(sign):
    assert likely_delimiter(LIST.replace(";", sign)) == sign


def test_a_cell_in_quotes_may_hold_the_sign_and_several_lines():
    rows = read_csv(b'a;"b;c\r\nd"\ne;f\n', UTF_8, SEMICOLON).lines

    assert [row.cells for row in rows] == [["a", "b;c\nd"], ["e", "f"]]
    assert [row.number for row in rows] == [1, 2]


def test_a_quote_that_is_never_closed_is_refused_and_not_read_as_one_cell():
    with pytest.raises(Unreadable):
        read_csv(b'a;"b\n' + b"c;d\n" * 200_000, UTF_8, SEMICOLON)


def test_an_empty_list_has_no_rows():
    assert read_csv(b"\n\n;;\n", UTF_8, SEMICOLON).lines == []
