"""The figures of a durability edition by years: counted where the program knows, else typed with a source."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import ExtractYear

from kis.programmes.models import DurabilityFigure, Edition, Enrolment, Service
from participants.models import Person

What = DurabilityFigure.What
# Rooms of this package that know hours of people beside services: each gives (year, minutes) of editions.
HOURS_KNOWN_BY: list[Callable[[Iterable[int]], Iterable[tuple[int, int]]]] = []


@dataclass(frozen=True)
class Cell:
    what: str
    year: int
    counted: Decimal | None
    typed: DurabilityFigure | None

    @property
    def value(self) -> Decimal | None:
        """What was typed stands, with its source: papers of earlier years know more than the program."""
        return self.typed.value if self.typed else self.counted

    @property
    def differs(self) -> bool:
        return self.typed is not None and self.counted not in (None, self.typed.value)


def years_of(edition: Edition) -> list[int]:
    return list(range(edition.starts_on.year, edition.ends_on.year + 1))


def cells(edition: Edition, on: datetime.date) -> list[tuple[str, list[Cell]]]:
    """Each figure with its years. Five queries, and one for each room that knows hours."""
    sources = list(edition.counted_from.values_list("counted", flat=True))
    known = counted(sources, on)
    typed = {(row.what, row.year): row for row in edition.durability_figures.all()}
    years = years_of(edition)
    return [
        (
            what.label,
            [Cell(what, year, known.get((what, year)), typed.get((what, year))) for year in years],
        )
        for what in What
    ]


def counted(sources: list[int], on: datetime.date) -> dict[tuple[str, int], Decimal]:
    """Of years in which the program knows nothing there is no figure, not a nought."""
    if not sources:
        return {}
    found = {
        (What.CHILDREN, year): Decimal(len(people))
        for year, people in people_of(sources, on).items()
    }
    minutes: dict[int, int] = defaultdict(int)
    for year, some in _minutes_of_services(sources):
        minutes[year] += some
    for room in HOURS_KNOWN_BY:
        for year, some in room(sources):
            minutes[year] += some
    return found | {
        (What.HOURS, year): Decimal(some) / 60 for year, some in minutes.items() if some
    }


def people_of(sources: list[int], on: datetime.date) -> dict[int, set[int]]:
    """Who took part in some day of a year, up to the day of asking; one person once."""
    rows = Enrolment.objects.filter(edition__in=sources, starts_on__lte=on)
    people: dict[int, set[int]] = defaultdict(set)
    for person, first, last, closes in rows.values_list(
        "person", "starts_on", "ends_on", "edition__ends_on"
    ):
        for year in range(first.year, min(last or closes, on).year + 1):
            people[year].add(person)
    return dict(people)


def _minutes_of_services(sources: list[int]):
    rows = Service.objects.filter(edition__in=sources, form=Service.Form.HOURS).order_by()
    rows = rows.annotate(year=ExtractYear("day")).values("year").annotate(all=Sum("minutes"))
    return rows.values_list("year", "all")


def children_of(edition: Edition, year: int, on: datetime.date):
    """In Polish order."""
    sources = list(edition.counted_from.values_list("counted", flat=True))
    return Person.objects.filter(pk__in=people_of(sources, on).get(year, set())).order_by(
        "last_name", "first_name", "pk"
    )
