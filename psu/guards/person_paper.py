"""Guards on papers about a person's work: what was made stays, printed once, voided or not."""

import pgtrigger

from kis.lib.guards import Guard, refuse

SENTENCES = {
    "person_paper_stays": "Sporządzonego pisma nie zmienia się ani nie usuwa. Błędne można unieważnić i "
    "sporządzić nowe.",
}

_STAYS = refuse("person_paper_stays", paper="OLD.id")
_CHANGING = "version,document_id,workbook_id,voided_at,voided_by_id,void_reason"

PERSON_PAPER_STAYS = Guard(
    name="person_paper_stays",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' THEN {_STAYS} END IF;
    IF to_jsonb(OLD) - '{{{_CHANGING}}}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{{{_CHANGING}}}'::text[]
        OR OLD.document_id IS NOT NULL AND OLD.document_id IS DISTINCT FROM NEW.document_id
        OR OLD.workbook_id IS NOT NULL AND OLD.workbook_id IS DISTINCT FROM NEW.workbook_id THEN
        {_STAYS}
    END IF;
    RETURN NEW;
    """,
)
