"""Guards on accident records: of a day of the referral, frozen by the print for signature."""

import pgtrigger

from kis.lib.dates import polish
from kis.lib.guards import Guard, refuse
from psu.guards.letter import SENDING, VOIDING, letter_stays
from psu.guards.words import day

SENTENCES = {
    "accident_outside_referral": lambda facts: (
        f"{polish(day(facts['day']))} ta osoba tu nie pracuje: dzień jest poza skierowaniem. "
        "Popraw dzień albo wybierz inne skierowanie."
    ),
    "accident_scan_stays": "Skan podpisanego protokołu już jest i zostaje. Jeśli to zły skan, unieważnij "
    "wpis.",
}

# What happens behind the signature: who was told, the signed sheet.
_FOLLOWING = ("told_labour_on", "told_zus_on", "scan_id")

ACCIDENT = [
    Guard(
        name="accident_of_referral",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("placed", "RECORD")],
        func=f"""
        IF TG_OP = 'UPDATE' THEN
            IF OLD.scan_id IS NOT NULL AND NEW.scan_id IS DISTINCT FROM OLD.scan_id THEN
                {refuse("accident_scan_stays", accident="OLD.id")}
            END IF;
            IF OLD.day = NEW.day THEN RETURN NEW; END IF;
        END IF;
        SELECT r.* INTO placed FROM psu_referral r WHERE r.id = NEW.referral_id FOR SHARE;
        IF placed.voided_at IS NOT NULL
            OR NEW.day NOT BETWEEN placed.starts_on AND COALESCE(placed.ended_on, placed.ends_on) THEN
            {refuse("accident_outside_referral", referral="placed.id", day="NEW.day")}
        END IF;
        RETURN NEW;
        """,
    ),
    letter_stays(
        "accident",
        "Protokołu zdarzenia",
        kept=("referral_id", "event_id"),
        after_print=(*SENDING, "handed", *_FOLLOWING, *VOIDING),
        after_sending=(*_FOLLOWING, *VOIDING),
    ),
]
