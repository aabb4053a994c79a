"""How long a registration of the labour office lasts, and by what day it wants the next contact.

Ustawa z 20 marca 2025 r. o rynku pracy i służbach zatrudnienia (Dz.U. 2025 poz. 620), art. 63, 65 ust. 1
pkt 11 and 433 ust. 7. The numbers are dated rows (RegisterLimit); plain values and the day come in.
"""

import datetime
from dataclasses import dataclass

from kis.lib.dates import DAY, add_months, polish

# On the desk and in the file what ends is told so long before, what is to be asked so long.
SOON = datetime.timedelta(days=30)
ASK = datetime.timedelta(days=14)


@dataclass(frozen=True)
class Limits:
    """What law sets from a day on; registrations of before are counted from that day (art. 433 ust. 7)."""

    since: datetime.date
    longest_months: int
    contact_days: int
    again_after_days: int


@dataclass(frozen=True)
class Registration:
    """One registration without a break."""

    starts_on: datetime.date
    ends_on: datetime.date | None = None
    last_contact_on: datetime.date | None = None
    prolonged_until: datetime.date | None = None  # to finish a form of help

    def runs(self, on: datetime.date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True)
class RegisterAlert:
    """What to do about a registration, and the day that it is about."""

    day: datetime.date
    text: str
    is_late: bool
    is_contact: bool = False


def status_until(registration: Registration, limits: Limits) -> datetime.date:
    """The last day of the status by law, or the later one to which a form of help prolongs it."""
    counted_from = max(registration.starts_on, limits.since)
    last = add_months(counted_from, limits.longest_months) - DAY
    return max(last, registration.prolonged_until or last)


def contact_until(registration: Registration, limits: Limits) -> datetime.date:
    """The last day for the next contact; the registration itself was one."""
    last = max(
        registration.last_contact_on or registration.starts_on,
        registration.starts_on,
        limits.since,
    )
    return last + limits.contact_days * DAY


def alerts(
    registration: Registration, limits: Limits | None, on: datetime.date
) -> list[RegisterAlert]:
    """Of a registration that runs on the day; none where law sets no limits."""
    if limits is None or not registration.runs(on):
        return []
    found = []
    last = status_until(registration, limits)
    if last <= on + SOON:
        found.append(RegisterAlert(last, _status_words(last, limits, on), last < on))
    contact = contact_until(registration, limits)
    if contact <= on + ASK:
        found.append(
            RegisterAlert(contact, _contact_words(contact, limits, on), contact < on, True)
        )
    return found


def _status_words(last: datetime.date, limits: Limits, on: datetime.date) -> str:
    rule = f"bez przerwy trwa najwyżej {limits.longest_months} mies."
    if last < on:
        return (
            f"Status bezrobotnego {rule}: mógł ustać po {polish(last)}. Sprawdź w PUP i wpisz koniec okresu "
            "albo dzień, do którego przedłużyła go forma pomocy. Ponowna rejestracja jest możliwa po "
            f"{limits.again_after_days} dniach."
        )
    return f"Status bezrobotnego {rule}: ostatni dzień to {polish(last)}."


def _contact_words(day: datetime.date, limits: Limits, on: datetime.date) -> str:
    rule = f"co najmniej raz na {limits.contact_days} dni"
    if day < on:
        return f"Kontakt z PUP był potrzebny najpóźniej {polish(day)} ({rule}). Zapytaj osobę i wpisz go."
    return f"Kontakt z PUP jest potrzebny najpóźniej {polish(day)} ({rule})."
