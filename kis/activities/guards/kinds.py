"""Dated rows that other rows stand on: what was counted by them keeps its meaning."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.activities.guards.words import polish_day
from kis.lib.guards import Guard, refuse

SENTENCES = {
    "activity_kind_in_use": (
        "Według tego wpisu zapisano już zajęcia, konsultację albo pracę, więc jego treści nie można zmienić. "
        "Gdy zmieniło się prawo albo nazwa, zakończ ten wpis i dodaj nowy od następnego dnia."
    ),
    "activity_kind_end_under_groups": lambda facts: (
        f"{polish_day(facts)} są zajęcia, konsultacja albo praca tego rodzaju: ostatni dzień wpisu nie może "
        "być wcześniej."
    ),
    "absence_reason_in_use": (
        "Ten powód jest już przy nieobecnościach, więc jego treści nie można zmienić: zmieniłaby się "
        "frekwencja z przeszłości. Zakończ ten wpis i dodaj nowy od następnego dnia."
    ),
    "absence_reason_end_under_marks": lambda facts: (
        f"Ten powód jest przy nieobecności z {polish_day(facts)}: ostatni dzień wpisu nie może być wcześniej."
    ),
}

_FREE = "'{valid_to,version}'::text[]"
_CHANGED = f"to_jsonb(OLD) - {_FREE} IS DISTINCT FROM to_jsonb(NEW) - {_FREE}"

# The row's own lock is enough: whoever founds a group or marks an absence reads it FOR SHARE.
KIND_IN_USE = Guard(
    name="activity_kind_in_use",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("last", "DATE")],
    func=f"""
    SELECT GREATEST(
        (SELECT max(a.starts_on) FROM activities_activity a WHERE a.kind_id = OLD.id),
        (SELECT max(p.starts_on) FROM activities_placement p WHERE p.kind_id = OLD.id),
        (SELECT max(c.day) FROM activities_consultation c WHERE c.kind_id = OLD.id)) INTO last;
    IF last IS NOT NULL AND {_CHANGED} THEN {refuse("activity_kind_in_use", kind="OLD.id")} END IF;
    IF NEW.valid_to < last THEN
        {refuse("activity_kind_end_under_groups", kind="OLD.id", day="last")}
    END IF;
    RETURN NEW;
    """,
)

REASON_IN_USE = Guard(
    name="absence_reason_in_use",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("last", "DATE")],
    func=f"""
    SELECT max(m.day) INTO last FROM activities_attendance a
        JOIN activities_meeting m ON m.id = a.meeting_id WHERE a.reason_id = OLD.id;
    IF last IS NOT NULL AND {_CHANGED} THEN {refuse("absence_reason_in_use", reason="OLD.id")} END IF;
    IF NEW.valid_to < last THEN
        {refuse("absence_reason_end_under_marks", reason="OLD.id", day="last")}
    END IF;
    RETURN NEW;
    """,
)
