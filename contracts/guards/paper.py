"""Prints and refusals: a print is made of a locked contract, and void only in a draft."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.lib.guards import Guard, refuse

SENTENCES = {
    "print_of_locked_contract": "Wydruk do podpisu powstaje tylko z kontraktu zamkniętego do podpisu.",
    "print_is_kept": "Wydruku nie można zmienić ani usunąć.",
}

PRINT_LIFE = Guard(
    name="print_life",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("contract_state", "text"), ("may_change", "text[]")],
    func=f"""
        IF TG_OP = 'DELETE' THEN
            {refuse("print_is_kept", row="OLD.id")}
        END IF;
        SELECT state INTO contract_state FROM contracts_socialcontract WHERE id = NEW.contract_id FOR SHARE;
        IF TG_OP = 'INSERT' THEN
            IF contract_state IS DISTINCT FROM 'printed' OR NEW.voided_at IS NOT NULL THEN
                {refuse("print_of_locked_contract", contract="NEW.contract_id")}
            END IF;
            RETURN NEW;
        END IF;
        may_change := '{{voided_at,voided_by_id}}';
        IF to_jsonb(OLD) - may_change IS DISTINCT FROM to_jsonb(NEW) - may_change
           OR OLD.voided_at IS NOT NULL OR contract_state <> 'draft' THEN
            {refuse("print_is_kept", row="OLD.id")}
        END IF;
        RETURN NEW;
    """,
)
