"""Guards on notices of an event: one for each, of an event that counts and waits."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from psu.guards.letter import SENDING, VOIDING, letter_stays

SENTENCES = {
    "notice_of_announced": "O zgłoszonej nieobecności nie zawiadamia się PUP: odnotuj, co zrobiono.",
    "notice_of_settled": "To zdarzenie jest już załatwione: nowe zawiadomienie nie powstanie.",
    "notice_of_voided": "Zgłoszenie tego zdarzenia unieważniono: zawiadomienia się nie wysyła.",
    "notice_closed": "Zawiadomienia wysłanego albo takiego, od którego odstąpiono, nie zmienia się.",
}

_WAIVING = ("waived_on", "waived_by_id", "waive_reason")

NOTICE = [
    # The event's row first, as in the act: two who write at once stand one behind the other.
    Guard(
        name="notice_of_event",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("told", "RECORD")],
        func=f"""
        IF TG_OP = 'UPDATE' THEN
            IF OLD.sent_on IS NOT NULL OR OLD.waived_on IS NOT NULL OR OLD.voided_at IS NOT NULL THEN
                {refuse("notice_closed", notice="OLD.id")}
            END IF;
            IF NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
        END IF;
        SELECT e.* INTO told FROM psu_workevent e WHERE e.id = NEW.event_id FOR NO KEY UPDATE;
        IF told.voided_at IS NOT NULL THEN {refuse("notice_of_voided", event="told.id")} END IF;
        IF told.kind = 'announced' THEN {refuse("notice_of_announced", event="told.id")} END IF;
        IF told.settled_on IS NOT NULL THEN {refuse("notice_of_settled", event="told.id")} END IF;
        RETURN NEW;
        """,
    ),
    letter_stays(
        "notice",
        "Zawiadomienia",
        kept=("event_id",),
        after_print=(*SENDING, *_WAIVING, *VOIDING),
    ),
]
