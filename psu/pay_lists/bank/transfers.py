"""Who of a list is paid by transfer, who at the cash desk, and what keeps the bank from taking it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from psu.models import PayingAccount, PayLine, PayList
from psu.pay_lists import ways
from psu.rules import elixir
from psu.rules.elixir import Altered, Order

NO_ACCOUNT = (
    "Nie wpisano jeszcze rachunku, z którego wypłaca się świadczenia. Wpisuje go administrator "
    "merytoryczny: Administracja, „Rachunek do wypłat”."
)
NOBODY = "Na tej liście nikt nie ma wypłaty na rachunek: pliku do banku nie ma z czego utworzyć."


@dataclass(frozen=True)
class LeftOut:
    """Somebody of the list for whom no money leaves the account, and why."""

    who: str
    why: str
    amount: Decimal


@dataclass
class Transfers:
    """`orders` stand in the order of the list, one for each person; `people` are their numbers."""

    orders: list[Order] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    people: set[int] = field(default_factory=set)
    corrections: int = 0

    @property
    def amount(self) -> Decimal:
        return elixir.together(self.orders)

    @property
    def at_the_desk(self) -> Decimal:
        return sum((row.amount for row in self.left_out if row.amount > 0), Decimal("0.00"))

    @property
    def to_be_returned(self) -> Decimal:
        """What corrections take back beyond what the same people are paid; nothing or less than nothing."""
        return sum((row.amount for row in self.left_out if row.amount < 0), Decimal("0.00"))

    @property
    def together(self) -> Decimal:
        """All that the list pays."""
        return self.amount + self.at_the_desk

    @property
    def altered(self) -> list[Altered]:
        return [change for order in self.orders for change in elixir.altered(order)]

    def faults(self, encoding: str) -> list[str]:
        return [fault for order in self.orders for fault in elixir.faults(order, encoding)]


def transfers(pay_list: PayList) -> Transfers:
    """By the frozen lines and the confirmed corrections. Two queries."""
    corrections = list(pay_list.corrections.confirmed().order_by("pk"))
    corrected = ways.last_of_each(corrections)
    found = Transfers(corrections=len(corrections))
    for person, lines in _by_person(pay_list.lines.in_order()).items():
        found.people.add(person)
        amount = sum((line.net for line in lines), Decimal("0.00"))
        held = corrected.get(person)
        first = lines[0]
        number = held.number if held else first.account_number
        owner = held.owner if held else first.account_owner
        if amount <= 0:
            why = "do zwrotu albo potrącenia" if amount else "bez wypłaty"
            found.left_out.append(LeftOut(first.person_name, why, amount))
        elif not number:
            found.left_out.append(
                LeftOut(first.person_name, "brak rachunku, wypłata w kasie", amount)
            )
        else:
            found.orders.append(
                Order(
                    who=first.person_name,
                    payee=owner or first.person_name,
                    account=number,
                    amount=amount,
                    title=_title(pay_list, first.person_name, owner),
                )
            )
    return found


def payer(account: PayingAccount, centre) -> elixir.Payer:
    """`centre`: whose name and address stand beside the account."""
    return elixir.Payer(
        account=account.number,
        name=centre.name,
        street=centre.street,
        town=f"{centre.postal_code} {centre.town}",
    )


def _by_person(lines: Iterable[PayLine]) -> dict[int, list[PayLine]]:
    found: dict[int, list[PayLine]] = {}
    for line in lines:
        found.setdefault(line.person_id, []).append(line)
    return found


def _title(pay_list: PayList, who: str, owner: str) -> str:
    """Świadczenie PSU 10/2026; with the person's name where the account is somebody else's."""
    title = f"Świadczenie PSU {pay_list.month.month}/{pay_list.month.year}"
    return f"{title} {who}" if owner and owner != who else title
