"""What the Przegląd of a person's file says: what is missing and what comes next."""

import datetime
from dataclasses import dataclass

from participants.eligibility import person_answer
from participants.models import Evidence, Person


@dataclass(frozen=True)
class Deadline:
    """A day to keep in mind; `sensitive` ones are for those who may know the person's category."""

    on: datetime.date
    text: str
    days: int

    @property
    def distance(self) -> str:
        if self.days == 0:
            return "dziś"
        return f"za {self.days} dni" if self.days > 0 else f"{-self.days} dni po"

    @property
    def state(self) -> str:
        if self.days < 0:
            return "late"
        return "due" if self.days <= 30 else "neutral"


def missing(person: Person, on: datetime.date) -> list[str]:
    return person_answer(person, on).missing


def deadlines(person: Person, on: datetime.date, *, sensitive: bool) -> list[Deadline]:
    """The nearest days, soonest first; ends that passed long ago are history, not deadlines."""
    found = [*_of_people(person, on, sensitive)]
    since = on - datetime.timedelta(days=60)
    near = sorted((day, text) for day, text in found if day and day >= since)
    return [Deadline(day, text, (day - on).days) for day, text in near]


def _of_people(person: Person, on: datetime.date, sensitive: bool):
    if sensitive:
        papers = Evidence.objects.filter(eligibility__person=person, eligibility__voided_at=None)
        for paper in papers:
            yield paper.good_until, f"koniec ważności: {paper.get_kind_display()}"
        check = person.benefit_checks.first()
        if check:
            yield check.ask_again_on, "zapytać o świadczenia wykluczające"
    for stay in person.participations.filter(ends_on=None):
        yield stay.planned_end_on, "planowany koniec udziału w KIS"
    for note in person.notes.readable(sensitive=sensitive).filter(remind_on__isnull=False):
        yield note.remind_on, f"przypomnienie: {note.get_kind_display()}"
