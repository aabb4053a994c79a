"""Guards on the annexes of an agreement: the terms of days that were worked and paid stay as they were."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from psu.guards.agreement import (
    PERCENT_USED,
    SENTENCES as OF_THE_AGREEMENT,
    hours_fit,
    lock_people,
    within_law,
)
from psu.guards.sums import closed_days

SENTENCES = {
    "annex_after_the_former": "Aneks obowiązuje później niż poprzedni i najpóźniej od ostatniego dnia "
    "porozumienia. Sprawdź dzień.",
    "annex_not_the_last": "Po tym aneksie jest następny. Najpierw unieważnij tamten.",
}

_AFTER = refuse("annex_after_the_former", agreement="NEW.agreement_id")
_BEFORE = refuse("annex_before_agreement", signed_on="deal.signed_on")
_NOT_LAST = refuse("annex_not_the_last", annex="OLD.id")

# Whether the refund of the days behind is another one than it was without this annex.
_PERCENT_MOVES = """
    SELECT former.* INTO found FROM (
        SELECT valid_from, refund_percent, carer_refund_percent FROM psu_agreementannex
            WHERE agreement_id = NEW.agreement_id AND voided_at IS NULL AND valid_from < NEW.valid_from
        UNION ALL SELECT DATE '-infinity', deal.refund_percent, deal.carer_refund_percent
    ) former ORDER BY former.valid_from DESC LIMIT 1;
    IF (found.refund_percent, found.carer_refund_percent)
            IS DISTINCT FROM (NEW.refund_percent, NEW.carer_refund_percent) THEN
"""

TERMS = Guard(
    name="agreement_annex_terms",
    sentences=OF_THE_AGREEMENT,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("deal", "RECORD"), ("regime", "RECORD"), ("found", "RECORD")],
    func=f"""
    SELECT a.* INTO deal FROM psu_agreement a WHERE a.id = NEW.agreement_id FOR NO KEY UPDATE;
    {lock_people("NEW.agreement_id")}
    {_PERCENT_MOVES}
        {closed_days("w.agreement_id = NEW.agreement_id AND w.day >= NEW.valid_from")} INTO found;
        IF found.day IS NOT NULL THEN {PERCENT_USED} END IF;
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.ended_before := deal.ends_on;
        SELECT r.id, r.code INTO regime FROM psu_regime r WHERE r.id = deal.regime_id;
        {within_law("regime", "NEW.valid_from")}
    END IF;
    RETURN NEW;
    """,
)

IN_ORDER = Guard(
    name="agreement_annex_in_order",
    sentences=OF_THE_AGREEMENT | SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("deal", "RECORD")],
    func=f"""
    SELECT a.* INTO deal FROM psu_agreement a WHERE a.id = NEW.agreement_id FOR NO KEY UPDATE;
    IF TG_OP = 'UPDATE' THEN
        IF EXISTS (SELECT 1 FROM psu_agreementannex x WHERE x.agreement_id = OLD.agreement_id
                AND x.voided_at IS NULL AND x.valid_from > OLD.valid_from) THEN {_NOT_LAST} END IF;
        RETURN NEW;
    END IF;
    IF NEW.signed_on < deal.signed_on THEN {_BEFORE} END IF;
    IF NEW.valid_from <= deal.starts_on OR NEW.valid_from > deal.ends_on + 1
            OR EXISTS (SELECT 1 FROM psu_agreementannex x WHERE x.agreement_id = NEW.agreement_id
                AND x.voided_at IS NULL AND x.valid_from >= NEW.valid_from) THEN
        {_AFTER}
    END IF;
    RETURN NEW;
    """,
)

# The agreement's own last day is the last annex's; its guards then ask whether what was worked still fits.
MOVES_TERM = Guard(
    name="agreement_annex_moves_term",
    sentences=OF_THE_AGREEMENT,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("found", "RECORD")],
    func=f"""
    UPDATE psu_agreement a
        SET ends_on = CASE WHEN NEW.voided_at IS NULL THEN NEW.ends_on ELSE NEW.ended_before END
        WHERE a.id = NEW.agreement_id
            AND a.ends_on <> CASE WHEN NEW.voided_at IS NULL THEN NEW.ends_on ELSE NEW.ended_before END;
    {hours_fit("NEW.agreement_id")}
    RETURN NULL;
    """,
)

ANNEX = [IN_ORDER, TERMS, MOVES_TERM]
