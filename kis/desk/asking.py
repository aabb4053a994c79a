"""One statement for all kinds of rows: whom they may be shown to, the first of each group, and counts.

Django words a union of twenty parts longer than the database answers it, so it is worded once a day for
readers who are asked alike, and their own number is put in when it is asked.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, DateField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.worded import sql_of
from kis.lib.work import COLUMNS, DeskGroup, Found, Kind, Task, late_before
from participants.models import Person

# In place of the reader's number, which is put in when it is asked: nothing else has it.
READER = -(2**62)
ORDER = list(DeskGroup)

# OFFSET 0: each row asks for its own person, else the planner reads the areas of the whole register. A row
# of nobody is the office's own.
FIRST_OF_EACH = """
SELECT kind, day, person, number, facts, last_name, first_name, led, total, late, bounded, place
FROM (
    SELECT told.*, person.last_name, person.first_name, person.led,
        row_number() OVER shelf AS place,
        count(*) OVER (PARTITION BY told.shelf) AS total,
        count(*) FILTER (WHERE told.day < told.late_before) OVER (PARTITION BY told.shelf) AS late,
        count(*) FILTER (WHERE told.is_bounded) OVER (PARTITION BY told.shelf) AS bounded,
        count(*) FILTER (WHERE told.day >= told.coming_from) OVER shelf AS coming
    FROM ({rows}) told
        (day, moment, rank, person, number, facts, kind, shelf, late_before, coming_from, is_bounded)
    LEFT JOIN LATERAL (
        SELECT * FROM ({people}) seen (id, last_name, first_name, led)
        WHERE seen.id = told.person OFFSET 0) person ON TRUE
    WHERE person.id IS NOT NULL OR told.person IS NULL
    WINDOW shelf AS (
        PARTITION BY told.shelf ORDER BY told.day, told.kind, told.moment, told.rank,
            person.last_name, person.first_name, person.id)
) waiting
WHERE place > %s AND place <= %s OR coming = 1 AND day >= coming_from
ORDER BY shelf, place
"""


Statement = tuple[str, tuple]


@dataclass(frozen=True)
class Answer:
    """Of a group: how many wait and how many of them are late, the rows asked for, the nearest deadline.

    `is_more`: others wait that were not counted.
    """

    total: int = 0
    late: int = 0
    tasks: tuple[Task, ...] = ()
    nearest: Task | None = None
    is_more: bool = False


def ask(
    kinds: Sequence[Kind], user, on: date, *, everybody: bool, first: int, count: int
) -> dict[DeskGroup, Answer]:
    """Of each group that has any so many rows from the first on. One query; none without kinds."""
    statement = worded_rows(tuple(kinds), user.roles, on, everybody) if kinds else None
    if statement is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(*filled_in(statement, user, first, first + count))
        return _answers(cursor.fetchall(), kinds, user, on, first, count)


def _answers(rows, kinds, user, on: date, first: int, count: int) -> dict[DeskGroup, Answer]:
    found = {}
    most = {kind.group: kind.most for kind in kinds if kind.most}
    for kind, day, person, number, facts, last, name, led, total, late, bounded, place in rows:
        row = Found(day, on, person, number, json.loads(facts) if facts else {}, bool(led))
        task = _task(kinds[kind], row, f"{last} {name}" if person else "", user)
        is_more = bounded > most.get(task.group, 0)
        answer = found.get(task.group, Answer(total - is_more, late, is_more=is_more))
        is_asked = first < place <= first + count
        is_nearest = answer.nearest is None and task.is_deadline and task.day >= on
        found[task.group] = replace(
            answer,
            tasks=(*answer.tasks, task) if is_asked else answer.tasks,
            nearest=task if is_nearest else answer.nearest,
        )
    return found


def _task(kind: Kind, row: Found, who: str, user) -> Task:
    told = {"who": who} | kind.tell(row, user)
    return Task(group=kind.group, on=row.on, day=row.day, is_deadline=kind.is_deadline, **told)


@lru_cache(maxsize=256)
def worded_rows(
    kinds: tuple[Kind, ...], roles: frozenset[Role], on: date, everybody: bool
) -> Statement | None:
    """The text and its values but the last two; None where the roles see nobody."""
    reader = reader_in(roles)
    people = people_of(reader, on, everybody=everybody)
    parts = [_part(kind, place, people, reader, on) for place, kind in enumerate(kinds)]
    columns = people.order_by().values_list("pk", "last_name", "first_name", "led")
    return composed(FIRST_OF_EACH, rows=_union(parts), people=columns)


def reader_in(roles: frozenset[Role]) -> User:
    reader = User(pk=READER)
    reader.roles = roles
    return reader


def people_of(user, on: date, *, everybody: bool) -> QuerySet:
    """Whose rows the user may be shown, each with `led`; without `everybody` cases of their own.

    Merged files too: what waits in one is work of who leads the case of the file that it points to.
    """
    people = Person.objects.with_led(user, on)
    return people if everybody else people.filter(led=True)


def _part(kind: Kind, place: int, people: QuerySet, reader: User, on: date) -> QuerySet:
    late = late_before(kind.group, on, is_deadline=kind.is_deadline)
    coming = on if kind.is_deadline else date.max
    return kind.ask(people, reader, on).values_list(
        *COLUMNS,
        Cast(Value(place), IntegerField()),
        Cast(Value(ORDER.index(kind.group)), IntegerField()),
        Cast(Value(late), DateField()),
        Cast(Value(coming), DateField()),
        Cast(Value(kind.most is not None), BooleanField()),
    )


def _union(parts: list[QuerySet]) -> QuerySet:
    return parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]


def composed(text: str, **questions: QuerySet) -> Statement | None:
    """The text with questions at their names, given in the order in which they stand there.

    None where one of them finds nothing, whatever stands in the tables.
    """
    try:
        worded = {name: sql_of(rows) for name, rows in questions.items()}
    except EmptyResultSet:
        return None
    values = [value for _, given in worded.values() for value in given]
    return text.format(**{name: sql for name, (sql, _) in worded.items()}), tuple(values)


def filled_in(statement: Statement, user, *others) -> tuple[str, list]:
    """The statement asked by the user; `others` are the values behind those of the questions."""
    text, values = statement
    return text, [*(user.pk if value == READER else value for value in values), *others]
