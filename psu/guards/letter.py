"""Guards on numbered letters: what was printed stays as it was printed, what was sent stays altogether."""

import pgtrigger

from kis.lib.guards import Guard, refuse

VOIDING = ("voided_at", "voided_by_id", "void_reason")
SENDING = ("sent_on", "sent_how", "sent_by_id")


def letter_stays(
    prefix: str, what: str, *, kept: tuple[str, ...], after_print: tuple[str, ...], after_sending=()
) -> Guard:
    """`kept`: columns that never change, beside the number and the author.

    `after_print` and `after_sending` may change behind the print and behind the sending, nothing else.
    """
    name = f"{prefix}_stays"
    stays = refuse(name, letter="OLD.id")
    never = ("year", "number", "written_on", "written_by_id", *kept)

    def changed_beside(*columns: str) -> str:
        beside = "{" + ",".join(("version", *columns)) + "}"
        return f"to_jsonb(OLD) - '{beside}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{beside}'::text[]"

    moved = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in never)
    return Guard(
        name=name,
        sentences={
            name: f"{what} po wydruku nie zmienia się ani nie usuwa, a po wysłaniu zostaje w całości.",
        },
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF TG_OP = 'DELETE' THEN {stays} END IF;
        IF {moved} THEN {stays} END IF;
        IF OLD.sent_on IS NOT NULL AND {changed_beside(*after_sending)} THEN {stays} END IF;
        IF OLD.document_id IS NOT NULL AND {changed_beside(*after_print)} THEN {stays} END IF;
        RETURN NEW;
        """,
    )
