"""When each person's case ended, of what kinds its files are, and what may be destroyed on a day."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from kis.privacy.models import FileKind, RetentionClass
from kis.privacy.retention import Term, longest, term
from participants.models import Person

# Of all the person's files at once. Open: a stay, a referral, a contract or a placement that goes on, a
# contract nobody signed yet, an application that waits, another part of the office's work. What is voided
# counts for nothing. NULL as the last day of what goes on.
CASES = """
WITH whole AS (
    SELECT id, COALESCE(merged_into_id, id) AS file FROM participants_person WHERE erased_on IS NULL),
of_file AS (
    SELECT whole.file, told.kind, told.last, told.is_open
    FROM whole JOIN LATERAL (
        SELECT 'club' AS kind, s.ends_on AS last, s.ends_on IS NULL AS is_open
        FROM participants_participation s WHERE s.person_id = whole.id AND s.voided_at IS NULL
        UNION ALL
        SELECT 'club', COALESCE(c.ended_on, c.last_day), c.state NOT IN ('signed', 'ended')
        FROM contracts_socialcontract c WHERE c.person_id = whole.id AND c.voided_at IS NULL
        UNION ALL
        SELECT 'club', p.ends_on, p.ends_on IS NULL
        FROM activities_placement p WHERE p.person_id = whole.id AND p.voided_at IS NULL
        UNION ALL
        SELECT 'psu', r.last_day, false
        FROM psu_referral r WHERE r.person_id = whole.id AND r.voided_at IS NULL
        UNION ALL
        SELECT 'psu', GREATEST(l.paid_on, l.refund_settled_on), l.paid_on IS NULL
        FROM psu_payline n JOIN psu_paylist l ON l.id = n.pay_list_id WHERE n.person_id = whole.id
        UNION ALL
        SELECT 'application', a.ends_on, a.ends_on IS NULL AND a.kind <> 'psu' AND NOT (
            a.kind = 'kis' AND EXISTS (SELECT 1 FROM participants_participation s
                JOIN whole other ON other.id = s.person_id
                WHERE other.file = whole.file AND s.voided_at IS NULL))
        FROM participants_area a WHERE a.person_id = whole.id
        UNION ALL
        SELECT 'application', q.answered_on, q.answered_on IS NULL
        FROM privacy_datarequest q WHERE q.person_id = whole.id
        UNION ALL
        SELECT 'application', t.lifted_on, t.lifted_on IS NULL
        FROM participants_restriction t WHERE t.person_id = whole.id
    ) told ON TRUE)
SELECT file, array_agg(DISTINCT kind), CASE WHEN bool_or(is_open) THEN NULL ELSE max(last) END
FROM of_file {where} GROUP BY file ORDER BY file"""


@dataclass(frozen=True)
class Case:
    """A person's files as one case. `term` None where a kind of them has no archive class yet."""

    person: int
    kinds: tuple[str, ...]
    ended_on: datetime.date | None
    term: Term | None


def cases(on: datetime.date, people: Collection[int] | None = None) -> list[Case]:
    """Of everybody whose data are here, or of these files. Two queries."""
    symbols = dict(RetentionClass.objects.on(on).values_list("code", "symbol"))
    where = "" if people is None else "WHERE file = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(CASES.format(where=where), [] if people is None else [list(people)])
        rows = cursor.fetchall()
    return [_case(file, kinds, ended_on, symbols, on) for file, kinds, ended_on in rows]


def _case(file, kinds, ended_on, symbols: dict[str, str], on) -> Case:
    """Whoever took part or worked is no mere applicant."""
    told = tuple(sorted(set(kinds) - {FileKind.APPLICATION})) or (FileKind.APPLICATION.value,)
    if not set(told) <= symbols.keys():
        return Case(file, told, ended_on, None)
    return Case(file, told, ended_on, longest(term(symbols[kind], ended_on, on) for kind in told))


def may_go(on: datetime.date, people: Collection[int] | None = None) -> list[Case]:
    """Those whose time of keeping is over, the longest due first."""
    found = [case for case in cases(on, people) if case.term and case.term.may_go]
    return sorted(found, key=lambda case: (case.term.due_from, case.person))


def files_of_case(person: int) -> list[int]:
    return list(Person.objects.files_of(person).values_list("pk", flat=True))
