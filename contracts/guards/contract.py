"""The life of a contract: its steps, what each may change, and how it stands to its print."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from contracts.guards.annex import term_by_annexes
from contracts.guards.steps import may_change
from kis.lib.guards import Guard, refuse

# From one state to the next; whatever is not here is refused, on the screen and in the database.
STEPS = {
    "draft": {"waiting", "printed", "not_made"},
    "waiting": {"draft", "approved", "printed"},
    "approved": {"draft", "printed"},
    "printed": {"draft", "refused", "signed"},
    "refused": {"draft", "signed"},
    "signed": {"ended"},
    "ended": set(),
    "not_made": set(),
}
# A contract signed by hand before the program came has no print here: it is typed in and signed at once.
STEPS_OF_PAPER = {"draft": {"signed"}}

_VOIDING = ["voided_at", "voided_by_id", "void_reason"]
_KEPT_LATER = ["scan_id", "original_place"]
_SIGNING = ["signed_on", "signed_by_id", "signed_print_id", "signed_how", "copy_given"]

# What may change while the state stays, and what changes with each step; all the rest is frozen.
CHANGES = {
    ("draft", "waiting"): [],
    ("waiting", "draft"): [],
    ("waiting", "approved"): [],
    ("approved", "draft"): [],
    ("draft", "printed"): ["consequences"],
    ("waiting", "printed"): ["consequences"],
    ("approved", "printed"): ["consequences"],
    ("draft", "not_made"): [],
    ("printed", "draft"): [],
    ("printed", "refused"): [],
    ("refused", "draft"): [],
    ("printed", "signed"): [*_SIGNING, *_KEPT_LATER],
    ("refused", "signed"): [*_SIGNING, *_KEPT_LATER],
    ("draft", "signed"): [*_SIGNING, *_KEPT_LATER],
    ("signed", "ended"): ["ended_on", "end_reason", "ended_by_id", "breach_note_id"],
    ("waiting", "waiting"): ["number"],  # given at printing, once
    ("approved", "approved"): ["number"],
    ("not_made", "not_made"): [],
    ("printed", "printed"): [],
    ("refused", "refused"): [],
    ("signed", "signed"): [*_VOIDING, *_KEPT_LATER, "ends_on"],
    ("ended", "ended"): [*_VOIDING, *_KEPT_LATER, "ends_on"],
}
_NOT_OF_PAPER = "'waiting', 'approved', 'printed', 'refused', 'not_made'"
# The database fills these itself; in a BEFORE trigger a generated column of NEW is still empty.
_BY_DATABASE = ["state", "version", "last_day"]


def _pairs(steps: dict[str, set[str]]) -> str:
    return ", ".join(
        f"('{old}', '{new}')" for old, following in steps.items() for new in sorted(following)
    )


SENTENCES = {
    "contract_begins_as_draft": "Kontrakt zaczyna się od szkicu.",
    "contract_is_voided": "Wpis tego kontraktu jest unieważniony i nie można go zmienić.",
    "contract_step": "Tego kroku kontrakt w tym stanie nie pozwala zrobić. "
    "Otwórz jego stronę jeszcze raz i sprawdź, co się zmieniło.",
    "contract_identity": "Osoby, pochodzenia ani nadanego numeru kontraktu nie można zmienić.",
    "contract_is_frozen": "Kontrakt wydrukowany do podpisu albo podpisany jest zamknięty. "
    "Zmiany wprowadza się przez powrót do edycji (przed podpisaniem) albo aneks.",
    "contract_signed_on_its_print": "Podpisać można tylko ważny wydruk tego kontraktu, "
    "nie wcześniej niż w dniu wydruku.",
    "contract_print_still_valid": "Wydruk do podpisu jest jeszcze ważny. Wróć do edycji, żeby go unieważnić.",
    "contract_not_deleted": "Kontraktu z numerem nie usuwa się. Wpis można unieważnić.",
}

START_OF_LIFE = Guard(
    name="contract_begins_as_draft",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
        IF NEW.state <> 'draft' OR NEW.voided_at IS NOT NULL THEN
            {refuse("contract_begins_as_draft")}
        END IF;
        RETURN NEW;
    """,
)

