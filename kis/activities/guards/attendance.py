"""Marks: of whom the club counts that day, of what has come, in a month that is open."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.activities.guards.words import (
    ATTENDING,
    MONTH_SENTENCES,
    day_of,
    month_is_open,
    polish_day,
)
from kis.lib.guards import Guard, refuse
from participants.guards import lock_files_of

# Leaders read these too: none tells why somebody does not take part.
SENTENCES = {
    **MONTH_SENTENCES,
    "attendance_correction_reason": (
        "Ten miesiąc był już zatwierdzony i otwarto go ponownie. Przy każdej poprawce podaj jej powód."
    ),
    "attendance_of_cancelled": "To spotkanie odwołano albo przeniesiono: nie oznacza się na nim obecności.",
    "attendance_outside_stay": lambda facts: (
        f"{polish_day(facts)} ta osoba nie uczestniczy w KIS, więc nie można jej oznaczyć. Jeśli była na "
        "zajęciach, dopisz ją jako gościa."
    ),
    "attendance_in_future": lambda facts: (
        f"{polish_day(facts)} jeszcze nie było. Wcześniej zapisuje się tylko zapowiedzianą nieobecność, "
        "z powodem."
    ),
    "attendance_other_file": "Tę osobę oznaczono na tym spotkaniu na połączonej karcie.",
    "attendance_reason": (
        "Ten powód nie pasuje do wybranej nieobecności albo tego dnia nie obowiązuje. Wybierz inny."
    ),
    "attendance_reason_detail": "Przy tym powodzie napisz w uwagach, o co chodzi.",
    "attendance_minutes": lambda facts: (
        f"Spotkanie trwa {facts['length']} min, więc spóźnić się albo wyjść wcześniej można o mniej. "
        "Popraw minuty."
    ),
    "attendance_two_places": lambda facts: (
        f"{polish_day(facts)} o tej porze ta osoba jest już oznaczona na innych zajęciach "
        f"({facts['from']}–{facts['to']}). Jeśli przyszła później albo wyszła wcześniej, wpisz, o ile minut."
    ),
    "guest_in_future": "Gościa wpisuje się w dniu spotkania albo później.",
}

# Of real time, as Meeting.minutes: the night in which the clock is changed has an hour less or more.
_MOMENT = "(m.day + m.{0}) AT TIME ZONE 'Europe/Warsaw'"
_MEETING = f"""
    SELECT m.*, EXTRACT(EPOCH FROM {_MOMENT.format("ends_at")} - {_MOMENT.format("starts_at")})::int / 60
            AS length INTO meeting
        FROM activities_meeting m WHERE m.id = {{0}} FOR SHARE;
"""


def _there(mark: str, meeting: str) -> str:
    """From when to when the person was in the room."""
    minutes = f"make_interval(mins => COALESCE({mark}.minutes, 0))"
    return (
        f"({meeting}.starts_at + CASE WHEN {mark}.state = 'late' THEN {minutes} ELSE '0' END, "
        f"{meeting}.ends_at - CASE WHEN {mark}.state = 'left_early' THEN {minutes} ELSE '0' END)"
    )


_REASON = f"""
    IF NEW.reason_id IS NOT NULL THEN
        SELECT r.* INTO reason FROM activities_absencereason r WHERE r.id = NEW.reason_id FOR SHARE;
        IF reason.is_excused <> (NEW.state = 'excused')
                OR meeting.day NOT BETWEEN reason.valid_from AND COALESCE(reason.valid_to, 'infinity') THEN
            {refuse("attendance_reason", reason="NEW.reason_id")}
        END IF;
        IF reason.needs_detail AND NEW.note = '' THEN
            {refuse("attendance_reason_detail", reason="NEW.reason_id")}
        END IF;
    END IF;
"""

_TWO_PLACES = refuse(
    "attendance_two_places", day="meeting.day", **{"from": "found.since", "to": "found.until"}
)
_ELSEWHERE = f"""
    IF NEW.state IN {ATTENDING} THEN
        SELECT o.id, to_char(om.starts_at, 'FMHH24.MI') AS since, to_char(om.ends_at, 'FMHH24.MI') AS until
            INTO found
            FROM activities_attendance o JOIN activities_meeting om ON om.id = o.meeting_id
            WHERE o.person_id = ANY(files) AND o.meeting_id <> NEW.meeting_id AND om.day = meeting.day
                AND o.state IN {ATTENDING}
                AND {_there("o", "om")} OVERLAPS {_there("NEW", "meeting")}
            LIMIT 1;
        IF found.id IS NOT NULL THEN
            {_TWO_PLACES}
        END IF;
    END IF;
"""

MARKED = Guard(
    name="attendance_marked",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[
        *((name, "RECORD") for name in ("meeting", "months", "reason", "found")),
        ("files", "BIGINT[]"),
    ],
    func=f"""
    {lock_files_of("NEW.person_id")}
    {_MEETING.format("NEW.meeting_id")}
    {month_is_open("meeting.activity_id", "meeting.day")}
    IF months.reopened AND NEW.correction_reason = '' THEN
        {refuse("attendance_correction_reason", meeting="NEW.meeting_id")}
    END IF;
    IF NEW.state = 'unmarked' THEN RETURN NEW; END IF;
    IF meeting.state <> 'planned' THEN
        {refuse("attendance_of_cancelled", meeting="NEW.meeting_id")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM participants_participation p
            WHERE p.person_id = ANY(files) AND p.voided_at IS NULL
            AND meeting.day BETWEEN p.starts_on AND COALESCE(p.ends_on, 'infinity')) THEN
        {refuse("attendance_outside_stay", meeting="NEW.meeting_id", day="meeting.day")}
    END IF;
    IF meeting.day > {day_of("NEW.marked_at")} AND (NEW.state IN {ATTENDING} OR NEW.reason_id IS NULL) THEN
        {refuse("attendance_in_future", meeting="NEW.meeting_id", day="meeting.day")}
    END IF;
    IF EXISTS (SELECT 1 FROM activities_attendance o WHERE o.meeting_id = NEW.meeting_id
            AND o.person_id = ANY(files) AND o.person_id <> NEW.person_id AND o.state <> 'unmarked') THEN
        {refuse("attendance_other_file", meeting="NEW.meeting_id")}
    END IF;
    IF NEW.minutes >= meeting.length THEN
        {refuse("attendance_minutes", meeting="NEW.meeting_id", length="meeting.length")}
    END IF;
    {_REASON}
    {_ELSEWHERE}
    RETURN NEW;
    """,
)

GUEST_NOTED = Guard(
    name="guest_noted",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("entry", "RECORD"), ("meeting", "RECORD"), ("months", "RECORD")],
    func=f"""
    IF TG_OP = 'DELETE' THEN entry := OLD; ELSE entry := NEW; END IF;
    {_MEETING.format("entry.meeting_id")}
    {month_is_open("meeting.activity_id", "meeting.day")}
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF meeting.state <> 'planned' THEN
        {refuse("attendance_of_cancelled", meeting="NEW.meeting_id")}
    END IF;
    IF meeting.day > {day_of("NEW.noted_at")} THEN
        {refuse("guest_in_future", meeting="NEW.meeting_id")}
    END IF;
    RETURN NEW;
    """,
)
