"""A stay of art. 200: who may begin one on a day, and how long it lasts. Plain values and the day come in.

Ustawa z 20 marca 2025 r. o rynku pracy i służbach zatrudnienia (Dz.U. 2025 poz. 620), art. 200; art. 18
ust. 7–9 of the act on social employment: without a social contract. The numbers are dated rows
(CommissionLimit).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from kis.lib.dates import DAY, add_months, polish
from participants.unemployment import Period, is_registered, time_in_register


@dataclass(frozen=True)
class CommissionLimits:
    longest_months: int
    hours_a_day: int


def last_day_of(starts_on: datetime.date, limits: CommissionLimits) -> datetime.date:
    """The last day on which a stay that began on the day may still run."""
    return add_months(starts_on, limits.longest_months) - DAY


def missing_commission(
    on: datetime.date, *, periods: Iterable[Period], limits: CommissionLimits | None
) -> list[str]:
    """What keeps a person from beginning such a stay on the day, in sentences."""
    periods = list(periods)
    found = []
    if limits is None:
        found.append(
            f"Na {polish(on)} nie wpisano granic udziału z art. 200. Wybierz dzień, na który przepisy go "
            "znają, albo zawiadom administratora merytorycznego."
        )
    if not is_registered(periods, on):
        found.append(
            f"{polish(on)} osoba nie jest zarejestrowana w PUP jako bezrobotna. Sprawdź okresy w rejestrze "
            "PUP na zakładce „Dane”."
        )
    time = time_in_register(periods, on)
    if not time.is_long_term:
        found.append(
            f"Osoba nie jest jeszcze długotrwale bezrobotna: {time} w rejestrze PUP, a potrzeba więcej niż "
            "12 miesięcy (art. 2 pkt 4 ustawy)."
        )
    return found
