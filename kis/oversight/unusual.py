"""What was unusual in a week of the access log: counts for each user, to be asked about and not a verdict."""

import datetime
from dataclasses import dataclass

from django.db import connection

from kis.accounts.models import User
from kis.lib.dates import DAY, days, holiday_name
from kis.oversight.log import midnight

WEEK, WEEKS_BEFORE = 7 * DAY, 8
OPENS_AT, CLOSES_AT = 6, 20  # hours of Warsaw
# From so many on a count is told of.
MANY_PEOPLE, TIMES_AS_USUAL = 20, 3
MANY_TAKEN, MANY_REFUSED, MANY_FAILED = 50, 5, 5


@dataclass(frozen=True)
class UserWeek:
    """`people` are different ones whose things were opened; `usual` in a week of the two months before."""

    user: User
    people: int
    usual: int
    late: int
    taken: int
    refused: int
    failed: int

    @property
    def reasons(self) -> list[str]:
        """Why it is told of, in short sentences; empty for a usual week."""
        told = [
            (self.is_many, f"osoby: {self.people}, zwykle {self.usual}"),
            (self.late > 0, f"poza godzinami pracy: {self.late}"),
            (self.taken >= MANY_TAKEN, f"pobrane i wydrukowane: {self.taken}"),
            (self.refused >= MANY_REFUSED, f"odmowy dostępu: {self.refused}"),
            (self.failed >= MANY_FAILED, f"nieudane logowania: {self.failed}"),
        ]
        return [words for is_told, words in told if is_told]

    @property
    def is_many(self) -> bool:
        return self.people >= MANY_PEOPLE and self.people >= TIMES_AS_USUAL * max(self.usual, 1)


COUNTED = """
WITH entries AS (
    SELECT COALESCE(user_id, CASE WHEN kind = 'account' THEN number END) AS user_id, act, person_number, at,
        at AT TIME ZONE %(zone)s AS clock, at >= %(first)s AS is_of_week
    FROM journal_accessentry WHERE at >= %(since)s AND at < %(end)s),
earlier AS (
    SELECT user_id, count(DISTINCT (person_number, date_trunc('week', clock))) AS people
    FROM entries WHERE NOT is_of_week AND person_number IS NOT NULL GROUP BY user_id)
SELECT entries.user_id, count(DISTINCT person_number), COALESCE(max(earlier.people), 0) / %(weeks)s,
    count(*) FILTER (WHERE act NOT IN ('login_failed', 'logout') AND (
        EXTRACT(hour FROM clock) NOT BETWEEN %(opens)s AND %(closes)s - 1
        OR EXTRACT(isodow FROM clock) > 5 OR clock::date = ANY(%(holidays)s))),
    count(*) FILTER (WHERE act LIKE 'download%%' OR act LIKE 'print%%'),
    count(*) FILTER (WHERE act = 'refused'), count(*) FILTER (WHERE act = 'login_failed')
FROM entries LEFT JOIN earlier USING (user_id)
WHERE is_of_week AND entries.user_id IS NOT NULL
GROUP BY entries.user_id"""


def weeks_of_users(last: datetime.date) -> list[UserWeek]:
    """Of each user who did something in the seven days up to that one, the unusual first. Two queries."""
    first = last - WEEK + DAY
    facts = {
        "zone": "Europe/Warsaw",
        "first": midnight(first),
        "end": midnight(last + DAY),
        "since": midnight(first - WEEKS_BEFORE * WEEK),
        "weeks": WEEKS_BEFORE,
        "opens": OPENS_AT,
        "closes": CLOSES_AT,
        "holidays": [day for day in days(first, last) if holiday_name(day)],
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, facts)
        rows = cursor.fetchall()
    users = User.objects.in_bulk([number for number, *_ in rows])
    found = [UserWeek(users[number], *counts) for number, *counts in rows if number in users]
    return sorted(found, key=lambda week: (-len(week.reasons), -week.people, str(week.user)))
