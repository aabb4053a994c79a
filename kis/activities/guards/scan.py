"""Scans of signed lists: of a meeting that stands, from its day on."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import pgtrigger

from kis.activities.guards.words import day_of, polish_day
from kis.lib.guards import Guard, refuse

SENTENCES = {
    "scan_of_cancelled": lambda facts: (
        f"Spotkanie z {polish_day(facts)} odwołano albo przeniesiono: nie ma podpisanej listy."
    ),
    "scan_in_future": lambda facts: (
        f"Spotkania z {polish_day(facts)} jeszcze nie było, więc nikt nie podpisał jego listy."
    ),
}

SCAN_FITS = Guard(
    name="meeting_scan_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("meeting", "RECORD")],
    func=f"""
    SELECT m.* INTO meeting FROM activities_meeting m WHERE m.id = NEW.meeting_id FOR SHARE;
    IF meeting.state <> 'planned' THEN
        {refuse("scan_of_cancelled", meeting="NEW.meeting_id", day="meeting.day")}
    END IF;
    IF meeting.day > {day_of("NEW.kept_at")} THEN
        {refuse("scan_in_future", meeting="NEW.meeting_id", day="meeting.day")}
    END IF;
    RETURN NEW;
    """,
)
