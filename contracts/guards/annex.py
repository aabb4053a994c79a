"""The life of an annex, what it may change in its contract, and the term that follows it."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from contracts.guards.steps import may_change, print_life
from kis.lib.guards import Guard, refuse

STEPS = {"draft": {"printed"}, "printed": {"draft", "signed"}, "signed": set()}

_VOIDING = ["voided_at", "voided_by_id", "void_reason"]
_SIGNING = [
    *("signed_on", "signed_by_id", "signed_print_id", "copy_given", "scan_id"),
    *("holds_from", "ended_before"),
]
CHANGES = {
    ("draft", "draft"): [*_VOIDING, "reason", "ends_on", "holds_from"],
    ("draft", "printed"): [],
    ("printed", "draft"): [],
    ("printed", "printed"): _VOIDING,
    ("printed", "signed"): _SIGNING,
    ("signed", "signed"): _VOIDING,
}

SENTENCES = {
    "annex_of_binding_contract": "Aneks robi się do podpisanego kontraktu, który jeszcze trwa.",
    "annex_begins_as_next_draft": "Aneks zaczyna się od szkicu z następnym numerem. "
    "Otwórz stronę kontraktu jeszcze raz.",
    "annex_is_voided": "Ten aneks jest unieważniony i nie można go zmienić.",
    "annex_step": "Tego kroku aneks w tym stanie nie pozwala zrobić. "
    "Otwórz jego stronę jeszcze raz i sprawdź, co się zmieniło.",
    "annex_is_frozen": "Aneks wydrukowany do podpisu albo podpisany jest zamknięty. Przed podpisaniem można "
    "wrócić do edycji, potem zrobić następny aneks.",
    "annex_signed_on_its_print": "Podpisać można tylko ważny wydruk tego aneksu, nie wcześniej niż w dniu "
    "wydruku.",
    "annex_signed_within_term": "Aneks podpisuje się w czasie trwania kontraktu, a jego zmiany nie mogą "
    "obowiązywać wcześniej niż zmiany z poprzedniego aneksu.",
    "annex_print_still_valid": "Wydruk aneksu jest jeszcze ważny. Wróć do edycji, żeby go unieważnić.",
    "annex_has_later_one": "Na tym aneksie opiera się następny. Najpierw usuń jego szkic albo go unieważnij.",
    "annex_not_deleted": "Aneksu, który drukowano do podpisu, nie usuwa się. Można go unieważnić.",
    "annex_text_is_frozen": "Treść aneksu jest zamknięta razem z nim.",
    "annex_print_of_locked": "Wydruk do podpisu powstaje tylko z aneksu zamkniętego do podpisu.",
    "annex_print_is_kept": "Wydruku aneksu nie można zmienić ani usunąć.",
}


# FOR SHARE waits for whoever ends or voids the contract just now, and makes them wait for this annex.
_CONTRACT_BINDS = """
    SELECT contract.state = 'signed' AND contract.voided_at IS NULL INTO binds
    FROM contracts_socialcontract contract WHERE contract.id = NEW.contract_id FOR SHARE;
