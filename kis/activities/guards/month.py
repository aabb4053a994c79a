"""The month of a group or of the club: approved is locked, and opened again for a reason only."""

import pgtrigger

from kis.activities.guards.words import day
from kis.lib.dates import month_name
from kis.lib.guards import Guard, refuse

SENTENCES = {
    "attendance_month_is_kept": "Miesiąca obecności nie usuwa się ani nie przenosi na inne zajęcia.",
    "attendance_month_begins_open": "Miesiąc zaczyna się otwarty; zatwierdza się go po sprawdzeniu.",
    "attendance_month_is_locked": lambda facts: (
        f"{month_name(day(facts)).capitalize()} jest zatwierdzony. Zmiana wymaga „Otwórz ponownie” "
        "z podaniem powodu."
    ),
    "attendance_month_reopened_for_a_reason": "Podaj powód ponownego otwarcia miesiąca.",
}

_LOCKED = refuse("attendance_month_is_locked", month_row="OLD.id", day="OLD.month")

MONTH_LIFE = Guard(
    name="attendance_month_life",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' OR NEW.reopened_at IS NOT NULL THEN
            {refuse("attendance_month_begins_open")}
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN {refuse("attendance_month_is_kept", month_row="OLD.id")} END IF;
    IF (OLD.activity_id, OLD.month) IS DISTINCT FROM (NEW.activity_id, NEW.month) THEN
        {refuse("attendance_month_is_kept", month_row="OLD.id")}
    END IF;
    IF OLD.state = 'approved' THEN
        IF NEW.state <> 'open' THEN {_LOCKED} END IF;
        IF NEW.reopen_reason = '' OR NEW.reopened_by_id IS NULL
                OR NEW.reopened_at IS NOT DISTINCT FROM OLD.reopened_at THEN
            {refuse("attendance_month_reopened_for_a_reason", month_row="OLD.id")}
        END IF;
    ELSIF (OLD.reopened_at, OLD.reopened_by_id, OLD.reopen_reason)
            IS DISTINCT FROM (NEW.reopened_at, NEW.reopened_by_id, NEW.reopen_reason) THEN
        {refuse("attendance_month_reopened_for_a_reason", month_row="OLD.id")}
    END IF;
    RETURN NEW;
    """,
)
