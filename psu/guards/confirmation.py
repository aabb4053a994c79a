"""Guards on a supervisor's confirmation: by whom, and of what month or day."""

import pgtrigger

from kis.lib.dates import month_name, polish
from kis.lib.guards import Guard, refuse
from psu.guards.sums import first_of_month
from psu.guards.words import day

SENTENCES = {
    "confirmation_by_another": "Wpisy potwierdza opiekun PSU tego miejsca.",
    "confirmation_in_the_future": lambda facts: (
        f"{month_name(day(facts['month'])).capitalize()} jeszcze się nie zaczął: nie ma czego potwierdzać."
    ),
    "confirmation_without_entries": "W tym miesiącu nie ma tu wpisów: nie ma czego potwierdzać.",
    "day_confirmation_in_the_future": lambda facts: (
        f"{polish(day(facts['day']))} jeszcze nie było: nie ma czego potwierdzać."
    ),
    "day_confirmation_without_entries": "Tego dnia nie ma tu wpisów: nie ma czego potwierdzać.",
}


def _made(name: str, column: str, the_day: str, prefix: str = "") -> Guard:
    """`the_day`: SQL of an entry's day as it stands in the column."""
    facts = {"place": "NEW.place_id", column: f"NEW.{column}"}
    return Guard(
        name=name,
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("made_on", "DATE")],
        func=f"""
        made_on := (NEW.confirmed_at AT TIME ZONE 'Europe/Warsaw')::date;
        IF NOT EXISTS (SELECT 1 FROM psu_supervision s
                WHERE s.place_id = NEW.place_id AND s.user_id = NEW.confirmed_by_id
                AND made_on BETWEEN s.starts_on AND COALESCE(s.ends_on, 'infinity')) THEN
            {refuse("confirmation_by_another", place="NEW.place_id")}
        END IF;
        IF NEW.{column} > made_on THEN {refuse(f"{prefix}confirmation_in_the_future", **facts)} END IF;
        IF NOT EXISTS (SELECT 1 FROM psu_workday w JOIN psu_referral r ON r.id = w.referral_id
                WHERE r.place_id = NEW.place_id AND {the_day} = NEW.{column}) THEN
            {refuse(f"{prefix}confirmation_without_entries", **facts)}
        END IF;
        RETURN NEW;
        """,
    )


CONFIRMATION = _made("confirmation_made", "month", first_of_month("w.day"))
DAY_CONFIRMATION = _made("day_confirmation_made", "day", "w.day", "day_")
