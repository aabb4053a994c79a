"""How many families each assistant works with: on a day, before and after one more, and month by month."""

import datetime
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db import connection

from kis.lib.dates import add_months, month_of

# For each assistant and month the most families on one day of it: the load grows only where a month or an
# assignment begins. Limits are those of the last day.
BY_MONTH = """
    SELECT t.id, u.last_name, u.first_name, months.first,
        t.starts_on <= months.last AND COALESCE(t.ends_on, 'infinity') >= months.first,
        COALESCE(peak.families, 0), COALESCE(peak.points, 0),
        CASE WHEN law.families IS NOT NULL THEN LEAST(law.families, own.families) END,
        own.points, law.told_from
    FROM families_assistant t
    JOIN accounts_user u ON u.id = t.user_id
    CROSS JOIN LATERAL (SELECT m::date AS first, (m + interval '1 month')::date - 1 AS last
        FROM generate_series(%(first)s::date, %(last)s::date, interval '1 month') m) months
    LEFT JOIN LATERAL (SELECT max(loaded.families) AS families, max(loaded.points) AS points
        FROM (SELECT count(*) AS families, sum(a.weight) AS points
            FROM (SELECT months.first AS day
                UNION SELECT b.starts_on FROM families_assignment b
                WHERE b.assistant_id = t.id AND b.voided_at IS NULL
                AND b.starts_on BETWEEN months.first AND months.last) days
            JOIN families_assignment a ON a.assistant_id = t.id AND a.voided_at IS NULL
                AND days.day BETWEEN a.starts_on AND COALESCE(a.ends_on, 'infinity')
            GROUP BY days.day) loaded) peak ON true
    LEFT JOIN families_loadlimit law
        ON months.last BETWEEN law.valid_from AND COALESCE(law.valid_to, 'infinity')
    LEFT JOIN LATERAL (SELECT l.families, l.points FROM families_assistantlimit l
        WHERE l.assistant_id = t.id AND l.valid_from <= months.last
        ORDER BY l.valid_from DESC LIMIT 1) own ON true
    WHERE COALESCE(t.ends_on, 'infinity') >= %(first)s
    ORDER BY u.last_name COLLATE "pl-PL-x-icu", u.first_name COLLATE "pl-PL-x-icu", t.id, months.first
"""


@dataclass(frozen=True)
class Load:
    """Of one assistant; `most` by the law and what the centre set, `most_points` where it set any."""

    families: int
    points: int
    most: int | None
    most_points: int | None
    told_from: int | None

    @property
    def is_told(self) -> bool:
        """So many that the head is told."""
        return self.told_from is not None and self.families >= self.told_from

    @property
    def free(self) -> int:
        """How many families more."""
        return (self.most or 0) - self.families

    def more(self, weight: int) -> "Load":
        """After one family more of this weight."""
        return Load(
            self.families + 1,
            self.points + weight,
            self.most,
            self.most_points,
            self.told_from,
        )

    @property
    def too_much(self) -> str:
        """Why nobody may have so many, in words; empty where one may."""
        if self.most is None:
            return "brak limitu w słownikach na ten dzień"
        if self.families > self.most:
            return f"komplet: rodzin najwyżej {self.most}"
        if self.most_points is not None and self.points > self.most_points:
            return f"suma wag najwyżej {self.most_points}"
        return ""

    @property
    def in_words(self) -> str:
        weight = f", waga {self.points}" if self.most_points is not None else ""
        return f"{self.families}{weight}"

    @property
    def limit_in_words(self) -> str:
        if self.most is None:
            return "brak"
        weight = f", waga {self.most_points}" if self.most_points is not None else ""
        return f"{self.most}{weight}"


@dataclass(frozen=True)
class LoadedMonth:
    assistant: int
    name: str
    month: datetime.date
    in_service: bool
    load: Load


@dataclass(frozen=True)
class LoadedYear:
    assistant: int
    name: str
    months: list[LoadedMonth]


def load_of(assistant) -> Load:
    """Of one of `Assistant.objects.with_load`."""
    return Load(
        assistant.families,
        assistant.points,
        assistant.most,
        assistant.most_points,
        assistant.told_from,
    )


def load_by_month(last_month: datetime.date, count: int = 12) -> list[LoadedYear]:
    """Of everybody in service in these months, the `count` that end with `last_month`. One query."""
    last = month_of(last_month)[0]
    with connection.cursor() as cursor:
        cursor.execute(BY_MONTH, {"first": add_months(last, 1 - count), "last": last})
        rows = [
            LoadedMonth(pk, f"{first} {surname}", month, in_service, Load(*load))
            for pk, surname, first, month, in_service, *load in cursor.fetchall()
        ]
    return [
        LoadedYear(pk, months[0].name, months)
        for pk, months in (
            (pk, list(found)) for pk, found in groupby(rows, attrgetter("assistant"))
        )
    ]
