"""Guards on applications for the refund: they ask for what their lists say, and each goes its steps."""

import pgtrigger

from kis.lib.guards import Guard, refuse

SENTENCES = {
    "refund_stays": "Wniosku o refundację nie zmienia się ani nie usuwa. Można go wysłać, rozliczyć albo "
    "przed wysłaniem unieważnić.",
    "refund_steps_back": "Wykonanego kroku wniosku o refundację nie można cofnąć.",
    "refund_unlike_its_lists": "Wniosek o refundację nie zgadza się z listami wypłat, których dotyczy. "
    "Niczego nie zapisano.",
    "applied_list_stays": "Listy we wniosku o refundację nie zmienia się: unieważnia się cały wniosek.",
    "applied_list_not_paid": "Wniosek o refundację obejmuje wypłacone listy swojego porozumienia i miesiąca, "
    "o których refundację jeszcze nie wnioskowano.",
    "applied_list_without_refund": "Nie ma czego refundować: świadczenia w całości wypłaca gmina.",
}

_STAYS = refuse("refund_stays", application="OLD.id")
_NEW = refuse("refund_stays", application="NEW.id")
_BACK = refuse("refund_steps_back", application="OLD.id")
_UNLIKE = refuse("refund_unlike_its_lists", application="subject")
_LIST_STAYS = refuse("applied_list_stays", application="OLD.application_id")
_NOT_PAID = refuse("applied_list_not_paid", pay_list="NEW.pay_list_id")
_NO_REFUND = refuse("applied_list_without_refund", pay_list="NEW.pay_list_id")

_SENDING = ["sent_on", "sent_by_id"]
_SETTLING = ["settled_on", "settled_by_id", "settled_amount", "difference_reason"]
_VOIDING = ["voided_at", "voided_by_id", "void_reason"]
_KEPT = ["document_id", "workbook_id"]
_CHANGING = ",".join([*_SENDING, *_SETTLING, *_VOIDING, *_KEPT, "version"])


def _changed(columns: list[str]) -> str:
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return f"({old}) IS DISTINCT FROM ({new})"


# At the end of the transaction: the application, its lists and their steps are written one after the other.
_DECLARE = [("subject", "BIGINT"), ("made", "RECORD")]
_EQUALS_LISTS = f"""
    SELECT a.* INTO made FROM psu_refundapplication a WHERE a.id = subject;
    IF made.voided_at IS NULL AND (
        (made.hours, made.amount, made.refund) IS DISTINCT FROM (
            SELECT (COALESCE(sum(l.hours), 0), COALESCE(sum(l.amount), 0), COALESCE(sum(l.refund), 0))
            FROM psu_appliedlist x JOIN psu_payline l ON l.pay_list_id = x.pay_list_id
            WHERE x.application_id = made.id AND x.voided_at IS NULL AND l.voided_at IS NULL)
        OR EXISTS (SELECT 1 FROM psu_appliedlist x JOIN psu_paylist p ON p.id = x.pay_list_id
            WHERE x.application_id = made.id AND x.voided_at IS NULL
                AND (p.refund_sent_on, p.refund_settled_on)
                    IS DISTINCT FROM (made.sent_on, made.settled_on))) THEN
        {_UNLIKE}
    END IF;
    RETURN NULL;
"""

REFUND_APPLICATION = [
    Guard(
        name="refund_life",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF TG_OP = 'DELETE' THEN {_STAYS} END IF;
        IF TG_OP = 'INSERT' THEN
            IF NEW.sent_on IS NOT NULL OR NEW.settled_on IS NOT NULL OR NEW.voided_at IS NOT NULL THEN
                {_NEW}
            END IF;
            RETURN NEW;
        END IF;
        IF to_jsonb(OLD) - '{{{_CHANGING}}}'::text[]
                IS DISTINCT FROM to_jsonb(NEW) - '{{{_CHANGING}}}'::text[]
            OR OLD.voided_at IS NOT NULL
            OR OLD.document_id IS NOT NULL AND OLD.document_id IS DISTINCT FROM NEW.document_id
            OR OLD.workbook_id IS NOT NULL AND OLD.workbook_id IS DISTINCT FROM NEW.workbook_id THEN
            {_STAYS}
        END IF;
        IF OLD.sent_on IS NOT NULL AND {_changed(_SENDING)}
            OR OLD.settled_on IS NOT NULL AND {_changed(_SETTLING)} THEN
            {_BACK}
        END IF;
        RETURN NEW;
        """,
    ),
    Guard(
        name="refund_voided_with_its_lists",
        sentences=SENTENCES,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__voided_at__isnull=True, new__voided_at__isnull=False),
        func="""
        UPDATE psu_appliedlist SET voided_at = NEW.voided_at
            WHERE application_id = NEW.id AND voided_at IS NULL;
        RETURN NULL;
        """,
    ),
    Guard(
        name="refund_equals_lists",
        sentences=SENTENCES,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        declare=_DECLARE,
        func=f"subject := NEW.id; {_EQUALS_LISTS}",
    ),
]

APPLIED_LIST = [
    Guard(
        name="applied_list_life",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("list", "RECORD"), ("made", "RECORD")],
        func=f"""
        IF TG_OP = 'DELETE' THEN {_LIST_STAYS} END IF;
        SELECT a.* INTO made FROM psu_refundapplication a WHERE a.id = NEW.application_id;
        IF TG_OP = 'UPDATE' THEN
            IF OLD.voided_at IS NOT NULL OR NEW.voided_at IS DISTINCT FROM made.voided_at
                OR to_jsonb(OLD) - 'voided_at' IS DISTINCT FROM to_jsonb(NEW) - 'voided_at' THEN
                {_LIST_STAYS}
            END IF;
            RETURN NEW;
        END IF;
        SELECT p.* INTO list FROM psu_paylist p WHERE p.id = NEW.pay_list_id FOR SHARE;
        IF NEW.voided_at IS NOT NULL OR made.sent_on IS NOT NULL OR made.voided_at IS NOT NULL
            OR list.paid_on IS NULL OR list.refund_sent_on IS NOT NULL
            OR (list.agreement_id, list.month) IS DISTINCT FROM (made.agreement_id, made.month) THEN
            {_NOT_PAID}
        END IF;
        IF (SELECT COALESCE(sum(l.refund), 0) FROM psu_payline l
            WHERE l.pay_list_id = NEW.pay_list_id AND l.voided_at IS NULL) = 0 THEN {_NO_REFUND} END IF;
        RETURN NEW;
        """,
    ),
    Guard(
        name="applied_list_sum",
        sentences=SENTENCES,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        declare=_DECLARE,
        func=f"subject := NEW.application_id; {_EQUALS_LISTS}",
    ),
]

# Of a list, by SQL of the row's step: what its own columns say is what its application says.
WITHOUT_APPLICATION = """
    NOT EXISTS (SELECT 1 FROM psu_appliedlist x JOIN psu_refundapplication a ON a.id = x.application_id
        WHERE x.pay_list_id = NEW.id AND x.voided_at IS NULL AND a.{step} = NEW.refund_{step})"""
# Lists sent before there were applications are settled by themselves.
HAS_APPLICATION = """
    EXISTS (SELECT 1 FROM psu_appliedlist x WHERE x.pay_list_id = NEW.id AND x.voided_at IS NULL)"""
