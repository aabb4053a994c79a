"""The parts of a contract are frozen together with it."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from contracts.guards.steps import frozen_with, parent_is_open
from kis.lib.guards import Guard, refuse
from participants.guards import not_while_restricted, person_of

SENTENCES = {
    "contract_part_is_frozen": "Cele, działania, strony i oceny są zamknięte razem z kontraktem. "
    "Zmiany wprowadza się przez powrót do edycji (przed podpisaniem) albo aneks.",
    "action_of_party": "Działanie stoi w tabeli osoby, która podpisuje ten sam kontrakt.",
    "party_has_actions": "Ta osoba ma w kontrakcie swoje działania, więc podpisuje go sama. "
    "Najpierw przenieś albo usuń jej działania.",
}

RESTRICTED = not_while_restricted(person_of("contracts_socialcontract", "contract_id"))


def _parent_is_draft(row: str, contract: str) -> str:
    return parent_is_open("contracts_socialcontract", "contract", contract.format(row=row))


def frozen_with_contract(contract: str = "{row}.contract_id") -> Guard:
    """A part of a contract; `contract` is the SQL of the contract's number for `{row}`, OLD or NEW."""
    return frozen_with(
        "frozen_with_contract",
        lambda row: _parent_is_draft(row, contract),
        refusal="contract_part_is_frozen",
        sentences=SENTENCES,
    )


def _annex_is_draft(row: str, annex: str, contract: str) -> str:
    # FOR SHARE as above: who prints or voids the annex waits for this row.
    return f"""
        SELECT annex.state = 'draft' AND annex.voided_at IS NULL INTO may
        FROM contracts_annex annex
        WHERE annex.id = {row}.{annex} AND annex.contract_id = ({contract.format(row=row)}) FOR SHARE;
        may := COALESCE(may, false);
    """


def _is_open(row: str, contract: str) -> str:
    """A row of a draft, or one that a draft annex adds."""
    return f"""
        IF {row}.added_by_id IS NULL THEN {_parent_is_draft(row, contract)}
        ELSE {_annex_is_draft(row, "added_by_id", contract)} END IF;
        may := COALESCE(may, false);
    """


def amended_by_annex(contract: str = "{row}.contract_id", *, unless: str = "") -> Guard:
    """A part that annexes change: frozen with its contract, or with the annex that added it.

    Of a frozen row only `dropped_by` moves, to a draft annex or from one. `contract`: the SQL expression of
    the contract's number for `{row}`, OLD or NEW; `unless`: statements that look before the row's words are
    judged, and return where it has another reason to stand.
    """
    return Guard(
        name="frozen_with_contract",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("may", "boolean")],
        func=f"""
            IF TG_OP = 'UPDATE' AND NEW.dropped_by_id IS DISTINCT FROM OLD.dropped_by_id THEN
                IF to_jsonb(OLD) - 'dropped_by_id' IS DISTINCT FROM to_jsonb(NEW) - 'dropped_by_id' THEN
                    {refuse("contract_part_is_frozen", row="OLD.id")}
                END IF;
                IF NEW.dropped_by_id IS NOT NULL THEN
                    {_annex_is_draft("NEW", "dropped_by_id", contract)}
                    IF NOT may THEN {refuse("contract_part_is_frozen", row="OLD.id")} END IF;
                END IF;
                IF OLD.dropped_by_id IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM contracts_annex annex WHERE annex.id = OLD.dropped_by_id
                    AND (annex.state = 'draft' OR annex.voided_at IS NOT NULL)
                ) THEN
                    {refuse("contract_part_is_frozen", row="OLD.id")}
                END IF;
                RETURN NEW;
            END IF;
            {unless}
            IF TG_OP <> 'INSERT' THEN
                {_is_open("OLD", contract)}
                IF NOT may THEN {refuse("contract_part_is_frozen", row="OLD.id")} END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            {_is_open("NEW", contract)}
            IF NOT may OR TG_OP = 'INSERT' AND NEW.dropped_by_id IS NOT NULL THEN
                {refuse("contract_part_is_frozen", row="NEW.id")}
            END IF;
            RETURN NEW;
        """,
    )


# The form has a table of actions for each adult who signs, for nobody else.
IN_TABLE_OF_ITS_PARTY = Guard(
    name="action_of_party",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__party__isnull=False),
    func=f"""
        PERFORM 1 FROM contracts_party party JOIN contracts_goal goal ON goal.id = NEW.goal_id
        WHERE party.id = NEW.party_id AND party.contract_id = goal.contract_id AND party.role = 'signs'
        FOR SHARE OF party;
        IF NOT FOUND THEN {refuse("action_of_party", row="NEW.id")} END IF;
        RETURN NEW;
    """,
)

PARTY_KEEPS_ITS_TABLE = Guard(
    name="party_has_actions",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        IF (NEW.role <> 'signs' OR NEW.contract_id <> OLD.contract_id)
           AND EXISTS (SELECT 1 FROM contracts_action WHERE party_id = OLD.id) THEN
            {refuse("party_has_actions", row="OLD.id")}
        END IF;
        RETURN NEW;
    """,
)
