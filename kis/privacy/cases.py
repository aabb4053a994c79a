"""When each person's case ended, of what kinds its files are, and what may be destroyed on a day."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from kis.lib.worded import sql_of
from kis.privacy.models import DestructionItem, FileKind, RetentionClass
from kis.privacy.retention import Term, ended_by, longest, term
from participants.models import Person

# Of all the person's files at once. Open: a stay, a referral, a contract or a placement that goes on, a
# contract nobody signed yet, an application that waits, another part of the office's work. What is voided
# counts for nothing. NULL as the last day of what goes on. Each table is read once, whoever is asked about.
# `whose`: of which rows of people.
CASES = """
WITH whole AS MATERIALIZED (
    SELECT id, COALESCE(merged_into_id, id) AS file FROM participants_person
    WHERE {whose}),
in_club AS (
    SELECT whole.file FROM participants_participation s JOIN whole ON whole.id = s.person_id
    WHERE s.voided_at IS NULL),
told (file, kind, first, last, is_open) AS (
    SELECT whole.file, 'club', s.starts_on, s.ends_on, s.ends_on IS NULL
    FROM participants_participation s JOIN whole ON whole.id = s.person_id WHERE s.voided_at IS NULL
    UNION ALL
    SELECT whole.file, 'club', c.signed_on, COALESCE(c.ended_on, c.last_day),
        c.state NOT IN ('signed', 'ended')
    FROM contracts_socialcontract c JOIN whole ON whole.id = c.person_id WHERE c.voided_at IS NULL
    UNION ALL
    SELECT whole.file, 'club', p.starts_on, p.ends_on, p.ends_on IS NULL
    FROM activities_placement p JOIN whole ON whole.id = p.person_id WHERE p.voided_at IS NULL
    UNION ALL
    SELECT whole.file, 'psu', r.issued_on, r.last_day, false
    FROM psu_referral r JOIN whole ON whole.id = r.person_id WHERE r.voided_at IS NULL
    UNION ALL
    SELECT whole.file, 'psu', NULL, GREATEST(l.paid_on, l.refund_settled_on), l.paid_on IS NULL
    FROM psu_payline n JOIN psu_paylist l ON l.id = n.pay_list_id
    JOIN whole ON whole.id = n.person_id
    UNION ALL
    SELECT whole.file, 'application', a.starts_on, a.ends_on, a.ends_on IS NULL AND a.kind <> 'psu'
        AND NOT (a.kind = 'kis' AND whole.file IN (SELECT file FROM in_club))
    FROM participants_area a JOIN whole ON whole.id = a.person_id
    UNION ALL
    SELECT whole.file, 'application', q.received_on, q.answered_on, q.answered_on IS NULL
    FROM privacy_datarequest q JOIN whole ON whole.id = q.person_id
    UNION ALL
    SELECT whole.file, 'application', t.starts_on, t.lifted_on, t.lifted_on IS NULL
    FROM participants_restriction t JOIN whole ON whole.id = t.person_id),
found AS (
    SELECT file, array_agg(DISTINCT kind) AS kinds, min(first) AS first,
        CASE WHEN bool_or(is_open) THEN NULL ELSE max(last) END AS last
    FROM told GROUP BY file)
"""
HELD = "erased_on IS NULL"
OF_FILES = "(id = ANY(%(people)s) OR merged_into_id = ANY(%(people)s))"
NAMED = "SELECT file, kinds, first, last FROM found WHERE file = ANY(%(people)s) ORDER BY file"
# By the day of its end, a case of each set of kinds by the longest of their terms.
DUE = """
SELECT file, kinds, first, last, count(*) OVER () FROM found
WHERE last <= CASE WHEN kinds @> ARRAY['club', 'psu'] THEN %s::date
        WHEN 'club' = ANY(kinds) THEN %s::date WHEN 'psu' = ANY(kinds) THEN %s::date
        ELSE %s::date END
    AND file IN ({seen}) AND file NOT IN ({taken})
ORDER BY last, file LIMIT %s"""


@dataclass(frozen=True)
class Case:
    """A person's files as one case. `term` None where a kind of them has no archive class yet."""

    person: int
    kinds: tuple[str, ...]
    began_on: datetime.date
    ended_on: datetime.date | None
    term: Term | None


def cases(on: datetime.date, people: Collection[int], *, erased: bool = False) -> list[Case]:
    """Of these files; with `erased` also of those of which figures and days alone are left. Two queries."""
    symbols, whose = _symbols(on), OF_FILES if erased else f"{HELD} AND {OF_FILES}"
    with connection.cursor() as cursor:
        cursor.execute(CASES.format(whose=whose) + NAMED, {"people": list(people)})
        rows = cursor.fetchall()
    return [_case(*row, symbols, on) for row in rows]


def _symbols(on: datetime.date) -> dict[str, str]:
    return dict(RetentionClass.objects.on(on).values_list("code", "symbol"))


def _case(file, kinds, began_on, ended_on, symbols: dict[str, str], on) -> Case:
    """Whoever took part or worked is no mere applicant."""
    told = tuple(sorted(set(kinds) - {FileKind.APPLICATION})) or (FileKind.APPLICATION.value,)
    if not set(told) <= symbols.keys():
        return Case(file, told, began_on, ended_on, None)
    found = longest(term(symbols[kind], ended_on, on) for kind in told)
    return Case(file, told, began_on, ended_on, found)


def may_go(on: datetime.date, people: Collection[int]) -> list[Case]:
    """Of these those whose time of keeping is over, the longest due first."""
    found = [case for case in cases(on, people) if case.term and case.term.may_go]
    return sorted(found, key=lambda case: (case.term.due_from, case.person))


def waiting(on: datetime.date, *, seen: QuerySet, most: int) -> tuple[list[Case], int]:
    """Of the people `seen` those whose time of keeping is over and whom no list holds: the first ones to have
    ended, and how many there are. Two queries, however large the register.
    """
    symbols = _symbols(on)
    kinds = ((FileKind.CLUB, FileKind.PSU), (FileKind.CLUB,), (FileKind.PSU,))
    days = [
        ended_by([symbols.get(kind, "") for kind in told], on)
        for told in (*kinds, (FileKind.APPLICATION,))
    ]
    if not any(days):
        return [], 0
    seen_sql, seen_values = sql_of(seen.order_by().values("pk"))
    taken_sql, taken_values = sql_of(DestructionItem.objects.standing().order_by().values("person"))
    text = CASES.format(whose=HELD) + DUE.format(seen=seen_sql, taken=taken_sql)
    with connection.cursor() as cursor:
        cursor.execute(text, [*days, *seen_values, *taken_values, most])
        rows = cursor.fetchall()
    return [_case(*row[:-1], symbols, on) for row in rows], rows[0][-1] if rows else 0


def files_of_case(person: int) -> list[int]:
    return list(Person.objects.files_of(person).values_list("pk", flat=True))
