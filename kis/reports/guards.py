"""Guards on copies of reports: what was kept stays as it was kept, what was sent stays sent."""

import pgtrigger

from kis.lib.guards import Guard, refuse

VOIDING = ("voided_at", "voided_by_id", "void_reason")
SENDING = ("sent_on", "sent_how", "sent_by_id")
_STAYS = refuse("report_copy_stays", copy="OLD.id")


def _changed_beside(*columns: str) -> str:
    beside = "{" + ",".join(("version", *columns)) + "}"
    return f"to_jsonb(OLD) - '{beside}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{beside}'::text[]"


COPY_STAYS = Guard(
    name="report_copy_stays",
    sentences={
        "report_copy_stays": "Zachowanej kopii sprawozdania nie zmienia się ani nie usuwa. Można tylko raz "
        "odnotować jej wysłanie albo ją unieważnić.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' THEN {_STAYS} END IF;
    IF {_changed_beside(*SENDING, *VOIDING)} THEN {_STAYS} END IF;
    IF OLD.sent_on IS NOT NULL AND {_changed_beside(*VOIDING)} THEN {_STAYS} END IF;
    RETURN NEW;
    """,
)
