"""Guards on the papers of a pay list, and on corrections of a way of payment that it froze."""

import pgtrigger

from kis.lib.guards import Guard, refuse

SENTENCES = {
    "pay_list_paper_stays": "Zachowanego pisma listy wypłat nie zmienia się ani nie usuwa.",
    "payment_correction_stays": "Sprostowania nie zmienia się ani nie usuwa. Można je zatwierdzić albo "
    "odrzucić, każde raz.",
    "payment_correction_too_late": "Wypłatę z tej listy już odnotowano: sposobu wypłaty się nie prostuje.",
    "payment_correction_without_line": "Na tej liście nie ma pozycji tej osoby, według której się wypłaca.",
    "payment_correction_unlike_its_rows": "Sposób wypłaty tej osoby zmieniono po przygotowaniu sprostowania. "
    "Odrzuć je; nowe przygotuje się według tego, co jest wpisane dziś.",
}

_PAPER_STAYS = refuse("pay_list_paper_stays", paper="OLD.id")

PAY_LIST_PAPER = [
    Guard(
        name="pay_list_paper_stays",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF TG_OP = 'DELETE' THEN {_PAPER_STAYS} END IF;
        IF OLD.voided_at IS NOT NULL OR NEW.voided_at IS NULL
                OR to_jsonb(OLD) - 'voided_at' IS DISTINCT FROM to_jsonb(NEW) - 'voided_at'
                OR EXISTS (SELECT 1 FROM psu_paylist p
                    WHERE p.id = OLD.pay_list_id AND p.approved_on IS NOT NULL) THEN
            {_PAPER_STAYS}
        END IF;
        RETURN NEW;
        """,
    )
]

_STAYS = refuse("payment_correction_stays", correction="OLD.id")
_TOO_LATE = refuse("payment_correction_too_late", pay_list="NEW.pay_list_id")
_NO_LINE = refuse("payment_correction_without_line", pay_list="NEW.pay_list_id")
_UNLIKE = refuse("payment_correction_unlike_its_rows", pay_list="NEW.pay_list_id")

_CONFIRMING = ["confirmed_on", "confirmed_by_id"]
_VOIDING = ["voided_at", "voided_by_id", "void_reason"]
_MAY_CHANGE = ",".join(["document_id", *_CONFIRMING, *_VOIDING])

_IN_FORCE = """
    EXISTS (SELECT 1 FROM participants_bankaccount b WHERE b.person_id = NEW.person_id
        AND (b.number, b.owner) = (NEW.number, NEW.owner)
        AND {day} BETWEEN b.starts_on AND COALESCE(b.ends_on, 'infinity'))
"""
# Of one payment: the last correction that was confirmed, else the line.
_FORMER = """
    COALESCE(
        (SELECT (c.number, c.owner) FROM psu_paymentcorrection c
            WHERE c.pay_list_id = NEW.pay_list_id AND c.person_id = NEW.person_id
            AND c.confirmed_on IS NOT NULL ORDER BY c.id DESC LIMIT 1),
        (line.account_number, line.account_owner))
"""

PAYMENT_CORRECTION = [
    Guard(
        name="payment_correction_life",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("list", "RECORD"), ("line", "RECORD")],
        func=f"""
        IF TG_OP = 'DELETE' THEN {_STAYS} END IF;
        IF TG_OP = 'UPDATE' THEN
            IF to_jsonb(OLD) - '{{{_MAY_CHANGE}}}'::text[]
                    IS DISTINCT FROM to_jsonb(NEW) - '{{{_MAY_CHANGE}}}'::text[]
                OR OLD.document_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM OLD.document_id
                OR OLD.voided_at IS NOT NULL
                OR OLD.confirmed_on IS NOT NULL AND ((OLD.confirmed_on, OLD.confirmed_by_id)
                    IS DISTINCT FROM (NEW.confirmed_on, NEW.confirmed_by_id) OR NEW.voided_at IS NOT NULL)
                OR NEW.confirmed_on IS NOT NULL AND NEW.voided_at IS NOT NULL THEN
                {_STAYS}
            END IF;
            IF OLD.confirmed_on IS NOT NULL OR NEW.confirmed_on IS NULL THEN RETURN NEW; END IF;
        END IF;
        SELECT p.* INTO list FROM psu_paylist p WHERE p.id = NEW.pay_list_id FOR SHARE;
        IF list.paid_on IS NOT NULL THEN {_TOO_LATE} END IF;
        SELECT l.* INTO line FROM psu_payline l WHERE l.pay_list_id = NEW.pay_list_id
            AND l.person_id = NEW.person_id AND l.voided_at IS NULL AND l.is_paid AND l.amount > l.tax
            LIMIT 1;
        IF line.id IS NULL THEN {_NO_LINE} END IF;
        IF TG_OP = 'INSERT' THEN
            IF NEW.confirmed_on IS NOT NULL OR NEW.voided_at IS NOT NULL THEN {_NO_LINE} END IF;
            IF NOT {_IN_FORCE.format(day="NEW.proposed_on")}
                OR NEW.person_name <> line.person_name
                OR (NEW.former_number, NEW.former_owner) IS DISTINCT FROM {_FORMER} THEN
                {_UNLIKE}
            END IF;
        ELSIF NOT {_IN_FORCE.format(day="NEW.confirmed_on")} THEN
            {_UNLIKE}
        END IF;
        RETURN NEW;
        """,
    )
]
