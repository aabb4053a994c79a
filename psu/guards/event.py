"""Guards on reported events: what was reported stays as it came, what settled it too."""

import pgtrigger

from kis.lib.dates import polish
from kis.lib.guards import Guard, refuse
from psu.guards.words import day

SENTENCES = {
    "event_outside_referral": lambda facts: (
        f"{polish(day(facts['day']))} ta osoba nie pracuje tutaj: dzień jest poza skierowaniem. "
        "Sprawdź osobę i dzień."
    ),
    "event_in_the_future": lambda facts: (
        f"{polish(day(facts['day']))} jeszcze nie było. Na przyszłość zgłasza się tylko nieobecność."
    ),
    "event_settled_stays": "To zdarzenie jest już załatwione: tego, co zrobiono, nie zmienia się.",
}

_OUTSIDE = refuse("event_outside_referral", referral="placed.id", day="NEW.day")
_FUTURE = refuse("event_in_the_future", referral="placed.id", day="NEW.day")
_SETTLED = refuse("event_settled_stays", event="OLD.id")

REPORTED = Guard(
    name="work_event_reported",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("placed", "RECORD")],
    func=f"""
    SELECT r.* INTO placed FROM psu_referral r WHERE r.id = NEW.referral_id FOR SHARE;
    IF placed.voided_at IS NOT NULL
        OR NEW.day NOT BETWEEN placed.starts_on AND COALESCE(placed.ended_on, placed.ends_on) THEN
        {_OUTSIDE}
    END IF;
    IF NEW.kind <> 'announced'
        AND NEW.day > (NEW.reported_at AT TIME ZONE 'Europe/Warsaw')::date THEN {_FUTURE} END IF;
    RETURN NEW;
    """,
)

# Voiding a settled event stays possible; what was done about it stays readable then.
SETTLED = Guard(
    name="work_event_settled",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF OLD.settled_on IS NOT NULL AND (OLD.settled_on, OLD.settled_by_id, OLD.settlement)
            IS DISTINCT FROM (NEW.settled_on, NEW.settled_by_id, NEW.settlement) THEN
        {_SETTLED}
    END IF;
    RETURN NEW;
    """,
)

WORK_EVENT = [REPORTED, SETTLED]
