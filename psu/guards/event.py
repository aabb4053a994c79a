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
    "event_without_notice": "To zdarzenie załatwia zawiadomienie: odnotuj, kiedy je wysłano, albo dlaczego "
    "się od niego odstępuje.",
    "event_void_by_sender": "Zawiadomienie o tym zdarzeniu jest wysłane. Zgłoszenie unieważnia wtedy inna "
    "osoba niż ta, która odnotowała wysłanie, a do PUP wysyła się sprostowanie.",
    "event_settled_stays": "To zdarzenie jest już załatwione: tego, co zrobiono, nie zmienia się.",
}

_OUTSIDE = refuse("event_outside_referral", referral="placed.id", day="NEW.day")
_FUTURE = refuse("event_in_the_future", referral="placed.id", day="NEW.day")
_NO_NOTICE = refuse("event_without_notice", event="NEW.id")
_BY_SENDER = refuse("event_void_by_sender", event="NEW.id")
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
    IF NEW.settled_on IS NOT NULL AND NEW.kind <> 'announced' THEN {_NO_NOTICE} END IF;
    RETURN NEW;
    """,
)

# Voiding a settled event stays possible; what was done about it stays readable then. Events settled before
# notices were written stay as they are.
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
    IF OLD.settled_on IS NULL AND NEW.settled_on IS NOT NULL AND NEW.kind <> 'announced'
            AND NOT EXISTS (SELECT 1 FROM psu_notice n WHERE n.event_id = NEW.id AND n.voided_at IS NULL
                AND (n.sent_on IS NOT NULL OR n.waived_on IS NOT NULL)) THEN
        {_NO_NOTICE}
    END IF;
    IF OLD.voided_at IS NULL AND NEW.voided_at IS NOT NULL
            AND EXISTS (SELECT 1 FROM psu_notice n WHERE n.event_id = NEW.id
                AND n.sent_by_id = NEW.voided_by_id) THEN
        {_BY_SENDER}
    END IF;
    RETURN NEW;
    """,
)

WORK_EVENT = [REPORTED, SETTLED]