LIFE = Guard(
    name="contract_life",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("may_change", "text[]")],
    func=f"""
        IF OLD.voided_at IS NOT NULL THEN
            {refuse("contract_is_voided", contract="OLD.id")}
        END IF;
        IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_pairs(STEPS)})
           AND NOT (OLD.origin = 'paper' AND (OLD.state, NEW.state) IN ({_pairs(STEPS_OF_PAPER)}))
           OR OLD.origin = 'paper' AND NEW.state IN ({_NOT_OF_PAPER}) THEN
            {refuse("contract_step", contract="OLD.id", old="OLD.state", new="NEW.state")}
        END IF;
        may_change := {may_change(CHANGES, _BY_DATABASE)};
        IF may_change IS NULL THEN
            IF (OLD.id, OLD.person_id, OLD.origin) <> (NEW.id, NEW.person_id, NEW.origin)
               OR OLD.number <> '' AND OLD.number <> NEW.number
               OR NEW.voided_at IS NOT NULL AND NEW.number = '' THEN
                {refuse("contract_identity", contract="OLD.id")}
            END IF;
        ELSIF to_jsonb(OLD) - may_change IS DISTINCT FROM to_jsonb(NEW) - may_change
              OR OLD.number <> '' AND OLD.number <> NEW.number THEN
            {refuse("contract_is_frozen", contract="OLD.id")}
        END IF;
        RETURN NEW;
    """,
)

# The term of what was signed follows its annexes, see contracts.guards.annex; by itself it never moves.
TERM_BY_ANNEX = Guard(
    name="contract_term_by_annex",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("ends_on"),
    func=f"""
        IF OLD.state IN ('signed', 'ended') AND NEW.ends_on IS DISTINCT FROM OLD.ends_on
           AND NEW.ends_on IS DISTINCT FROM {term_by_annexes("OLD.id")} THEN
            {refuse("contract_is_frozen", contract="OLD.id")}
        END IF;
        RETURN NEW;
    """,
)

ON_ITS_PRINT = Guard(
    name="contract_on_its_print",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        IF NEW.state = 'signed' AND OLD.state <> 'signed' AND NEW.origin = 'made' AND NOT EXISTS (
            SELECT 1 FROM contracts_print WHERE id = NEW.signed_print_id AND contract_id = NEW.id
            AND voided_at IS NULL AND printed_on <= NEW.signed_on
        ) THEN
            {refuse("contract_signed_on_its_print", contract="OLD.id")}
        END IF;
        IF NEW.state = 'printed' AND OLD.state = 'draft' AND EXISTS (
            SELECT 1 FROM contracts_print WHERE contract_id = NEW.id AND voided_at IS NULL
        ) THEN
            {refuse("contract_print_still_valid", contract="OLD.id")}
        END IF;
        IF OLD.scan_id IS NOT NULL AND NEW.scan_id IS DISTINCT FROM OLD.scan_id AND OLD.state <> 'draft'
        THEN
            {refuse("contract_is_frozen", contract="OLD.id")}
        END IF;
        RETURN NEW;
    """,
)

# Judged at the end of the transaction: a print is void only once its contract is a draft again, so that
# no second paper takes the place of the first one while a signature is awaited.
PRINT_VOID_IN_DRAFT = Guard(
    name="contract_print_void_in_draft",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    timing=pgtrigger.Deferred,
    func=f"""
        IF EXISTS (
            SELECT 1 FROM contracts_socialcontract contract
            JOIN contracts_print paper ON paper.contract_id = contract.id AND paper.voided_at IS NULL
            WHERE contract.id = NEW.id AND contract.state = 'draft'
        ) THEN
            {refuse("contract_print_still_valid", contract="NEW.id")}
        END IF;
        RETURN NULL;
    """,
)

NOT_DELETED = Guard(
    name="contract_not_deleted",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func=f"""
        IF OLD.state <> 'draft' OR OLD.number <> '' THEN
            {refuse("contract_not_deleted", contract="OLD.id")}
        END IF;
        RETURN OLD;
    """,
)
