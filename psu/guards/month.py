"""Guards on person-months and signed lists: closed is closed, for screens, admin and SQL alike."""

import pgtrigger

from kis.lib.dates import month_name
from kis.lib.guards import Guard, refuse
from psu.guards.sums import ANNEX_OF_DAY, PERCENT, first_of_month
from psu.guards.words import day

SENTENCES = {
    "person_month_closed": lambda facts: (
        f"{month_name(day(facts['month'])).capitalize()} jest zamknięty. "
        "Zmiana wymaga „Otwórz ponownie” z podaniem powodu."
    ),
    "person_month_stays": "Miesiąca z wpisami nie usuwa się ani nie przenosi.",
    "person_month_not_reviewed": "Zamyka się tylko miesiąc sprawdzony.",
    "person_month_reopened_without_reason": "Podaj powód ponownego otwarcia.",
    "pay_unequal_to_hours": "Wypłata nie zgadza się z godzinami i stawkami zamkniętego miesiąca.",
    "signed_list_in_closed_month": lambda facts: (
        f"Na tej liście oparto zamknięty {month_name(day(facts['month']))}: nie można jej zmienić ani "
        "oznaczyć jako niezgodnej. Gdy wpisy się zmienią, można ją porównać jeszcze raz."
    ),
}

_CLOSED = refuse("person_month_closed", person_month="OLD.id", month="OLD.month")
_STAYS = refuse("person_month_stays", person_month="OLD.id")
_NOT_REVIEWED = refuse("person_month_not_reviewed", person_month="NEW.id")
_NO_REASON = refuse("person_month_reopened_without_reason", person_month="OLD.id")

