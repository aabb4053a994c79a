"""What others did in somebody's cases since they were here the last time."""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import F, Value
from django.utils import timezone

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.desk.asking import composed, filled_in, reader_in
from kis.desk.tracked import FOR_SHORT_LISTS, SOURCES
from kis.lib.row_history import ACTS, NOBODY
from participants.models import Person
from participants.models.people import leads_cases


@dataclass(frozen=True)
class Touched:
    """What somebody else did in a case: enough to decide whether to open its history."""

    person: Person
    at: datetime.datetime
    who: str
    what: str
    act: str


# The moment stands outside of the union, yet each part is read from that moment on. OFFSET 0: each event
# asks for its own person, else the planner may read all of them.
BY_OTHERS = """
FROM ({events}) event (at, number, label, context, source, whose)
CROSS JOIN LATERAL (
    SELECT FROM ({people}) own (id) WHERE own.id = event.whose OFFSET 0) person
LEFT JOIN pghistory_context context ON context.id = event.context
WHERE event.at > %s AND (context.metadata ->> 'user')::bigint IS DISTINCT FROM %s
"""
COUNTED = "SELECT count(*) " + BY_OTHERS
NEWEST = f"""
SELECT event.at, event.label, (context.metadata ->> 'user')::bigint, event.source, event.whose
{BY_OTHERS} ORDER BY event.at DESC, event.number DESC LIMIT %s
"""


def count_of_others_changes(user, on: datetime.date, since: datetime.datetime) -> int:
    """Entries that others made in the user's own cases since the moment. One query."""
    return sum(number for (number,) in _asked(COUNTED, user, on, since, user.pk))


def others_changes(
    user, on: datetime.date, since: datetime.datetime, *, count: int
) -> list[Touched]:
    """The newest of them, without contents: those stand in each person's history."""
    rows = _asked(NEWEST, user, on, since, user.pk, count)
    # Names of the few that are shown, not of every event that was looked through.
    users = User.objects.in_bulk({who for _, _, who, _, _ in rows} - {None})
    cases = Person.objects.in_bulk({whose for *_, whose in rows})
    return [
        Touched(
            person=cases[whose],
            at=timezone.localtime(at),
            who=str(users.get(who, NOBODY)),
            what=str(SOURCES[source].model._meta.verbose_name),
            act=ACTS[label],
        )
        for at, label, who, source, whose in rows
    ]


def _asked(text: str, user, on: datetime.date, *values) -> list[tuple]:
    worded = _worded(text, user.roles, on) if leads_cases(user) else None
    if worded is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*filled_in(worded, user, *values))
        return cursor.fetchall()


@lru_cache(maxsize=64)
def _worded(text: str, roles: frozenset[Role], on: datetime.date):
    people = Person.objects.led_by(reader_in(roles), on).order_by().values_list("pk")
    parts = [
        source.events()
        .order_by()
        .values_list(
            *("pgh_created_at", "pgh_id", "pgh_label", "pgh_context"),
            *(Value(SOURCES.index(source)), F(source.to_owner)),
        )
        for source in FOR_SHORT_LISTS
    ]
    return composed(text, events=parts[0].union(*parts[1:], all=True), people=people)
