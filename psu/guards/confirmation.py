"""Guards on a supervisor's confirmation: by whom, and of what month."""

import pgtrigger

from kis.lib.dates import month_name
from kis.lib.guards import Guard, refuse
from psu.guards.sums import first_of_month
from psu.guards.words import day

SENTENCES = {
    "confirmation_by_another": "Wpisy potwierdza opiekun PSU tego miejsca.",
    "confirmation_in_the_future": lambda facts: (
        f"{month_name(day(facts['month'])).capitalize()} jeszcze się nie zaczął: nie ma czego potwierdzać."
    ),
    "confirmation_without_entries": "W tym miesiącu nie ma tu wpisów: nie ma czego potwierdzać.",
}

_ANOTHER = refuse("confirmation_by_another", place="NEW.place_id")
_FUTURE = refuse("confirmation_in_the_future", place="NEW.place_id", month="NEW.month")
_NOTHING = refuse("confirmation_without_entries", place="NEW.place_id", month="NEW.month")

CONFIRMATION = [
    Guard(
        name="confirmation_made",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("made_on", "DATE")],
        func=f"""
        made_on := (NEW.confirmed_at AT TIME ZONE 'Europe/Warsaw')::date;
        IF NOT EXISTS (SELECT 1 FROM psu_supervision s
                WHERE s.place_id = NEW.place_id AND s.user_id = NEW.confirmed_by_id
                AND made_on BETWEEN s.starts_on AND COALESCE(s.ends_on, 'infinity')) THEN
            {_ANOTHER}
        END IF;
        IF NEW.month > made_on THEN {_FUTURE} END IF;
        IF NOT EXISTS (SELECT 1 FROM psu_workday w JOIN psu_referral r ON r.id = w.referral_id
                WHERE r.place_id = NEW.place_id AND {first_of_month("w.day")} = NEW.month) THEN
            {_NOTHING}
        END IF;
        RETURN NEW;
        """,
    )
]
