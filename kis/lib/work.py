"""What waits for somebody: each app tells its rows in its `desk.py`, the desk gathers them."""

from dataclasses import dataclass
from datetime import date

from django.db import models

# Sooner than this a deadline is amber, farther away it is only to be looked at.
DUE_DAYS = 14


class DeskGroup(models.TextChoices):
    """The desk's groups in their order; the value stands in the address of the whole group."""

    URGENT = "pilne", "Pilne"
    ENDING = "konczy-sie", "Kończy się"
    QUESTIONS = "oceny-i-pytania", "Oceny i pytania"
    MONTH = "miesiac-psu", "Miesiąc PSU"
    UNMARKED = "nieoznaczone", "Nieoznaczone"
    APPLICATIONS = "zgloszenia", "Zgłoszenia"
    SIGNING = "do-podpisu", "Do podpisu i zatwierdzenia"


@dataclass(frozen=True)
class Task:
    """One row of the desk: when, who, what, and the one thing that settles it.

    `day` is the deadline, or with `is_deadline=False` the day since when it waits; `on` is the day of asking.
    """

    group: DeskGroup
    on: date
    day: date
    who: str
    what: str
    url: str
    action: str
    detail: str = ""
    is_deadline: bool = True
    is_mine: bool = True

    @property
    def days(self) -> int:
        return (self.day - self.on).days

    @property
    def when(self) -> str:
        return distance(self.days) if self.is_deadline else since(-self.days)

    @property
    def state(self) -> str:
        """The colour of the chip, beside its words."""
        if self.group == DeskGroup.URGENT or (self.is_deadline and self.days < 0):
            return "late"
        return "due" if self.is_deadline and self.days <= DUE_DAYS else "look"


def distance(days: int) -> str:
    """dziś · za 8 dni · 12 dni po"""
    if days == 0:
        return "dziś"
    return f"za {_days(days)}" if days > 0 else f"{_days(-days)} po"


def since(days: int) -> str:
    """od dziś · od 1 dnia · od 4 dni"""
    if days <= 0:
        return "od dziś"
    return "od 1 dnia" if days == 1 else f"od {days} dni"


def _days(days: int) -> str:
    return "1 dzień" if days == 1 else f"{days} dni"
