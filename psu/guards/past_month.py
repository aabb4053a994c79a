"""Guards on months that are entered as a sum: no hour counts twice, and the agreement's hours do."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from kis.lib.money import hours as shown
from psu.guards.sums import first_of_month, totals_over
from psu.guards.words import number

SENTENCES = {
    "past_month_in_agreement": "W tym miesiącu porozumienie nie obowiązywało.",
    "past_month_with_days": (
        "W tym miesiącu są już godziny wpisane dzień po dniu, więc nie wpisuje się go sumą."
    ),
    "past_month_total": lambda facts: (
        f"Byłoby {shown(number(facts['hours']))} godz., a porozumienie ma ich "
        f"{shown(number(facts['limit']))}."
    ),
}
_WITH_DAYS = refuse("past_month_with_days", agreement="NEW.agreement_id")
_OUTSIDE = refuse("past_month_in_agreement", agreement="NEW.agreement_id")
_OVER = refuse(
    "past_month_total", agreement="NEW.agreement_id", hours="found.hours", limit="found.most"
)

PAST_MONTH = [
    Guard(
        name="past_month_fits",
        sentences=SENTENCES,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("deal", "RECORD"), ("found", "RECORD")],
        # The agreement first, as everybody who writes hours: see psu.guards.hours.
        func=f"""
        SELECT a.* INTO deal FROM psu_agreement a WHERE a.id = NEW.agreement_id FOR NO KEY UPDATE;
        IF NEW.month < {first_of_month("deal.starts_on")} OR NEW.month > deal.ends_on THEN
            {_OUTSIDE}
        END IF;
        IF EXISTS (SELECT 1 FROM psu_workday w WHERE w.agreement_id = NEW.agreement_id AND w.hours > 0
            AND w.day >= NEW.month AND w.day < NEW.month + INTERVAL '1 month') THEN {_WITH_DAYS}
        END IF;
        SELECT * INTO found FROM ({totals_over("NEW.agreement_id")}) over;
        IF found.hours IS NOT NULL THEN {_OVER} END IF;
        RETURN NULL;
        """,
    )
]
