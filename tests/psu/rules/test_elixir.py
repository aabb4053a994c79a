"""Elixir-O to the byte: an independent reader takes apart what the program writes."""

import csv
import datetime
import io
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from psu.rules import elixir
from psu.rules.elixir import Order, Payer

ON = datetime.date(2026, 12, 10)
OFFICE, PERSON = "61109010140000071219812874", "83101010230000261395100000"
PAYER = Payer(OFFICE, "MOPS", "ul. Przykładowa 1", "24-100 Puławy")


def order(**facts):
    usual = {
        "who": "Kowalczyk Łukasz",
        "payee": "Kowalczyk Łukasz",
        "account": PERSON,
        "amount": Decimal("488.00"),
        "title": "Świadczenie PSU 11/2026",
    }
    return Order(**usual | facts)


def read(line: str) -> list[str]:
    """Fields by the commas outside quotation marks, with their marks."""
    fields, inside = [""], False
    for sign in line:
        inside ^= sign == '"'
        if sign == "," and not inside:
            fields.append("")
        else:
            fields[-1] += sign
    return fields


def test_a_line_is_that_of_the_banks_description():
    assert elixir.order_line(order(), PAYER, ON) == (
        f'110,20261210,48800,10901014,0,"{OFFICE}","{PERSON}","MOPS|ul. Przykładowa 1|24-100 Puławy",'
        '"Kowalczyk Łukasz",0,10101023,"Świadczenie PSU 11/2026","","","51",""'
    )


def test_every_line_ends_with_crlf_the_last_one_too_and_nothing_stands_around():
    content = elixir.elixir_file([order(), order()], PAYER, ON, encoding="utf-8")
    assert content.count(b"\r\n") == 2
    assert content.endswith(b'"51",""\r\n')
    assert content.startswith(b"110,")
    assert content.count(b"\n") == content.count(b"\r") == 2
    assert elixir.elixir_file([], PAYER, ON, encoding="utf-8") == b""


def test_the_last_field_may_be_left_out():
    line = elixir.order_line(order(), PAYER, ON, has_last_field=False)
    assert len(read(line)) == 15
    assert line.endswith('"","","51"')


@pytest.mark.parametrize(
    ("amount", "grosze"),
    [("0.01", "1"), ("12.50", "1250"), ("1234567.89", "123456789"), ("100", "10000")],
)
def test_the_amount_is_in_grosze(amount, grosze):
    line = elixir.order_line(order(amount=Decimal(amount)), PAYER, ON)
    assert read(line)[2] == grosze


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "10000000000000"])
def test_no_line_is_made_of_what_is_no_payment(amount):
    with pytest.raises(ValueError, match="whole grosze"):
        elixir.order_line(order(amount=Decimal(amount)), PAYER, ON)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Zażółć gęślą jaźń", "Zażółć gęślą jaźń"),
        ("Nowak-Lis (spadkobierca), ul. A 1/2.", "Nowak-Lis (spadkobierca), ul. A 1/2."),
        ("O'Connor", "O Connor"),
        ('Fundacja "Dom" & Syn; a:b@c$d|e', "Fundacja Dom Syn a b c d e"),
        ("a\r\nb\tc  d", "a b c d"),
        ("Nowak–Lis", "Nowak Lis"),
        ("Łu\u0301kasz", "Łúkasz"),  # a letter and its accent apart are one letter
        ("Anna Lis 81050410027", "Anna Lis"),
        ("Anna Lis 810504-10027 ", "Anna Lis"),
        ("7 Świadczenie PSU 10/2026", "7 Świadczenie PSU 10/2026"),
        ("=1+1", "1 1"),
        ("*", ""),
        ("٦", ""),
    ],
)
def test_what_a_bank_may_not_take_becomes_a_space(text, sent):
    assert elixir.sendable(text) == sent


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Miejski Ośrodek Pomocy Społecznej w Puławach",
            ["Miejski Ośrodek Pomocy Społecznej w", "Puławach"],
        ),
        ("a" * 35, ["a" * 35]),
        ("a" * 36, ["a" * 35, "a"]),
        ("a" * 34 + " bc", ["a" * 34, "bc"]),
        ("a" * 32 + " bc", ["a" * 32 + " bc"]),
        (" ".join(["a" * 30] * 6), ["a" * 30] * 4),
        ("", []),
    ],
)
def test_lines_are_broken_between_words_at_35_characters(text, lines):
    assert elixir.broken(text) == lines


