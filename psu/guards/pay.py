"""Guards on pay lists and their frozen lines."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from psu.guards.month import PAY_DECLARE, PAY_EQUALS_HOURS
from psu.guards.pay_refund import HAS_APPLICATION, WITHOUT_APPLICATION
from psu.rules.pay_steps import ORDER

SENTENCES = {
    "pay_list_stays": "Listy wypłat nie zmienia się ani nie usuwa.",
    "pay_list_starts_unchecked": "Nowa lista wypłat nie może być od razu sprawdzona.",
    "pay_list_unlike_its_rows": "Lista wypłat różni się od numeru porozumienia albo nazwiska osoby, która ją "
    "sporządza. Ktoś zmienił je w tej chwili: zamknij miesiąc jeszcze raz.",
    "pay_list_correction_waits": "Sprostowanie sposobu wypłaty do tej listy czeka na zatwierdzenie. "
    "Wypłatę odnotuj, gdy kierownik je zatwierdzi albo odrzuci.",
    "pay_list_refund_by_application": "Refundację odnotowuje się przy wniosku o refundację tej listy, razem "
    "z nim.",
    "pay_list_steps_back": "Wykonanego kroku listy wypłat nie można cofnąć.",
    "pay_line_stays": "Pozycji listy wypłat nie zmienia się ani nie usuwa.",
    "pay_line_too_late": "Do sprawdzonej listy nie dodaje się pozycji. Powstanie lista uzupełniająca.",
    "pay_line_of_another_month": "Pozycja listy musi dotyczyć tej samej osoby i tego samego miesiąca; "
    "korekta może dotyczyć wcześniejszego.",
    "pay_line_unlike_its_rows": "Pozycja listy różni się od stawki, osoby albo sposobu wypłaty, z których "
    "powstaje.",
    "pay_list_returned_for_a_reason": "Sprawdzenie listy cofa tylko zwrot do poprawy, z podaniem powodu.",
    "pay_line_approved": "Lista wypłat jest już zatwierdzona: jej pozycji nie można unieważnić.",
}

_LIST_STAYS = refuse("pay_list_stays", pay_list="OLD.id")
_LIST_NEW = refuse("pay_list_starts_unchecked", pay_list="NEW.id")
_LIST_UNLIKE = refuse("pay_list_unlike_its_rows", agreement="NEW.agreement_id")
_CORRECTION_WAITS = refuse("pay_list_correction_waits", pay_list="OLD.id")
_BY_APPLICATION = refuse("pay_list_refund_by_application", pay_list="OLD.id")
_STEPS_BACK = refuse("pay_list_steps_back", pay_list="OLD.id")
_LINE_STAYS = refuse("pay_line_stays", line="OLD.id")
_LINE_LATE = refuse("pay_line_too_late", pay_list="NEW.pay_list_id")
_LINE_WRONG = refuse("pay_line_of_another_month", person_month="NEW.person_month_id")
_LINE_UNLIKE = refuse("pay_line_unlike_its_rows", person_month="NEW.person_month_id")
_CHECK_TAKEN_BACK = refuse("pay_list_returned_for_a_reason", pay_list="OLD.id")
_LINE_APPROVED = refuse("pay_line_approved", line="OLD.id")

_STEP_COLUMNS = [f"{step}_{part}" for step in ORDER[1:] for part in ("on", "by_id")]
# All the rest of a list is frozen from its first moment: its lines and its paper are made of it.
_CHANGING = [
    *("approved_own", "paid_despite", "returned_on", "returned_by_id", "return_reason", "version"),
    *_STEP_COLUMNS,
]
# A step once made stays made; the accountant's check alone is taken back, and only before the approval.
_TAKEN_BACK = " OR ".join(
    f"OLD.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column}"
    for column in _STEP_COLUMNS
    if not column.startswith("checked")
)

# What the list freezes stood so in its rows on the day it was made.
_LIST_LIKE_ITS_ROWS = """
    EXISTS (SELECT 1 FROM psu_agreement a WHERE a.id = NEW.agreement_id AND a.number = NEW.agreement_number)
    AND EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = NEW.prepared_by_id AND NEW.prepared_name
        = COALESCE(NULLIF(btrim(u.first_name || ' ' || u.last_name), ''), u.username))
    AND NOT NEW.is_rebuilt
