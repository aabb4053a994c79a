"""Orders for a bank in the layout Elixir-O, and as CSV: pure functions on plain values.

A text file without head and foot, an order a line, 16 fields parted by commas, CRLF also behind the last
line. Banks differ in the encoding, in how many orders a file may hold, and some take no last field.
"""

import csv
import datetime
import io
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kis.lib.check_digits import WrongNumber, read_account
from kis.lib.dates import DAY, SATURDAY, holiday_name
from kis.lib.money import to_grosz

LINE = 35  # characters
LINES = 4  # of a party or a title
NAME_LINES = ADDRESS_LINES = 2  # of the payer, who has both

TRANSFER, ORDINARY = "110", "51"
END = "\r\n"

# Beside letters and digits. The colon, the quotation mark and the like are refused by some banks.
SIGNS = frozenset(" .,-/()")
# A PESEL number is 11 digits: no word of that many digits or more goes to a bank as text.
LONG_NUMBER = re.compile(r"[0-9](?:[ .,/()-]*[0-9]){10,}")

CSV_HEAD = ["Lp.", "Rachunek odbiorcy", "Odbiorca", "Kwota", "Tytuł", "Dzień wykonania"]


@dataclass(frozen=True)
class Payer:
    account: str
    name: str
    street: str
    town: str  # with the postal code


@dataclass(frozen=True)
class Order:
    """`who`: the name by which the office knows the payee's person; it goes into no file."""

    who: str
    payee: str
    account: str
    amount: Decimal
    title: str


@dataclass(frozen=True)
class Altered:
    """A text that goes to the bank otherwise than it stands in the program."""

    who: str
    before: str
    after: str


def allowed(text: str) -> str:
    """Letters, digits and SIGNS; all else is a space, and no space follows another."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(sign if _is_allowed(sign) else " " for sign in composed)
    return " ".join(LONG_NUMBER.sub(" ", kept).split())


def _is_allowed(sign: str) -> bool:
    return sign.isalpha() or (sign.isascii() and sign.isdigit()) or sign in SIGNS


def broken(text: str, most: int = LINES) -> list[str]:
    """At most so many lines of 35 characters, broken between words; only a longer word is parted itself."""
    return textwrap.wrap(text, LINE, break_on_hyphens=False)[:most]


def sendable(text: str, most: int = LINES) -> str:
    """What a bank is sent of the text, in one line."""
    return " ".join(broken(allowed(text), most))


def altered(order: Order) -> Iterator[Altered]:
    """The payee's name and the title, where they change on the way."""
    for before in (order.payee, order.title):
        if sendable(before) != before:
            yield Altered(order.who, before, sendable(before))


def altered_payer(payer: Payer) -> Iterator[Altered]:
    for before, most in ((payer.name, NAME_LINES), (payer.street, 1), (payer.town, 1)):
        if sendable(before, most) != before:
            yield Altered(payer.name, before, sendable(before, most))


def faults(order: Order, encoding: str) -> Iterator[str]:
    """Why the bank would not take the order; each begins with the person."""
    if not is_account(order.account):
        yield (
            f"{order.who}: numer rachunku ma błędne cyfry kontrolne albo inną długość niż 26 cyfr."
        )
    if not sendable(order.payee):
        yield f"{order.who}: nazwa odbiorcy jest pusta po usunięciu niedozwolonych znaków."
    if letters := without_place(sendable(order.payee) + sendable(order.title), encoding):
        yield f"{order.who}: w kodowaniu pliku nie ma litery {letters}."


def is_account(number: str) -> bool:
    """Whether these are the 26 digits of a Polish account that check each other."""
    try:
        return read_account(number) == number
    except WrongNumber:
        return False


def without_place(text: str, encoding: str) -> str:
    """The letters that the encoding has not, each once, parted by commas."""
    missing = {sign: None for sign in text if not _has_place(sign, encoding)}
    return ", ".join(missing)


def _has_place(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def parted(orders: Sequence[Order], most: int | None) -> list[Sequence[Order]]:
    """Into files: the bank takes at most so many orders in one, any number where it sets no limit."""
    size = most or max(len(orders), 1)
    return [orders[first : first + size] for first in range(0, len(orders), size)]


def order_line(
    order: Order, payer: Payer, on: datetime.date, *, has_last_field: bool = True
) -> str:
    """Without its line end. The texts are made sendable here."""
    party = [
        *broken(allowed(payer.name), NAME_LINES),
        *broken(allowed(payer.street), 1),
        *broken(allowed(payer.town), 1),
    ]
    fields = [
        *(TRANSFER, f"{on:%Y%m%d}", str(_grosze(order.amount)), _routing(payer.account), "0"),
        *(_quoted([payer.account]), _quoted([order.account])),
        *(_quoted(party), _quoted(broken(allowed(order.payee)))),
        *("0", _routing(order.account), _quoted(broken(allowed(order.title)))),
        *('""', '""', f'"{ORDINARY}"', '""'),
    ]
    return ",".join(fields if has_last_field else fields[:-1])


def elixir_file(
    orders: Iterable[Order],
    payer: Payer,
    on: datetime.date,
    *,
    encoding: str,
    has_last_field: bool = True,
) -> bytes:
    """Raises UnicodeEncodeError where a letter has no place: nothing is lost in silence."""
    lines = [order_line(order, payer, on, has_last_field=has_last_field) for order in orders]
    return "".join(line + END for line in lines).encode(encoding)


def csv_file(orders: Iterable[Order], on: datetime.date, *, encoding: str) -> bytes:
    """For a bank that reads no Elixir, and for the eye: semicolons, 488,00, the account as its digits."""
    output = io.StringIO(newline="")
    writer = csv.writer(output, delimiter=";", lineterminator=END)
    writer.writerow(CSV_HEAD)
    for number, order in enumerate(orders, start=1):
        writer.writerow(
            [
                *(number, order.account, sendable(order.payee)),
                f"{to_grosz(order.amount):.2f}".replace(".", ","),
                *(sendable(order.title), f"{on:%d.%m.%Y}"),
            ]
        )
    return output.getvalue().encode(encoding)


def next_working_day(day: datetime.date) -> datetime.date:
    """The first one behind the given day."""
    following = day + DAY
    while following.weekday() >= SATURDAY or holiday_name(following):
        following += DAY
    return following


def together(orders: Iterable[Order]) -> Decimal:
    return sum((order.amount for order in orders), Decimal("0.00"))


def _grosze(amount: Decimal) -> int:
    """Raises ValueError for what no account can hold."""
    grosze = amount * 100
    if grosze != int(grosze) or not 0 < grosze < 10**15:
        raise ValueError("an order is for whole grosze, more than none, 15 digits at most")
    return int(grosze)


def _routing(account: str) -> str:
    """Of the bank: digits 3–10 of the account."""
    return account[2:10]


def _quoted(lines: Iterable[str]) -> str:
    return f'"{"|".join(lines)}"'
