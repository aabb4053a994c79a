"""Which wording of the information on personal data (art. 13) a person was given, and who has an old one."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from contracts.club_texts import CLAUSE
from contracts.models import ClubPaper
from kis.documents.models import PaperText
from kis.lib.periods import covering
from kis.lib.together import point, together
from participants.file import PersonFile
from participants.models import Participation, Person
from psu.models import Referral


@dataclass(frozen=True)
class Given:
    """`version`: the first day of the wording; None where nobody knows which one it was."""

    on: datetime.date
    how: str
    version: datetime.date | None
    is_current: bool


def current(on: datetime.date) -> PaperText | None:
    return PaperText.objects.on(on).filter(key=CLAUSE).first()


def given(file: PersonFile) -> list[Given]:
    """The newest first: papers handed out, and what was noted on *Dane*. One query."""
    wordings, papers = _recorded(file.whole)
    point(papers, wordings, "text")
    now = next((text for text in wordings if _holds(text, file.on)), None)
    told = [
        Given(paper.made_on, "pismo klubu", paper.text.valid_from, paper.text == now)
        for paper in papers
    ]
    for person in [file.person, *file.others]:
        if day := person.information_given_on:
            text = next((text for text in wordings if _holds(text, day)), None)
            how = person.get_information_given_how_display() or "bez sposobu"
            told.append(Given(day, how, text and text.valid_from, text is not None and text == now))
    return sorted(told, key=lambda one: one.on, reverse=True)


@together
def _recorded(whole: int):
    papers = ClubPaper.objects.filter(person__in=Person.objects.files_of(whole))
    return (
        PaperText.objects.filter(key=CLAUSE).order_by("valid_from"),
        papers.filter(kind=ClubPaper.Kind.CLAUSE),
    )


def _holds(text: PaperText, day: datetime.date) -> bool:
    return text.valid_from <= day and (text.valid_to is None or day <= text.valid_to)


def with_an_old_one(people: QuerySet, on: datetime.date) -> QuerySet:
    """Of the people those who take part or are sent to work that day, and have not the wording of the day."""
    text = current(on)
    if text is None:
        return people.none()
    takes_part = Participation.objects.filter(covering(on), person=OuterRef("pk"))
    works = Referral.objects.within(on, on).filter(person=OuterRef("pk"))
    has_paper = ClubPaper.objects.filter(person=OuterRef("pk"), text=text)
    return people.filter(
        Q(Exists(takes_part)) | Q(Exists(works)),
        ~Exists(has_paper),
        Q(information_given_on=None) | Q(information_given_on__lt=text.valid_from),
        merged_into=None,
    )
