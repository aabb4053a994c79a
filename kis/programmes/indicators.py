"""A project's participants by groups: whoever belongs to several is counted in each of them."""

import datetime
from dataclasses import dataclass, field

from kis.programmes.guards.project import ANSWERS
from kis.programmes.models import ProjectStart, Words
from kis.programmes.project.participants import Participant
from kis.programmes.project.words import Dictionaries
from participants.models import Person

AGES = [
    ("poniżej 18 lat", 0, 17),
    ("18–29 lat", 18, 29),
    ("30–54 lata", 30, 54),
    ("55 lat i więcej", 55, 150),
]


@dataclass
class GroupCount:
    """`people` by number, once each however often they took part."""

    part: str
    label: str
    people: dict[int, Participant] = field(default_factory=dict)

    def add(self, participant: Participant) -> None:
        self.people.setdefault(participant.person.pk, participant)

    def _of(self, sex: str) -> int:
        return sum(one.person.sex == sex for one in self.people.values())

    @property
    def women(self) -> int:
        return self._of(Person.Sex.WOMAN)

    @property
    def men(self) -> int:
        return self._of(Person.Sex.MAN)

    @property
    def total(self) -> int:
        return len(self.people)


def counted(
    participants: list[Participant], words: Dictionaries, on: datetime.date
) -> list[GroupCount]:
    """Of those whose participation began; the order of the rows is the order of their numbers."""
    begun = [one for one in participants if one.enrolment.starts_on]
    left = [one for one in begun if one.enrolment.ends_on and one.enrolment.ends_on < on]
    all_of = GroupCount("Razem", "osoby objęte wsparciem")
    gone = GroupCount("Razem", "w tym zakończyły udział")
    for one in begun:
        all_of.add(one)
    for one in left:
        gone.add(one)
    return [
        all_of,
        gone,
        *_by_word("Status w dniu rozpoczęcia", "status", Words.STATUS, begun, words),
        *_by_word("Status, w tym", "status_detail", Words.STATUS_DETAIL, begun, words),
        *_by_word("Wykształcenie", "education", Words.EDUCATION, begun, words),
        *_by_age(begun),
        *_by_answer(begun),
        *_by_situation(begun, words),
    ]


def _by_word(part, name, field_of_words, participants, words) -> list[GroupCount]:
    groups = {word.code: GroupCount(part, word.wording) for word in words.of(field_of_words)}
    for one in participants:
        code = getattr(one.start, name, "")
        if code in groups:
            groups[code].add(one)
    return list(groups.values())


def _by_age(participants) -> list[GroupCount]:
    groups = []
    for label, youngest, oldest in AGES:
        group = GroupCount("Wiek w dniu rozpoczęcia", label)
        for one in participants:
            if one.age is not None and youngest <= one.age <= oldest:
                group.add(one)
        groups.append(group)
    return groups


def _by_answer(participants) -> list[GroupCount]:
    groups = []
    for name in ANSWERS:
        group = GroupCount("Odpowiedź „tak”", ProjectStart._meta.get_field(name).verbose_name)
        for one in participants:
            if one.start and getattr(one.start, name) == "yes":
                group.add(one)
        groups.append(group)
    return groups


def _by_situation(participants, words) -> list[GroupCount]:
    groups = {
        word.code: GroupCount("Po zakończeniu udziału", word.wording)
        for word in words.of(Words.SITUATION)
    }
    for one in participants:
        for code in one.situation.situations if one.situation else []:
            if code in groups:
                groups[code].add(one)
    return list(groups.values())
