"""The parts of a contract are frozen together with it."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.lib.guards import Guard, refuse

SENTENCES = {
    "contract_part_is_frozen": "Cele, działania, strony i oceny są zamknięte razem z kontraktem. "
    "Zmiany wprowadza się przez powrót do edycji (przed podpisaniem) albo aneks.",
}


def _parent_is_draft(row: str, contract: str) -> str:
    # FOR SHARE waits for whoever prints or signs just now, and makes them wait for this row.
    return f"""
        SELECT contract.state = 'draft' AND contract.voided_at IS NULL INTO may
        FROM contracts_socialcontract contract WHERE contract.id = ({contract.format(row=row)})
        FOR SHARE;
    """


def frozen_with_contract(contract: str = "{row}.contract_id") -> Guard:
    """A part of a contract: from its printing on neither added, nor changed, moved or deleted.

    `contract` is the SQL expression of the contract's number for `{row}`, OLD or NEW.
    """
    return Guard(
        name="frozen_with_contract",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("may", "boolean")],
        func=f"""
            IF TG_OP <> 'INSERT' THEN
                {_parent_is_draft("OLD", contract)}
                IF NOT may THEN {refuse("contract_part_is_frozen", row="OLD.id")} END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            {_parent_is_draft("NEW", contract)}
            IF may IS DISTINCT FROM true THEN
                {refuse("contract_part_is_frozen", row="NEW.id")}
            END IF;
            RETURN NEW;
        """,
    )
