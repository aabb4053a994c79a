"""Days of stays on which no signed contract bound the person: they do not count as participation."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from django.urls import reverse

from contracts.covered_stays import covers_of_people, has_bare_days
from contracts.participation import uncovered
from kis.inspection.answers.answer import Answer
from kis.inspection.stays import in_polish_order, stays_of
from kis.lib.table_files import Column
from participants.models import Participation, Person


@dataclass(frozen=True)
class Bare:
    stay: Participation
    worker: str
    first: datetime.date
    last: datetime.date
    goes_on: bool

    @property
    def person_id(self) -> int:
        return self.stay.person_id

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


class BareDays(Answer):
    slug = "dni-bez-kontraktu"
    title = "Dni bez kontraktu"
    short = "Dni bez kontraktu"
    about = (
        "Dni udziału w tym roku, których nie obejmował żaden podpisany kontrakt. Nie liczą się do udziału "
        "(art. 18 ust. 4 ustawy o zatrudnieniu socjalnym); udziału z art. 200 to nie dotyczy."
    )
    empty = "Każdy dzień udziału w tym roku obejmował podpisany kontrakt."
    columns = [
        Column("person", "Osoba", lambda row: str(row.stay.person)),
        Column("starts_on", "Udział od", attrgetter("stay.starts_on")),
        Column("first", "Bez kontraktu od", attrgetter("first")),
        Column("last", "do", lambda row: "trwa" if row.goes_on else row.last),
        Column("days", "Dni", attrgetter("days")),
        Column("worker", "Prowadzi", attrgetter("worker")),
    ]

    def rows(self, asked):
        stays = stays_of(asked.user, asked.first, asked.last_so_far, asked.on)
        found = in_polish_order(stays.filter(has_bare_days(asked.on)))
        return list(_stretches(list(found.select_related("person__responsible")), asked))

    def address(self, row):
        return reverse("contracts:person", args=[row.person_id])


def _stretches(stays: list[Participation], asked) -> Iterator[Bare]:
    """Within the year, the days to come left out."""
    covers = covers_of_people({stay.whole for stay in stays})
    for stay in stays:
        last_day = min(stay.until, asked.last)
        for first, last in uncovered(stay.starts_on, last_day, covers[stay.whole]):
            if last >= asked.first:
                goes_on = last == asked.on and stay.ends_on is None
                worker = _worker(stay.person)
                yield Bare(stay, worker, max(first, asked.first), last, goes_on)


def _worker(person: Person) -> str:
    return person.responsible.short_name
