"""Whom a meeting waits for: of many meetings at once, for the papers."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from kis.activities.models import Enrolment, Meeting
from participants.models import Break, Participation, Person

FILES = ("person", "person__merged_into")
Periods = dict[int, list[tuple[datetime.date, datetime.date | None]]]


@dataclass(frozen=True)
class Expected:
    """`people`: whoever is waited for at least once, in the order of names."""

    people: list[Person]
    numbers: dict[int, set[int]]  # of the people, by the number of the meeting

    def waits_for(self, meeting: Meeting, person: Person) -> bool:
        return person.pk in self.numbers[meeting.pk]

    def at(self, meeting: Meeting) -> list[Person]:
        return [person for person in self.people if self.waits_for(meeting, person)]


def to_come(meetings: Sequence[Meeting], people=None) -> Expected:
    """Enrolled that day, in a stay that covers it, in no break; by the file that stands for the person.

    `people`: whom the reader may see; None of a leader, who sees everybody on the list. Four queries,
    whatever the number of meetings.
    """
    if not meetings:
        return Expected([], {})
    first = min(meeting.day for meeting in meetings)
    last = max(meeting.day for meeting in meetings)
    enrolled = _enrolled(meetings, first, last)
    numbers = {number for found in enrolled.values() for number in found}
    stays, breaks = _stays(numbers, first, last)
    known = list(
        (Person.objects if people is None else people).filter(pk__in=numbers).in_polish_order()
    )
    expected = {
        meeting.pk: {
            person.pk
            for person in known
            if _holds(enrolled[meeting.activity_id].get(person.pk, []), meeting.day)
            and _holds(stays[person.pk], meeting.day)
            and not _holds(breaks[person.pk], meeting.day)
        }
        for meeting in meetings
    }
    once = set().union(*expected.values())
    return Expected([person for person in known if person.pk in once], expected)


def _overlapping(first, last) -> Q:
    return Q(starts_on__lte=last) & (Q(ends_on=None) | Q(ends_on__gte=first))


def _enrolled(meetings, first, last) -> dict[int, Periods]:
    found: dict[int, Periods] = defaultdict(lambda: defaultdict(list))
    groups = {meeting.activity_id for meeting in meetings}
    rows = Enrolment.objects.filter(_overlapping(first, last), activity__in=groups)
    for group, own, merged, *days in rows.values_list("activity", *FILES, "starts_on", "ends_on"):
        found[group][merged or own].append(tuple(days))
    return found


def _stays(numbers, first, last) -> tuple[Periods, Periods]:
    stays: Periods = defaultdict(list)
    breaks: Periods = defaultdict(list)
    owners = {}
    rows = Participation.objects.filter(
        _overlapping(first, last),
        Q(person__in=numbers) | Q(person__merged_into__in=numbers),
    )
    for pk, own, merged, *days in rows.values_list("pk", *FILES, "starts_on", "ends_on"):
        owners[pk] = merged or own
        stays[merged or own].append(tuple(days))
    rows = Break.objects.filter(_overlapping(first, last), participation__in=owners)
    for stay, *days in rows.values_list("participation", "starts_on", "ends_on"):
        breaks[owners[stay]].append(tuple(days))
    return stays, breaks


def _holds(periods, day: datetime.date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in periods)