"""

BEGINS = Guard(
    name="annex_begins",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("binds", "boolean"), ("last", "integer")],
    func=f"""
        {_CONTRACT_BINDS}
        IF binds IS DISTINCT FROM true THEN
            {refuse("annex_of_binding_contract", contract="NEW.contract_id")}
        END IF;
        SELECT COALESCE(max(ordinal), 0) INTO last FROM contracts_annex WHERE contract_id = NEW.contract_id;
        IF NEW.state <> 'draft' OR NEW.voided_at IS NOT NULL OR NEW.ordinal <> last + 1 THEN
            {refuse("annex_begins_as_next_draft", contract="NEW.contract_id")}
        END IF;
        RETURN NEW;
    """,
)

LIFE = Guard(
    name="annex_life",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("may_change", "text[]"), ("binds", "boolean"), ("until", "date")],
    func=f"""
        IF OLD.voided_at IS NOT NULL THEN {refuse("annex_is_voided", annex="OLD.id")} END IF;
        may_change := {may_change(CHANGES)};
        IF may_change IS NULL THEN
            {refuse("annex_step", annex="OLD.id", old="OLD.state", new="NEW.state")}
        END IF;
        IF to_jsonb(OLD) - may_change IS DISTINCT FROM to_jsonb(NEW) - may_change THEN
            {refuse("annex_is_frozen", annex="OLD.id")}
        END IF;
        IF NEW.voided_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM contracts_annex later WHERE later.contract_id = OLD.contract_id
            AND later.ordinal > OLD.ordinal AND later.voided_at IS NULL
        ) THEN
            {refuse("annex_has_later_one", annex="OLD.id")}
        END IF;
        IF NEW.state = OLD.state THEN RETURN NEW; END IF;
        {_CONTRACT_BINDS}
        IF NEW.state <> 'draft' AND binds IS DISTINCT FROM true THEN
            {refuse("annex_of_binding_contract", contract="NEW.contract_id")}
        END IF;
        IF NEW.state = 'printed' AND EXISTS (
            SELECT 1 FROM contracts_annexprint WHERE annex_id = NEW.id AND voided_at IS NULL
        ) THEN
            {refuse("annex_print_still_valid", annex="OLD.id")}
        END IF;
        IF NEW.state = 'signed' THEN
            IF NOT EXISTS (
                SELECT 1 FROM contracts_annexprint WHERE id = NEW.signed_print_id AND annex_id = NEW.id
                AND voided_at IS NULL AND printed_on <= NEW.signed_on
            ) THEN
                {refuse("annex_signed_on_its_print", annex="OLD.id")}
            END IF;
            SELECT ends_on INTO until FROM contracts_socialcontract WHERE id = NEW.contract_id;
            IF NEW.signed_on > until OR NEW.ended_before IS DISTINCT FROM until OR EXISTS (
                SELECT 1 FROM contracts_annex former WHERE former.contract_id = NEW.contract_id
                AND former.ordinal < NEW.ordinal AND former.state = 'signed' AND former.voided_at IS NULL
                AND former.holds_from > NEW.holds_from
            ) THEN
                {refuse("annex_signed_within_term", annex="OLD.id")}
            END IF;
        END IF;
        RETURN NEW;
    """,
)


def in_force_on(day: str, row: str) -> str:
    """SQL: whether the row of a contract is in force that day, as AmendedQuerySet.in_force asks it."""
    holding = (
        "SELECT 1 FROM contracts_annex annex WHERE annex.id = {annex} AND annex.state = 'signed' "
        f"AND annex.voided_at IS NULL AND annex.holds_from <= {day}"
    )
    added, dropped = (
        holding.format(annex=f"{row}.{name}") for name in ("added_by_id", "dropped_by_id")
    )
    return f"({row}.added_by_id IS NULL OR EXISTS ({added})) AND NOT EXISTS ({dropped})"


def term_by_annexes(contract: str) -> str:
    """SQL: the term that the contract's annexes give it, NULL where none of them ever touched it.

    The last signed one that has a term; of a contract whose annexes were all voided, what stood before the
    first of them.
    """
    of_it = f"annex.contract_id = {contract} AND annex.state = 'signed'"
    return f"""COALESCE(
        (SELECT annex.ends_on FROM contracts_annex annex WHERE {of_it} AND annex.voided_at IS NULL
         AND annex.ends_on IS NOT NULL ORDER BY annex.ordinal DESC LIMIT 1),
        (SELECT annex.ended_before FROM contracts_annex annex WHERE {of_it}
         ORDER BY annex.ordinal LIMIT 1)
    )"""


# Signing an annex and voiding one move the contract's term; nothing else does (contract_term_by_annex).
MOVES_TERM = Guard(
    name="annex_moves_term",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(new__state="signed"),
    func=f"""
        UPDATE contracts_socialcontract SET ends_on = {term_by_annexes("NEW.contract_id")}
        WHERE id = NEW.contract_id AND voided_at IS NULL
        AND ends_on IS DISTINCT FROM {term_by_annexes("NEW.contract_id")};
        RETURN NULL;
    """,
)

DELETED_AS_DRAFT = Guard(
    name="annex_deleted_as_draft",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func=f"""
        IF OLD.state <> 'draft' OR OLD.voided_at IS NOT NULL
           OR EXISTS (SELECT 1 FROM contracts_annexprint WHERE annex_id = OLD.id) THEN
            {refuse("annex_not_deleted", annex="OLD.id")}
        END IF;
        RETURN OLD;
    """,
)


def _of_draft(row: str) -> str:
    return f"""
        PERFORM 1 FROM contracts_annex annex WHERE annex.id = {row}.annex_id
        AND annex.state = 'draft' AND annex.voided_at IS NULL FOR SHARE;
        IF NOT FOUND THEN {refuse("annex_text_is_frozen", row=f"{row}.id")} END IF;
    """


TEXT_OF_DRAFT = Guard(
    name="annex_text_of_draft",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP <> 'INSERT' THEN {_of_draft("OLD")} END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        {_of_draft("NEW")}
        RETURN NEW;
    """,
)

PRINT_OF_ANNEX = print_life(
    "annex_print_life",
    "contracts_annex",
    "annex",
    unlocked="annex_print_of_locked",
    kept="annex_print_is_kept",
    sentences=SENTENCES,
)
