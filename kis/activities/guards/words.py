"""Pieces that the guards of this app share: days in sentences, the month that a row belongs to."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import datetime

from kis.lib.dates import month_name, polish
from kis.lib.guards import refuse

ATTENDING = "('present', 'late', 'left_early')"


def day_of(moment: str) -> str:
    """The day of a moment in Warsaw."""
    return f"({moment} AT TIME ZONE 'Europe/Warsaw')::date"


def day(facts: dict, name: str = "day") -> datetime.date:
    return datetime.date.fromisoformat(facts[name])


def polish_day(facts: dict, name: str = "day") -> str:
    return polish(day(facts, name))


MONTH_SENTENCES = {
    "attendance_month_approved": lambda facts: (
        f"{month_name(day(facts)).capitalize()} jest już sprawdzony i zatwierdzony, więc obecności z "
        f"{polish_day(facts)} nie można zmienić. Miesiąc otwiera ponownie koordynator i podaje powód."
    ),
}


def month_is_open(activity: str, on: str) -> str:
    """Refuses in an approved month, of the group or of the whole club; needs `months RECORD`.

    A month is made by its first entry and read FOR SHARE, so that an approval and a mark never pass each
    other. `months.reopened` tells whether what changes now is a correction.
    """
    first = f"date_trunc('month', {on})::date"
    return f"""
    INSERT INTO activities_attendancemonth (version, activity_id, month, state, reopen_reason)
        SELECT 1, whose.activity, {first}, 'open', ''
        FROM (VALUES ({activity}), (NULL::bigint)) whose (activity)
        WHERE NOT EXISTS (SELECT 1 FROM activities_attendancemonth m
            WHERE m.month = {first} AND m.activity_id IS NOT DISTINCT FROM whose.activity)
        ON CONFLICT DO NOTHING;
    SELECT bool_or(kept.state = 'approved') AS approved,
            bool_or(kept.reopened_at IS NOT NULL) AS reopened INTO months
        FROM (SELECT m.state, m.reopened_at FROM activities_attendancemonth m
            WHERE m.month = {first} AND (m.activity_id = {activity} OR m.activity_id IS NULL)
            ORDER BY m.id FOR SHARE) kept;
    IF months.approved THEN {refuse("attendance_month_approved", day=on)} END IF;
    """
