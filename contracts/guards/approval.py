"""Where the centre wants it, a contract is printed only as the head approved it."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.lib.guards import Guard, refuse

SENTENCES = {
    "approval_is_kept": "Odpowiedzi o zatwierdzeniu nie można zmienić ani usunąć.",
    "approval_of_draft": "Do zatwierdzenia wysyła się szkic. Otwórz stronę kontraktu jeszcze raz i sprawdź, "
    "co się zmieniło.",
    "approval_of_waiting": "Ten kontrakt nie czeka już na zatwierdzenie. Otwórz jego stronę jeszcze raz.",
    "approval_by_another": "Kontrakt zatwierdza druga osoba, nie ta, która go napisała.",
    "contract_not_approved": "W tym ośrodku kontrakt przed wydrukiem do podpisu zatwierdza kierownik. "
    "Wyślij go do zatwierdzenia.",
    "contract_approval_is_over": "Kontrakt, który wraca do edycji, traci zatwierdzenie.",
}

APPROVAL_LIFE = Guard(
    name="approval_life",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("contract", "record"), ("may_change", "text[]")],
    func=f"""
        IF TG_OP = 'DELETE' THEN
            {refuse("approval_is_kept", row="OLD.id")}
        END IF;
        SELECT state, worker_id, created_by_id INTO contract FROM contracts_socialcontract
        WHERE id = NEW.contract_id FOR SHARE;
        IF TG_OP = 'INSERT' THEN
            IF contract.state IS DISTINCT FROM 'draft' OR NEW.answer <> '' OR NEW.ended_at IS NOT NULL THEN
                {refuse("approval_of_draft", contract="NEW.contract_id")}
            END IF;
            RETURN NEW;
        END IF;
        may_change := CASE WHEN OLD.answer = ''
            THEN '{{answer,answered_on,answered_by_id,on_paper,reason,ended_at,ended_by_id}}'::text[]
            ELSE '{{ended_at,ended_by_id}}'::text[] END;
        IF OLD.ended_at IS NOT NULL
           OR to_jsonb(OLD) - may_change IS DISTINCT FROM to_jsonb(NEW) - may_change THEN
            {refuse("approval_is_kept", row="OLD.id")}
        END IF;
        IF OLD.answer = '' AND NEW.answer <> '' THEN
            IF contract.state IS DISTINCT FROM 'waiting' THEN
                {refuse("approval_of_waiting", contract="NEW.contract_id")}
            END IF;
            IF NEW.answered_by_id IN (contract.worker_id, contract.created_by_id) THEN
                {refuse("approval_by_another", contract="NEW.contract_id")}
            END IF;
        END IF;
        RETURN NEW;
    """,
)

# With the switch off what waits or is approved is printed like a draft: nothing is stuck.
APPROVED_FIRST = Guard(
    name="contract_needs_approval",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(new__state__in=["waiting", "approved", "printed"]),
    func=f"""
        IF OLD.state = NEW.state THEN RETURN NEW; END IF;
        IF NEW.state = 'printed' AND OLD.state <> 'approved'
           AND EXISTS (SELECT 1 FROM accounts_centre WHERE approves_contracts)
           OR NEW.state = 'waiting' AND NOT EXISTS (
            SELECT 1 FROM contracts_approval
            WHERE contract_id = NEW.id AND ended_at IS NULL AND answer = ''
        ) OR NEW.state = 'approved' AND NOT EXISTS (
            SELECT 1 FROM contracts_approval
            WHERE contract_id = NEW.id AND ended_at IS NULL AND answer = 'approved'
        ) THEN
            {refuse("contract_not_approved", contract="OLD.id")}
        END IF;
        RETURN NEW;
    """,
)

# Judged at the end of the transaction, as with prints: the draft first, then what was given out of it.
APPROVAL_OVER_IN_DRAFT = Guard(
    name="contract_approval_over_in_draft",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    timing=pgtrigger.Deferred,
    func=f"""
        IF EXISTS (
            SELECT 1 FROM contracts_socialcontract contract
            JOIN contracts_approval approval
              ON approval.contract_id = contract.id AND approval.ended_at IS NULL
            WHERE contract.id = NEW.id AND contract.state IN ('draft', 'not_made')
        ) THEN
            {refuse("contract_approval_is_over", contract="NEW.id")}
        END IF;
        RETURN NULL;
    """,
)

APPROVAL_WITH_WAITING = Guard(
    name="approval_with_waiting",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    func=f"""
        IF EXISTS (
            SELECT 1 FROM contracts_approval approval
            JOIN contracts_socialcontract contract ON contract.id = approval.contract_id
            WHERE approval.id = NEW.id AND approval.ended_at IS NULL AND contract.state = 'draft'
        ) THEN
            {refuse("approval_of_draft", contract="NEW.contract_id")}
        END IF;
        RETURN NULL;
    """,
)
