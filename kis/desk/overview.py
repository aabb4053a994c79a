"""What the Przegląd of a person's file says: what is missing and what comes next."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from contracts.head_facts import contracts_once, covers_once
from contracts.models import PlannedReview
from contracts.participation import may_take_part
from kis.lib.worded import worded
from kis.lib.work import distance
from participants.head_facts import answer_once, last_stay_once, recorded_once
from participants.models import Note, Person

INFORMATION_GIVEN = "#id_information_given_on"


@dataclass(frozen=True)
class Deadline:
    """A day to keep in mind; `sensitive` ones are for those who may know the person's category."""

    on: datetime.date
    text: str
    days: int

    @property
    def distance(self) -> str:
        return distance(self.days)

    @property
    def state(self) -> str:
        if self.days < 0:
            return "late"
        return "due" if self.days <= 30 else "neutral"


@dataclass(frozen=True)
class FileGap:
    """What keeps a person from taking part, and the page where it is put right."""

    text: str
    action: str
    url: str


def missing(person: Person, on: datetime.date) -> list[FileGap]:
    """On the day: of eligibility, then of a contract."""
    answer = answer_once(person, on)
    contract = may_take_part(on, missing_eligibility=(), covers=covers_once(person)).missing
    places = (
        (answer.ground, "Uzupełnij", "participants:eligibility", ""),
        (answer.benefits, "Zapytaj", "participants:benefits_new", ""),
        (answer.information, "Uzupełnij", "participants:details_edit", INFORMATION_GIVEN),
        (contract, "Otwórz kontrakty", "contracts:person", ""),
    )
    return [
        FileGap(text, action, reverse(name, args=[person.pk]) + field)
        for texts, action, name, field in places
        for text in texts
    ]


def deadlines(person: Person, on: datetime.date, *, sensitive: bool) -> list[Deadline]:
    """The nearest days, soonest first; ends that passed long ago are history, not deadlines."""
    found = [*_of_stay(person), *_of_contracts(person, on), *_of_notes(person, sensitive)]
    if sensitive:
        found += _of_papers(person)
    since = on - datetime.timedelta(days=60)
    near = sorted((day, text) for day, text in found if day and day >= since)
    return [Deadline(day, text, (day - on).days) for day, text in near]


def _of_papers(person: Person):
    recorded = recorded_once(person)
    for eligibility in recorded.eligibilities:
        for paper in [] if eligibility.voided_at else eligibility.papers_recorded:
            if not paper.voided_at:
                yield paper.good_until, f"koniec ważności: {paper.get_kind_display()}"
    asked = [check for check in recorded.checks if not check.voided_at]
    if asked:
        latest = max(asked, key=lambda check: check.asked_on)
        yield latest.ask_again_on, "zapytać o świadczenia wykluczające"


def _of_stay(person: Person):
    stay = last_stay_once(person)
    if stay and stay.ends_on is None:
        yield stay.planned_end_on, "planowany koniec udziału w KIS"


def _of_contracts(person: Person, on: datetime.date):
    """Ends of the contracts that bind, and of each its next two reviews."""
    binding = {contract.pk: contract for contract in contracts_once(person) if contract.covers(on)}
    reviews = defaultdict(list)
    for review in _coming_reviews(person.pk, on) if binding else ():
        reviews[review.contract_id].append(review.on)
    for contract in binding.values():
        yield contract.last_day, f"koniec kontraktu {contract.number}"
        coming = [day for day in sorted(reviews[contract.pk]) if day <= contract.last_day]
        for day in coming[:2]:
            yield day, f"ocena kontraktu {contract.number}"


@worded()
def _coming_reviews(person_pk: int, on: datetime.date):
    return PlannedReview.objects.filter(contract__person=person_pk, on__gte=on)


def _of_notes(person: Person, sensitive: bool):
    for note in _reminders_for(sensitive)(person.pk):
        yield note.remind_on, f"przypomnienie: {note.get_kind_display()}"


def recent_notes(person: Person, *, sensitive: bool) -> list[Note]:
    return _last_notes_for(sensitive)(person.pk, person=person)


@cache
def _reminders_for(sensitive: bool):
    @worded()
    def reminders(person_pk: int):
        notes = Note.objects.filter(person=person_pk, remind_on__isnull=False)
        return notes.readable(sensitive=sensitive)

    return reminders


@cache
def _last_notes_for(sensitive: bool):
    @worded("author")
    def notes(person_pk: int):
        return Note.objects.filter(person=person_pk).readable(sensitive=sensitive)[:5]

    return notes
