"""What others did in somebody's cases since they were here the last time."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Value
from django.utils import timezone

from kis.accounts.models import User
from kis.desk.tracked import ACTS, FOR_SHORT_LISTS, NOBODY, SOURCES
from participants.models import Person


@dataclass(frozen=True)
class Touched:
    """What somebody else did in a case: enough to decide whether to open its history."""

    person: Person
    at: datetime.datetime
    who: str
    what: str
    act: str


def _by_others(people: Collection[int], since: datetime.datetime, user):
    parts = [
        source.events_of(people)
        .filter(pgh_created_at__gt=since)
        .exclude(pgh_context__metadata__user=user.pk)
        .order_by()
        .annotate(source=Value(SOURCES.index(source)), whose=F(source.to_person))
        .values_list(
            *("pgh_created_at", "pgh_id", "pgh_label", "pgh_context__metadata__user"),
            *("source", "whose"),
        )
        for source in FOR_SHORT_LISTS
    ]
    return parts[0].union(*parts[1:], all=True)


def count_of_others_changes(people: Collection[int], since: datetime.datetime, user) -> int:
    """Entries that others made in these people's cases since the moment. One query."""
    return _by_others(people, since, user).count() if people else 0


def others_changes(
    people: Collection[int], since: datetime.datetime, user, *, count: int
) -> list[Touched]:
    """The newest of them, without contents: those stand in each person's history."""
    if not people:
        return []
    rows = list(_by_others(people, since, user).order_by("-pgh_created_at", "-pgh_id")[:count])
    users = User.objects.in_bulk({row[3] for row in rows} - {None})
    cases = Person.objects.in_bulk({row[5] for row in rows})
    return [
        Touched(
            person=cases[whose],
            at=timezone.localtime(at),
            who=str(users.get(who, NOBODY)),
            what=str(SOURCES[source].model._meta.verbose_name),
            act=ACTS[label],
        )
        for at, _, label, who, source, whose in rows
        if whose in cases
    ]
