"""Guards on the plan of needs: printed, it stays with its lines."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from psu.guards.letter import SENDING, VOIDING, letter_stays

SENTENCES = {
    "needs_line_stays": "Plan jest wydrukowany albo unieważniony: jego pozycji nie zmienia się, nie "
    "dodaje ani nie usuwa.",
}
_STAYS = refuse("needs_line_stays", plan="parent.id")

NEEDS_PLAN = [
    letter_stays(
        "needs_plan",
        "Planu potrzeb",
        kept=("plan_year",),
        after_print=(*SENDING, *VOIDING),
        after_sending=VOIDING,
    )
]

# The plan's row is locked: a line waits for a print that runs, and the print for a line.
NEEDS_LINE = [
    Guard(
        name="needs_line_of_plan",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("parent", "RECORD")],
        func=f"""
        FOR parent IN SELECT p.id, p.document_id, p.voided_at FROM psu_needsplan p
            WHERE p.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.plan_id END,
                CASE WHEN TG_OP <> 'DELETE' THEN NEW.plan_id END)
            ORDER BY p.id FOR NO KEY UPDATE
        LOOP
            IF parent.document_id IS NOT NULL OR parent.voided_at IS NOT NULL THEN {_STAYS} END IF;
        END LOOP;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
        """,
    )
]
