"""What the lists of pay lists and of refund applications tell, to take away."""

from collections.abc import Sequence
from operator import attrgetter

from kis.lib.dates import month_name
from kis.lib.table_files import Column, Table
from psu.models import PayList, RefundApplication


def _month(row) -> str:
    return month_name(row.month)


PAY_LISTS = [
    Column("number", "Numer", str),
    Column("month", "Miesiąc", _month),
    Column("ordinal", "Uzupełniająca nr", lambda pay_list: pay_list.ordinal or None),
    Column("agreement", "Porozumienie", attrgetter("agreement_number")),
    Column("people", "Osoby", attrgetter("people")),
    Column("hours", "Godziny", attrgetter("hours")),
    Column("net", "Do wypłaty", attrgetter("net")),
    Column("refund", "Refundacja", attrgetter("refund")),
    Column("state", "Stan", attrgetter("status_word")),
]
REFUNDS = [
    Column("number", "Numer", str),
    Column("made_on", "Sporządzono", attrgetter("made_on")),
    Column("month", "Miesiąc", _month),
    Column("agreement", "Porozumienie", attrgetter("agreement_number")),
    Column("hours", "Godziny", attrgetter("hours")),
    Column("amount", "Świadczenia", attrgetter("amount")),
    Column("refund", "Refundacja", attrgetter("refund")),
    Column("state", "Stan", attrgetter("status_word")),
    Column("settled_on", "Wpłynęło", attrgetter("settled_on")),
]


def pay_lists_table(pay_lists: Sequence[PayList]) -> Table:
    return Table("Listy wypłat", "listy-wyplat", PAY_LISTS, pay_lists)


def refunds_table(applications: Sequence[RefundApplication]) -> Table:
    return Table("Wnioski o refundację", "wnioski-o-refundacje", REFUNDS, applications)
