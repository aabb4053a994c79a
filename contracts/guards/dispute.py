"""A dispute is passed on of a contract that is not signed, ruled on once, and read once."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.lib.guards import Guard, refuse

SENTENCES = {
    "dispute_of_open_contract": "Spór dotyczy kontraktu, którego jeszcze nie podpisano. Otwórz jego stronę "
    "jeszcze raz i sprawdź, co się zmieniło.",
    "dispute_is_kept": "Przekazanego sporu ani rozstrzygnięcia nie można zmienić ani usunąć.",
    "contract_not_made_by_ruling": "Kontrakt kończy się jako niezawarty tylko z rozstrzygnięcia kierownika.",
}
OPEN = "('draft', 'waiting', 'approved', 'printed', 'refused')"

DISPUTE_LIFE = Guard(
    name="dispute_life",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("may_change", "text[]")],
    func=f"""
        IF TG_OP = 'DELETE' THEN
            {refuse("dispute_is_kept", row="OLD.id")}
        END IF;
        IF TG_OP = 'UPDATE' THEN
            may_change := CASE WHEN OLD.ruled_at IS NULL
                THEN '{{ruled_on,ruling,outcome,ruled_by_id,ruled_at}}'::text[]
                ELSE '{{seen_at,seen_by_id}}'::text[] END;
            IF to_jsonb(OLD) - may_change IS DISTINCT FROM to_jsonb(NEW) - may_change
               OR OLD.seen_at IS NOT NULL THEN
                {refuse("dispute_is_kept", row="OLD.id")}
            END IF;
            IF OLD.ruled_at IS NOT NULL THEN RETURN NEW; END IF;
        ELSIF NEW.ruled_at IS NOT NULL THEN
            {refuse("dispute_is_kept", row="NEW.id")}
        END IF;
        PERFORM 1 FROM contracts_socialcontract
        WHERE id = NEW.contract_id AND state IN {OPEN} AND voided_at IS NULL FOR SHARE;
        IF NOT FOUND THEN
            {refuse("dispute_of_open_contract", contract="NEW.contract_id")}
        END IF;
        RETURN NEW;
    """,
)

NOT_MADE_BY_RULING = Guard(
    name="contract_not_made_by_ruling",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(new__state="not_made") & ~pgtrigger.Q(old__state="not_made"),
    func=f"""
        IF NOT EXISTS (
            SELECT 1 FROM contracts_dispute WHERE contract_id = NEW.id AND outcome = 'not_made'
        ) THEN
            {refuse("contract_not_made_by_ruling", contract="OLD.id")}
        END IF;
        RETURN NEW;
    """,
)