STATE = Guard(
    name="person_month_state",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN {_NOT_REVIEWED} END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.state = 'closed' THEN {_CLOSED} END IF;
        IF EXISTS (SELECT 1 FROM psu_workday w WHERE w.person_id = OLD.person_id
                AND w.agreement_id = OLD.agreement_id
                AND {first_of_month("w.day")} = OLD.month) THEN {_STAYS} END IF;
        RETURN OLD;
    END IF;
    IF (OLD.person_id, OLD.agreement_id, OLD.month)
            IS DISTINCT FROM (NEW.person_id, NEW.agreement_id, NEW.month) THEN {_STAYS} END IF;
    IF NEW.state = 'closed' AND OLD.state = 'open' THEN {_NOT_REVIEWED} END IF;
    IF NEW.state = 'closed' AND OLD.state <> 'closed' THEN
        -- A rate that changes just now waits, or is seen when the lines are compared with the hours.
        PERFORM 1 FROM psu_agreement a WHERE a.id = NEW.agreement_id FOR NO KEY UPDATE;
    END IF;
    IF OLD.state <> 'closed' THEN RETURN NEW; END IF;
    IF NEW.state <> 'open' THEN {_CLOSED} END IF;
    IF NEW.reopen_reason = '' OR NEW.reopened_by_id IS NULL OR NEW.reopened_on IS NULL THEN
        {_NO_REASON}
    END IF;
    RETURN NEW;
    """,
)

_UNEQUAL = refuse("pay_unequal_to_hours", person_month="subject")

PAID = """
    SELECT l.kind_id, l.agreed_rate_id, l.minimum_rate_id, l.refund_percent, l.is_paid,
        sum(l.hours) AS hours
    FROM psu_payline l WHERE l.person_month_id = subject AND l.voided_at IS NULL
    GROUP BY 1, 2, 3, 4, 5
    HAVING sum(l.hours) <> 0
"""
# Of an open month only what an approved list pays stays: the close to come pays the difference.
UNAPPROVED = """
    SELECT 1 FROM psu_payline l JOIN psu_paylist p ON p.id = l.pay_list_id
    WHERE l.person_month_id = subject AND l.voided_at IS NULL AND p.approved_on IS NULL
"""
# Hours behind the loss of the status are not refunded, and not paid where it was decided so.
WORKED = f"""
    SELECT w.kind_id, agreed.id, least.id, CASE WHEN news.reached THEN 0 ELSE {PERCENT} END,
        NOT news.unpaid, sum(w.hours)
    FROM psu_workday w
    JOIN psu_agreement a ON a.id = w.agreement_id {ANNEX_OF_DAY}
    JOIN psu_referral sent ON sent.id = w.referral_id JOIN psu_workplace p ON p.id = sent.place_id
    LEFT JOIN psu_agreedrate agreed ON agreed.agreement_id = w.agreement_id AND agreed.kind_id = w.kind_id
        AND w.day BETWEEN agreed.valid_from AND COALESCE(agreed.valid_to, 'infinity')
    LEFT JOIN psu_rate least ON least.regime_id = a.regime_id
        AND w.day BETWEEN least.valid_from AND COALESCE(least.valid_to, 'infinity')
    CROSS JOIN LATERAL (
        SELECT count(*) > 0 AS reached, COALESCE(bool_or(n.pay = 'do_not_pay'), FALSE) AS unpaid
        FROM psu_statusnews n WHERE n.person_id = w.person_id AND n.voided_at IS NULL
            AND w.day BETWEEN n.starts_on AND COALESCE(n.ends_on, 'infinity')) news
    WHERE w.person_id = month.person_id AND w.agreement_id = month.agreement_id AND w.hours > 0
        AND {first_of_month("w.day")} = month.month
    GROUP BY 1, 2, 3, 4, 5
"""

# Judged at the end of the transaction, when the act is whole: all lists together pay a closed month exactly
# its hours, at the rates of their days.
PAY_EQUALS_HOURS = f"""
    SELECT m.* INTO month FROM psu_personmonth m WHERE m.id = subject;
    IF month.state = 'closed' THEN
        IF EXISTS (({PAID}) EXCEPT ({WORKED})) OR EXISTS (({WORKED}) EXCEPT ({PAID})) THEN
            {_UNEQUAL}
        END IF;
    ELSIF EXISTS ({UNAPPROVED}) THEN
        {_UNEQUAL}
    END IF;
    RETURN NULL;
"""
PAY_DECLARE = [("subject", "BIGINT"), ("month", "RECORD")]

PERSON_MONTH = [
    STATE,
    Guard(
        name="person_month_pay",
        sentences=SENTENCES,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        declare=PAY_DECLARE,
        func=f"subject := NEW.id; {PAY_EQUALS_HOURS}",
    ),
]

_LIST_USED = refuse("signed_list_in_closed_month", signed_list="OLD.id", month="OLD.month")

SIGNED_LIST = [
    Guard(
        name="signed_list_stays",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF TG_OP = 'UPDATE' THEN
            IF to_jsonb(OLD) - '{{scan_id,version}}'::text[]
                        IS NOT DISTINCT FROM to_jsonb(NEW) - '{{scan_id,version}}'::text[]
                    AND (OLD.scan_id IS NULL OR OLD.scan_id IS NOT DISTINCT FROM NEW.scan_id) THEN
                RETURN NEW;
            END IF;
            -- Compared once more with entries that changed since: it still proves the closed ones.
            IF NEW.agrees AND NEW.entries_seen > OLD.entries_seen
                    AND (OLD.place_id, OLD.month) = (NEW.place_id, NEW.month) THEN
                RETURN NEW;
            END IF;
        END IF;
        IF EXISTS (
            SELECT 1 FROM psu_workday w JOIN psu_referral r ON r.id = w.referral_id
            JOIN psu_personmonth m ON m.person_id = w.person_id
                AND m.agreement_id = w.agreement_id AND m.month = OLD.month
            WHERE r.place_id = OLD.place_id AND m.state = 'closed'
                AND {first_of_month("w.day")} = OLD.month) THEN {_LIST_USED} END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
        """,
    )
]

# A worker that comes back to what another one has settled in the meantime is refused.
CLOSE_ORDER_SETTLED_ONCE = Guard(
    name="close_order_settled_once",
    sentences={"close_order_settled_once": "To zlecenie zamknięcia miesiąca jest już wykonane."},
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__finished_at__isnull=False),
    func=refuse("close_order_settled_once", row="OLD.id"),
)
