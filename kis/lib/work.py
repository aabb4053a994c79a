"""What waits for somebody: each app tells its rows in its `desk.py`, the desk gathers them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast, JSONObject

# Sooner than this a deadline is amber, farther away it is only to be looked at.
DUE_DAYS = 14


class DeskGroup(models.TextChoices):
    """The desk's groups in their order; the value stands in the address of the whole group."""

    URGENT = "pilne", "Pilne"
    VISITS = "wizyty", "Dziś"
    REQUESTS = "prosby-o-towarzyszenie", "Prośby o towarzyszenie"
    ENDING = "konczy-sie", "Kończy się"
    QUESTIONS = "oceny-i-pytania", "Oceny i pytania"
    UNVISITED = "bez-wizyty", "Dawno nie było wizyty"
    MONTH = "miesiac-psu", "Miesiąc PSU"
    UNMARKED = "nieoznaczone", "Nieoznaczone"
    APPLICATIONS = "zgloszenia", "Zgłoszenia"
    HANDING_OVER = "do-przekazania", "Do przekazania"
    SIGNING = "do-podpisu", "Do podpisu i zatwierdzenia"
    OFFICIAL = "terminy-urzedowe", "Terminy urzędowe"


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

    @property
    def days(self) -> int:
        return (self.day - self.on).days

    @property
    def when(self) -> str:
        return distance(self.days) if self.is_deadline else since(-self.days)

    @property
    def state(self) -> str:
        """The colour of the chip, beside its words."""
        if self.day < late_before(self.group, self.on, is_deadline=self.is_deadline):
            return "late"
        return "due" if self.is_deadline and self.days <= DUE_DAYS else "look"


def late_before(group: DeskGroup, on: date, *, is_deadline: bool) -> date:
    """Rows of earlier days are late: what is urgent always, what only waits never."""
    # What waits without a deadline has no day that could pass.
    if group == DeskGroup.URGENT:
        return date.max
    return on if is_deadline else date.min


@dataclass(frozen=True)
class Found:
    """A row that the database found: whose it is, the number of the thing, and what words it needs.

    `person`: None of a row of the office. `is_mine`: the user leads the person's case or was given it.
    """

    day: date
    on: date
    person: int | None
    number: int
    facts: dict
    is_mine: bool


@dataclass(frozen=True)
class Kind:
    """Rows of one sort, asked in the database, which counts them without bringing them.

    `ask(people, user, on)` gives them by `asked`, of whatever people; the desk leaves those whom the user may
    not see. A kind that the whole register may have looks itself among `people`, for one row more than
    `most`: that one tells that there are others. A group has at most one such kind.
    `tell(row, user)` gives what, url, action and detail of a Task, and `who` where the row is of no person.
    """

    group: DeskGroup
    ask: Callable[..., models.QuerySet]
    tell: Callable[[Found, models.Model], dict]
    is_deadline: bool = True
    most: int | None = None


def asked(rows, *, person: str | None, day, number="pk", rank="pk", moment=None, **facts: str):
    """The rows in the shape of the desk's question. `day` is a column or an expression.

    `person` is None for rows of the office, which everybody asked sees.

    Rows of one day stand by `moment`, then by `rank`; without a rank by the person's name. `facts` are
    columns that the words need, by the names they are given back under; days in them are text.
    """
    values = (
        day if hasattr(day, "resolve_expression") else models.F(day),
        models.F(moment) if moment else _nothing(models.DateTimeField()),
        models.F(rank) if rank else _nothing(models.BigIntegerField()),
        models.F(person) if person else _nothing(models.BigIntegerField()),
        models.F(number),
        JSONObject(**facts) if facts else _nothing(models.JSONField()),
    )
    return rows.order_by().annotate(**dict(zip(COLUMNS, values, strict=True)))


# Of a row that was asked for; no column of a table is named so.
COLUMNS = ("row_day", "row_moment", "row_rank", "row_person", "row_number", "row_facts")


def _nothing(kind: models.Field) -> Cast:
    """All parts of a union have the same types, also where they have no value."""
    return Cast(Value(None), kind)


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
