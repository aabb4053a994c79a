"""The parts of a contract are frozen together with it."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.lib.guards import Guard, refuse

SENTENCES = {
    "contract_part_is_frozen": "Cele, działania, strony i oceny są zamknięte razem z kontraktem. "
    "Zmiany wprowadza się przez powrót do edycji (przed podpisaniem) albo aneks.",
    "action_of_party": "Działanie stoi w tabeli osoby, która podpisuje ten sam kontrakt.",
    "party_has_actions": "Ta osoba ma w kontrakcie swoje działania, więc podpisuje go sama. "
    "Najpierw przenieś albo usuń jej działania.",
}


def _parent_is_draft(row: str, contract: str) -> str:
    # FOR SHARE waits for whoever prints or signs just now, and makes them wait for this row.
    return f"""
        SELECT contract.state = 'draft' AND contract.voided_at IS NULL INTO may
        FROM contracts_socialcontract contract WHERE contract.id = ({contract.format(row=row)})
        FOR SHARE;
    """


def frozen_with_contract(contract: str = "{row}.contract_id", *, unless: str = "") -> Guard:
    """A part of a contract: from its printing on neither added, nor changed, moved or deleted.

    `contract` is the SQL expression of the contract's number for `{row}`, OLD or NEW; `unless`: statements
    that look first, and return where the row has another reason to stand.
    """
    return Guard(
        name="frozen_with_contract",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("may", "boolean")],
        func=f"""
            {unless}
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