"""
# By SQL of the list's number.
WAITING_CORRECTION = """
    EXISTS (SELECT 1 FROM psu_paymentcorrection c WHERE c.pay_list_id = {pay_list}
        AND c.confirmed_on IS NULL AND c.voided_at IS NULL
        AND EXISTS (SELECT 1 FROM psu_payline l WHERE l.pay_list_id = c.pay_list_id
            AND l.person_id = c.person_id AND l.voided_at IS NULL))
"""

_UNSENT = WITHOUT_APPLICATION.format(step="sent_on")
_UNSETTLED = f"{HAS_APPLICATION} AND {WITHOUT_APPLICATION.format(step='settled_on')}"
_WAITS_HERE = WAITING_CORRECTION.format(pay_list="NEW.id")

PAY_LIST = [
    Guard(
        name="pay_list_stays",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF TG_OP = 'INSERT' THEN
            IF NEW.checked_on IS NOT NULL THEN {_LIST_NEW} END IF;
            IF NOT ({_LIST_LIKE_ITS_ROWS}) THEN {_LIST_UNLIKE} END IF;
            -- The tax of the day is not changed under the list: who changes it takes this lock, too.
            PERFORM 1 FROM psu_agreement a WHERE a.id = NEW.agreement_id FOR NO KEY UPDATE;
            RETURN NEW;
        END IF;
        IF TG_OP = 'DELETE' THEN {_LIST_STAYS} END IF;
        IF to_jsonb(OLD) - '{{{",".join(_CHANGING)}}}'::text[]
                IS DISTINCT FROM to_jsonb(NEW) - '{{{",".join(_CHANGING)}}}'::text[] THEN
            {_LIST_STAYS}
        END IF;
        IF {_TAKEN_BACK} OR OLD.approved_on IS NOT NULL AND (OLD.checked_on, OLD.checked_by_id)
                IS DISTINCT FROM (NEW.checked_on, NEW.checked_by_id) THEN
            {_STEPS_BACK}
        END IF;
        IF OLD.checked_on IS NOT NULL AND NEW.checked_on IS NULL AND (NEW.return_reason = ''
                OR NEW.returned_by_id IS NULL OR COALESCE(NEW.returned_on < OLD.checked_on, TRUE)) THEN
            {_CHECK_TAKEN_BACK}
        END IF;
        IF OLD.paid_despite <> NEW.paid_despite AND (OLD.paid_on IS NOT NULL OR NEW.paid_on IS NULL) THEN
            {_LIST_STAYS}
        END IF;
        IF OLD.paid_on IS NULL AND NEW.paid_on IS NOT NULL AND {_WAITS_HERE} THEN
            {_CORRECTION_WAITS}
        END IF;
        IF OLD.refund_sent_on IS NULL AND NEW.refund_sent_on IS NOT NULL AND {_UNSENT}
            OR OLD.refund_settled_on IS NULL AND NEW.refund_settled_on IS NOT NULL AND {_UNSETTLED} THEN
            {_BY_APPLICATION}
        END IF;
        IF OLD.approved_own <> NEW.approved_own AND (OLD.approved_on IS NOT NULL OR NEW.approved_on IS NULL)
        THEN
            {_LIST_STAYS}
        END IF;
        RETURN NEW;
        """,
    )
]

