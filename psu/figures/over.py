"""Weeks, months and years of anybody over a limit, in all years: the guards let none come to be."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from kis.lib.dates import DAY, month_name, polish
from kis.lib.money import hours as shown
from participants.models import Person
from psu.guards.sums import months_over, weeks_over
from psu.guards.year import years_over

# The sentences of the guards themselves, asked of everybody's hours at once.
EVERYBODY = "TRUE"
OVER = f"""
SELECT 'week', person_id, monday, hours, most FROM ({weeks_over(EVERYBODY, only="")}) weeks
UNION ALL SELECT 'month', person_id, month, hours, most FROM ({months_over(EVERYBODY, only="")}) months
UNION ALL SELECT 'year', person_id, make_date(year, 1, 1), there, most
    FROM ({years_over(EVERYBODY, only="")}) years
ORDER BY 3, 1, 2
"""


@dataclass(frozen=True)
class Over:
    """`what`: week, month or year, which begins on `since`; `there` are hours, of a year days."""

    what: str
    person: int
    since: datetime.date
    there: Decimal
    most: Decimal

    @property
    def words(self) -> str:
        """tydzień 23.11.2026–29.11.2026: 12 godz., limit 10"""
        if self.what == "year":
            return f"{self.since.year} r.: {self.there} dni, limit {self.most}"
        if self.what == "week":
            span = f"tydzień {polish(self.since)}–{polish(self.since + 6 * DAY)}"
        else:
            span = month_name(self.since)
        return f"{span}: {shown(self.there)} godz., limit {shown(self.most)}"


def over_the_limit() -> list[Over]:
    """By their days. One query."""
    with connection.cursor() as cursor:
        cursor.execute(OVER)
        return [Over(*row) for row in cursor.fetchall()]


def named(rows: list[Over]) -> list[tuple[Person, Over]]:
    people = Person.objects.in_bulk({row.person for row in rows})
    return [(people[row.person], row) for row in rows]
