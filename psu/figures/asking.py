"""Persons, hours and money of a year, by month, place or person: one statement for every table.

Hours are those entered; what is settled, the benefits and the refund are those of the lines of pay lists
that count, so that the sums agree with the lists to the grosz.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from psu.guards.sums import ANNEX_OF_DAY, PERCENT, first_of_month

# Who stands for a person: a file that was merged into another is that other person's.
SOMEBODY = "COALESCE(person.merged_into_id, person.id)"

# What a table has a row for.
KEYS = {
    "year": "EXTRACT(YEAR FROM month)::int",
    "month": "EXTRACT(MONTH FROM month)::int",
    "place": "place",
    "person": "somebody",
}

# A line of a pay list knows no place. It is divided among the places of its hours: those of its kind of work
# under its rates and, where the places differ in it, its share of the refund. The parts are differences of
# rounded running sums and so add up to the line.
_PARTS = f"""
WITH days AS (
    SELECT w.id, w.person_id, w.agreement_id, w.kind_id, w.day, w.hours, r.place_id AS place,
        {SOMEBODY} AS somebody, {first_of_month("w.day")} AS month
    FROM psu_workday w JOIN psu_referral r ON r.id = w.referral_id
        JOIN participants_person person ON person.id = w.person_id
    WHERE w.hours > 0 AND r.voided_at IS NULL AND w.day >= %(first)s AND w.day <= %(last)s),
lines AS (
    SELECT l.id, l.kind_id, l.hours, l.amount, l.refund, l.refund_percent, l.person_id, m.agreement_id,
        m.month, {SOMEBODY} AS somebody, agreed.valid_from AS agreed_from, agreed.valid_to AS agreed_to,
        minimum.valid_from AS minimum_from, minimum.valid_to AS minimum_to
    FROM psu_payline l JOIN psu_personmonth m ON m.id = l.person_month_id
        JOIN participants_person person ON person.id = l.person_id
        JOIN psu_agreedrate agreed ON agreed.id = l.agreed_rate_id
        JOIN psu_rate minimum ON minimum.id = l.minimum_rate_id
    WHERE l.voided_at IS NULL AND m.month >= %(first)s AND m.month <= %(last)s),
worked AS (
    SELECT l.id, w.place, w.hours, {PERCENT} = l.refund_percent AS fits
    FROM lines l JOIN days w ON w.person_id = l.person_id AND w.agreement_id = l.agreement_id
            AND w.month = l.month AND w.kind_id = l.kind_id
            AND w.day BETWEEN l.agreed_from AND COALESCE(l.agreed_to, 'infinity')
            AND w.day BETWEEN l.minimum_from AND COALESCE(l.minimum_to, 'infinity')
        JOIN psu_agreement a ON a.id = w.agreement_id
        JOIN psu_workplace p ON p.id = w.place {ANNEX_OF_DAY}),
parts AS (
    SELECT id, place, sum(hours) AS part FROM (
        SELECT *, bool_or(fits) OVER (PARTITION BY id) AS some_fit FROM worked) told
    WHERE fits OR NOT some_fit GROUP BY id, place),
divided AS (
    SELECT l.somebody, l.month, s.place, l.hours, l.amount, l.refund, COALESCE(s.part, 1) AS part,
        sum(COALESCE(s.part, 1)) OVER (PARTITION BY l.id ORDER BY s.place) AS upto,
        sum(COALESCE(s.part, 1)) OVER (PARTITION BY l.id) AS whole
    FROM lines l LEFT JOIN parts s ON s.id = l.id),
facts AS (
    SELECT somebody, month, place, hours, 0 AS settled, 0 AS amount, 0 AS refund FROM days
    UNION ALL
    SELECT somebody, month, place, 0, {{hours}}, {{amount}}, {{refund}} FROM divided)
"""
# Months from before the program are sums of nobody known, at no place.
FACTS = f"""{_PARTS}, told AS (
    SELECT * FROM facts UNION ALL
    SELECT NULL, month, NULL, hours, hours, amount, refund FROM psu_pastmonth
    WHERE %(sums)s AND month >= %(first)s AND month <= %(last)s)
SELECT {{key}} AS key, count(DISTINCT somebody), sum(hours), sum(settled), sum(amount), sum(refund)
FROM told WHERE %(place)s::bigint IS NULL OR place = %(place)s
GROUP BY GROUPING SETS (({{key}}), ()) ORDER BY GROUPING({{key}}), key
"""


def _part(column: str) -> str:
    return f"round({column} * upto / whole, 2) - round({column} * (upto - part) / whole, 2)"


_COLUMNS = {column: _part(column) for column in ("hours", "amount", "refund")}


def statement(key: str) -> str:
    return FACTS.format(key=KEYS[key], **_COLUMNS)


def of_each_person() -> str:
    """The same facts, a row a person: for reports that count them beside other things."""
    return _PARTS.format(**_COLUMNS) + (
        "SELECT somebody, sum(hours) AS hours, sum(amount) AS amount, sum(refund) AS refund "
        "FROM facts GROUP BY somebody"
    )


@dataclass(frozen=True)
class Figures:
    """`key`: the year, the number of the month, of the place or the person; None of all rows together."""

    key: int | None
    persons: int
    hours: Decimal
    settled: Decimal
    amount: Decimal
    refund: Decimal

    @property
    def own_share(self) -> Decimal:
        return self.amount - self.refund


@dataclass(frozen=True)
class Table:
    """Rows in the order of their keys, and all together: a person of two rows is one in `total`."""

    rows: list[Figures]
    total: Figures


NOTHING = Figures(None, 0, Decimal(0), Decimal(0), Decimal(0), Decimal(0))


def figures(
    key: str, first: datetime.date, last: datetime.date, *, place: int | None = None
) -> Table:
    """Of whole months from the first to the last day. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            statement(key), {"first": first, "last": last, "place": place, "sums": key != "person"}
        )
        *rows, total = [Figures(*row) for row in cursor.fetchall()]
    # A line of a pay list without a day of its own has no place, nor has a month that was entered as a sum
    # (its people are nobody known): their row is the last but the total.
    return Table(rows, NOTHING if total.hours is None else total)
