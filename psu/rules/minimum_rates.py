"""Whether a minimum rate, as it is typed, is likely: a slip here would change every refund."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kis.lib.dates import polish
from kis.lib.money import zlotys

# Art. 73a of the act of 20 April 2004, added by the act of 28 July 2005 (Dz.U. 2005 nr 164 poz. 1366).
FIRST_DAY = datetime.date(2005, 11, 1)


@dataclass(frozen=True)
class Minimum:
    valid_from: datetime.date
    per_hour: Decimal

    def __str__(self):
        return f"{zlotys(self.per_hour)} od {polish(self.valid_from)}"


def doubts(typed: Minimum, others: Sequence[Minimum]) -> list[str]:
    """In sentences; `others` are the rates of the same regime. So far no minimum was ever lowered."""
    found = []
    if typed.valid_from < FIRST_DAY:
        found.append(
            f"Prace społecznie użyteczne są w ustawie od {polish(FIRST_DAY)}, a stawka ma obowiązywać od "
            f"{polish(typed.valid_from)}."
        )
    former = [other for other in others if other.valid_from < typed.valid_from]
    if former and (last := max(former, key=_start)).per_hour > typed.per_hour:
        found.append(f"Stawka {typed} jest niższa od poprzedniej: {last}.")
    later = [other for other in others if other.valid_from > typed.valid_from]
    if later and (following := min(later, key=_start)).per_hour < typed.per_hour:
        found.append(f"Stawka {typed} jest wyższa od następnej: {following}.")
    return found


def _start(rate: Minimum) -> datetime.date:
    return rate.valid_from
