"""Guards on candidates and on the list of eligible persons: a printed list keeps its people."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from psu.guards.letter import SENDING, VOIDING, letter_stays

SENTENCES = {
    "candidate_list_stays": "Ta lista jest wydrukowana: osób na niej się nie zmienia. Błędną "
    "listę unieważnij.",
    "candidate_stays": "Zgłoszenia się nie usuwa. Można je wycofać, z powodem.",
    "candidate_closed": "Tego zgłoszenia nie zmienia się: przyszło już skierowanie albo je wycofano.",
}

ELIGIBLE_LIST = [
    letter_stays(
        "eligible_list",
        "Listy osób uprawnionych",
        kept=("agreement_id",),
        after_print=(*SENDING, *VOIDING),
        after_sending=VOIDING,
    )
]

CANDIDATE = [
    Guard(
        name="candidate_life",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("listed", "RECORD")],
        func=f"""
        IF TG_OP = 'DELETE' THEN {refuse("candidate_stays", candidate="OLD.id")} END IF;
        IF TG_OP = 'UPDATE' THEN
            IF OLD.withdrawn_on IS NOT NULL
                OR OLD.referral_id IS NOT NULL AND NEW.referral_id IS NOT NULL THEN
                {refuse("candidate_closed", candidate="OLD.id")}
            END IF;
            IF OLD.eligible_list_id IS NOT DISTINCT FROM NEW.eligible_list_id THEN RETURN NEW; END IF;
        END IF;
        FOR listed IN SELECT l.id, l.document_id, l.voided_at FROM psu_eligiblelist l
            WHERE l.id IN (CASE WHEN TG_OP = 'UPDATE' THEN OLD.eligible_list_id END, NEW.eligible_list_id)
            ORDER BY l.id FOR NO KEY UPDATE
        LOOP
            IF listed.document_id IS NOT NULL
                AND (listed.voided_at IS NULL OR listed.id = NEW.eligible_list_id) THEN
                {refuse("candidate_list_stays", listed="listed.id")}
            END IF;
        END LOOP;
        RETURN NEW;
        """,
    )
]