def test_the_payers_name_and_address_share_four_lines():
    long = Payer(OFFICE, "Miejski Ośrodek Pomocy Społecznej w Puławach", "ul. Leśna 1", "24-100 P")
    assert read(elixir.order_line(order(), long, ON))[7] == (
        '"Miejski Ośrodek Pomocy Społecznej w|Puławach|ul. Leśna 1|24-100 P"'
    )


def test_what_changes_on_the_way_is_told_before_and_after():
    changed = list(elixir.altered(order(payee="O'Connor Anna", title="Świadczenie: PSU")))
    assert [(row.before, row.after) for row in changed] == [
        ("O'Connor Anna", "O Connor Anna"),
        ("Świadczenie: PSU", "Świadczenie PSU"),
    ]
    assert list(elixir.altered(order())) == []
    (cut,) = elixir.altered(order(payee=" ".join(["a" * 30] * 5)))
    assert cut.after == " ".join(["a" * 30] * 4)


@pytest.mark.parametrize(
    ("payee", "encoding", "letters"),
    [
        *[("Żółć", encoding, "") for encoding in ("utf-8", "cp1250", "iso8859-2", "cp852")],
        ("Nguyễn", "utf-8", ""),
        ("Nguyễn", "cp1250", "ễ"),
        ("Ñuñez Ñ", "iso8859-2", "Ñ, ñ"),
        ("Müller", "cp852", ""),
    ],
)
def test_a_letter_without_a_place_in_the_encoding_is_named(payee, encoding, letters):
    told = list(elixir.faults(order(payee=payee), encoding))
    assert told == (
        [f"Kowalczyk Łukasz: w kodowaniu pliku nie ma litery {letters}."] if letters else []
    )


@pytest.mark.parametrize(
    ("account", "is_one"),
    [
        (PERSON, True),
        (PERSON[:-1] + "1", False),
        (PERSON + "0", False),
        (PERSON[:-1], False),
        ("DE89370400440532013000", False),
        ("", False),
        (f"PL{PERSON}", False),
    ],
)
def test_an_account_that_fails_its_check_is_told_with_the_name(account, is_one):
    told = list(elixir.faults(order(account=account), "utf-8"))
    assert (told == []) is is_one
    assert all(line.startswith("Kowalczyk Łukasz: numer rachunku") for line in told)
    assert not any(account in line for line in told if account)


@pytest.mark.parametrize(
    ("count", "most", "sizes"),
    [
        (3, None, [3]),
        (50, 50, [50]),
        (51, 50, [50, 1]),
        (101, 50, [50, 50, 1]),
        (2, 1, [1, 1]),
        (0, 5, []),
        (0, None, []),
    ],
)
def test_more_orders_than_the_limit_are_several_files(count, most, sizes):
    parts = elixir.parted([order()] * count, most)
    assert [len(part) for part in parts] == sizes


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2026-11-27", "2026-11-30"),  # Friday
        ("2026-11-30", "2026-12-01"),
        ("2026-12-23", "2026-12-28"),  # 24 December is a holiday, then Christmas and a weekend
        ("2026-04-30", "2026-05-04"),  # 1 May, a Friday
    ],
)
def test_the_next_working_day_leaves_out_weekends_and_holidays(day, following):
    assert elixir.next_working_day(datetime.date.fromisoformat(day)).isoformat() == following


def test_the_csv_has_the_same_orders_for_a_spreadsheet():
    content = elixir.csv_file([order(payee="=O'Neill;x")], ON, encoding="cp1250").decode("cp1250")
    head, row = csv.reader(io.StringIO(content), delimiter=";")
    assert head == elixir.CSV_HEAD
    assert row == ["1", PERSON, "O Neill x", "488,00", "Świadczenie PSU 11/2026", "10.12.2026"]
    assert content.endswith("\r\n")


@given(
    st.lists(
        st.tuples(st.text(max_size=200), st.text(max_size=200), st.integers(1, 10**9)), max_size=5
    )
)
def test_no_text_breaks_the_layout_and_no_grosz_is_lost(facts):
    orders = [
        order(payee=payee, title=title, amount=Decimal(grosze) / 100)
        for payee, title, grosze in facts
    ]
    content = elixir.elixir_file(orders, PAYER, ON, encoding="utf-8").decode()
    lines = content.split("\r\n")
    assert lines.pop() == ""
    fields = [read(line) for line in lines]
    assert [len(row) for row in fields] == [16] * len(orders)
    assert sum(int(row[2]) for row in fields) == sum(grosze for _, _, grosze in facts)
    for row in fields:
        for text in (row[8], row[11]):
            parts = text.strip('"').split("|")
            assert len(parts) <= 4
            assert all(len(part) <= 35 for part in parts)
            assert all(s.isalpha() or s in " .,-/()0123456789" for part in parts for s in part)