# What the line freezes stood so in its rows on the day the list was made.
_LIKE_ITS_ROWS = """
    EXISTS (SELECT 1 FROM psu_workkind k WHERE k.id = NEW.kind_id AND k.name = NEW.kind_name)
    AND EXISTS (SELECT 1 FROM psu_agreedrate a WHERE a.id = NEW.agreed_rate_id
        AND (a.agreement_id, a.kind_id, a.per_hour) = (list.agreement_id, NEW.kind_id, NEW.per_hour))
    AND EXISTS (SELECT 1 FROM psu_rate r JOIN psu_agreement g ON g.regime_id = r.regime_id
        WHERE r.id = NEW.minimum_rate_id AND g.id = list.agreement_id
            AND r.per_hour = NEW.minimum_per_hour)
    AND EXISTS (SELECT 1 FROM participants_person p WHERE p.id = NEW.person_id
        AND NEW.person_name = p.last_name || ' ' || p.first_name
        AND CASE WHEN p.pesel <> '' THEN NEW.person_identity = p.pesel
            ELSE strpos(NEW.person_identity, p.identity_number) > 0 END)
    AND EXISTS (SELECT 1 FROM participants_bankaccount b WHERE b.person_id = NEW.person_id
        AND (b.number, b.owner) = (NEW.account_number, NEW.account_owner)
        AND list.prepared_on BETWEEN b.starts_on AND COALESCE(b.ends_on, 'infinity'))
"""
_TAX_OF_THE_DAY = """
    SELECT t.* INTO tax FROM psu_paytax t WHERE t.valid_from <= list.prepared_on
        ORDER BY t.valid_from DESC LIMIT 1"""
_LIKE_ITS_TAX = """
    (NEW.pay_tax_id, NEW.tax_percent, NEW.tax_to_zloty)
        IS NOT DISTINCT FROM (tax.id, tax.percent, COALESCE(tax.to_zloty, FALSE))"""

# Only what an approved list has paid of the month already can be put right by a line of another list.
_IS_CORRECTION = """
    EXISTS (SELECT 1 FROM psu_payline l JOIN psu_paylist p ON p.id = l.pay_list_id
        WHERE l.person_month_id = NEW.person_month_id AND l.voided_at IS NULL
            AND p.id <> NEW.pay_list_id AND p.approved_on IS NOT NULL)
"""

PAY_LINE = [
    Guard(
        name="pay_line_stays",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[
            *[(name, "RECORD") for name in ("list", "month", "tax")],
            ("corrects", "BOOLEAN"),
        ],
        func=f"""
        IF TG_OP = 'DELETE' THEN {_LINE_STAYS} END IF;
        SELECT p.* INTO list FROM psu_paylist p WHERE p.id = NEW.pay_list_id FOR SHARE;
        IF TG_OP = 'INSERT' THEN
            SELECT m.* INTO month FROM psu_personmonth m WHERE m.id = NEW.person_month_id FOR SHARE;
            IF list.checked_on IS NOT NULL OR NEW.voided_at IS NOT NULL THEN {_LINE_LATE} END IF;
            corrects := {_IS_CORRECTION};
            IF (month.person_id, month.agreement_id) IS DISTINCT FROM (NEW.person_id, list.agreement_id)
                OR month.month > list.month OR month.month < list.month AND NOT corrects THEN
                {_LINE_WRONG}
            END IF;
            {_TAX_OF_THE_DAY};
            IF NOT ({_LIKE_ITS_ROWS} AND {_LIKE_ITS_TAX}) OR (NEW.corrects, NEW.correction_reason)
                IS DISTINCT FROM (CASE WHEN corrects THEN month.month END,
                    CASE WHEN corrects THEN month.reopen_reason ELSE '' END) THEN
                {_LINE_UNLIKE}
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.voided_at IS NOT NULL OR NEW.voided_at IS NULL OR NEW.void_reason = ''
                OR to_jsonb(OLD) - '{{voided_at,voided_by_id,void_reason}}'::text[]
                IS DISTINCT FROM to_jsonb(NEW) - '{{voided_at,voided_by_id,void_reason}}'::text[] THEN
            {_LINE_STAYS}
        END IF;
        IF list.approved_on IS NOT NULL THEN {_LINE_APPROVED} END IF;
        -- A paper shows the lines that count: with one of them it is void, and the next print is a new one.
        UPDATE psu_paylistpaper SET voided_at = NEW.voided_at
            WHERE pay_list_id = NEW.pay_list_id AND voided_at IS NULL;
        RETURN NEW;
        """,
    ),
    Guard(
        name="pay_line_pay",
        sentences=SENTENCES,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        declare=PAY_DECLARE,
        func=f"subject := NEW.person_month_id; {PAY_EQUALS_HOURS}",
    ),
]
