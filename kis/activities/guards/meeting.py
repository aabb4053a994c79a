"""Meetings: within their group's days, at hours that there are; what took place is not moved or cancelled."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.activities.guards.words import ATTENDING, MONTH_SENTENCES, month_is_open, polish_day
from kis.lib.guards import Guard, refuse

SENTENCES = {
    **MONTH_SENTENCES,
    "meeting_outside_activity": lambda facts: (
        f"{polish_day(facts)} tych zajęć nie ma: dzień jest poza ich okresem. Wybierz inny dzień albo "
        "zmień okres zajęć."
    ),
    "meeting_begins_planned": "Spotkanie zaczyna się od planu. Odwołać albo przenieść można je potem.",
    "meeting_stays": "Dnia ani zajęć zapisanego spotkania się nie zmienia: spotkanie można przenieść.",
    "meeting_is_over": "To spotkanie jest odwołane albo przeniesione i już się nie zmienia. Zaplanuj nowe.",
    "meeting_took_place": lambda facts: (
        f"Spotkanie z {polish_day(facts)} odbyło się: są na nim oznaczone obecności. Nie można go odwołać "
        "ani przenieść."
    ),
    "meeting_has_scan": lambda facts: (
        f"Spotkanie z {polish_day(facts)} ma skan podpisanej listy, więc się odbyło. Jeśli dodano go przez "
        "pomyłkę, unieważnij najpierw skan."
    ),
    "meeting_has_marks": (
        "Na tym spotkaniu coś już oznaczono, więc jego godzin nie można zmienić. Cofnij oznaczenia albo "
        "przenieś spotkanie."
    ),
    "meeting_hour_skipped": lambda facts: (
        f"W nocy {polish_day(facts)} zegar przesuwa się z 2.00 na 3.00, więc takiej godziny nie ma. "
        "Wybierz inną."
    ),
    "meeting_moved_to": "Spotkanie przenosi się na nowe, z własnym dniem i godziną.",
}

_CLOCK = "({0} AT TIME ZONE 'Europe/Warsaw' AT TIME ZONE 'Europe/Warsaw')"


def _skipped(hour: str) -> str:
    moment = f"(NEW.day + NEW.{hour})"
    return f"{_CLOCK.format(moment)} <> {moment}"


MEETING_LIFE = Guard(
    name="meeting_life",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("group_is", "RECORD"), ("months", "RECORD")],
    func=f"""
    IF TG_OP = 'DELETE' THEN
        {month_is_open("OLD.activity_id", "OLD.day")}
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'planned' THEN {refuse("meeting_begins_planned")} END IF;
        -- Of a new one alone: whoever cancels holds the meeting's row, which comes after the group's.
        SELECT a.* INTO group_is FROM activities_activity a WHERE a.id = NEW.activity_id FOR SHARE;
        IF NEW.day NOT BETWEEN group_is.starts_on AND COALESCE(group_is.ends_on, 'infinity') THEN
            {refuse("meeting_outside_activity", activity="NEW.activity_id", day="NEW.day")}
        END IF;
    ELSE
        IF (OLD.activity_id, OLD.day, OLD.moved_from_id)
                IS DISTINCT FROM (NEW.activity_id, NEW.day, NEW.moved_from_id) THEN
            {refuse("meeting_stays", meeting="OLD.id")}
        END IF;
        IF OLD.state <> 'planned' THEN {refuse("meeting_is_over", meeting="OLD.id")} END IF;
        IF NEW.state <> 'planned' AND EXISTS (SELECT 1 FROM activities_attendance a
                WHERE a.meeting_id = OLD.id AND a.state IN {ATTENDING}) THEN
            {refuse("meeting_took_place", meeting="OLD.id", day="OLD.day")}
        END IF;
        IF NEW.state <> 'planned' AND EXISTS (SELECT 1 FROM activities_meetingscan s
                WHERE s.meeting_id = OLD.id AND s.voided_at IS NULL) THEN
            {refuse("meeting_has_scan", meeting="OLD.id", day="OLD.day")}
        END IF;
        IF (OLD.starts_at, OLD.ends_at) <> (NEW.starts_at, NEW.ends_at)
                AND EXISTS (SELECT 1 FROM activities_attendance a
                    WHERE a.meeting_id = OLD.id AND a.state <> 'unmarked') THEN
            {refuse("meeting_has_marks", meeting="OLD.id")}
        END IF;
    END IF;
    IF {_skipped("starts_at")} OR {_skipped("ends_at")} THEN
        {refuse("meeting_hour_skipped", day="NEW.day")}
    END IF;
    {month_is_open("NEW.activity_id", "NEW.day")}
    RETURN NEW;
    """,
)

# Judged at the end of the transaction, when both rows of the act are there.
MEETING_MOVED = Guard(
    name="meeting_moved",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    timing=pgtrigger.Deferred,
    func=f"""
    IF EXISTS (SELECT 1 FROM activities_meeting m WHERE m.id = NEW.id AND m.state = 'moved'
                AND NOT EXISTS (SELECT 1 FROM activities_meeting n WHERE n.moved_from_id = m.id
                    AND n.activity_id = m.activity_id))
            OR EXISTS (SELECT 1 FROM activities_meeting m WHERE m.id = NEW.moved_from_id
                AND m.state <> 'moved') THEN
        {refuse("meeting_moved_to", meeting="NEW.id")}
    END IF;
    RETURN NULL;
    """,
)

MEETING = [MEETING_LIFE, MEETING_MOVED]
