"""Guards on files for the bank: what they hold together is what the list pays by transfer."""

import pgtrigger

from kis.lib.guards import Guard, immutable, refuse
from psu.guards.pay import WAITING_CORRECTION

SENTENCES = {
    "bank_order_too_early": "Plik do banku powstaje z listy zatwierdzonej, której wypłaty jeszcze nie "
    "odnotowano.",
    "bank_order_correction_waits": "Sprostowanie sposobu wypłaty do tej listy czeka na zatwierdzenie. Plik "
    "do banku utwórz, gdy kierownik je zatwierdzi albo odrzuci.",
    "bank_order_skips": "Pliki z jednej listy mają kolejne numery.",
    "bank_order_unlike_its_list": "Suma plików do banku nie zgadza się z listą wypłat. Niczego nie "
    "utworzono.",
}

_TOO_EARLY = refuse("bank_order_too_early", pay_list="NEW.pay_list_id")
_WAITS = refuse("bank_order_correction_waits", pay_list="NEW.pay_list_id")
_SKIPS = refuse("bank_order_skips", pay_list="NEW.pay_list_id")
_UNLIKE = refuse("bank_order_unlike_its_list", bank_order="subject")

# Of a list, by SQL of its number: who is paid by transfer once the confirmed corrections are heeded. Of whom
# an earlier month takes back more than is paid nothing is transferred.
BY_TRANSFER = """
    SELECT count(*) AS count, COALESCE(sum(each.amount), 0) AS amount FROM (
        SELECT sum(l.amount - l.tax) AS amount FROM psu_payline l
        WHERE l.pay_list_id = {pay_list} AND l.voided_at IS NULL AND l.is_paid
            AND COALESCE((SELECT c.number FROM psu_paymentcorrection c
                WHERE c.pay_list_id = l.pay_list_id AND c.person_id = l.person_id
                    AND c.confirmed_on IS NOT NULL ORDER BY c.id DESC LIMIT 1), l.account_number) <> ''
        GROUP BY l.person_id HAVING sum(l.amount - l.tax) > 0) each"""

_FILES = """
    SELECT 1 FROM (VALUES ('elixir'), ('csv')) AS wanted(format)
    LEFT JOIN psu_bankfile f ON f.format = wanted.format AND f.order_id = made.id
    GROUP BY wanted.format
    HAVING COALESCE(sum(f.count), 0) <> made.count OR COALESCE(sum(f.amount), 0) <> made.amount"""

# At the end of the transaction: the order and its files are written one after the other.
_DECLARE = [("subject", "BIGINT"), ("made", "RECORD")]
_EQUALS_LIST = f"""
    SELECT o.* INTO made FROM psu_bankorder o WHERE o.id = subject;
    IF EXISTS ({_FILES}) THEN {_UNLIKE} END IF;
"""

BANK_ORDER = [
    immutable("bank_order_stays", "Utworzonego pliku do banku nie zmienia się ani nie usuwa."),
    Guard(
        name="bank_order_life",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("list", "RECORD"), ("paid", "RECORD"), ("subject", "BIGINT")],
        func=f"""
        SELECT p.* INTO list FROM psu_paylist p WHERE p.id = NEW.pay_list_id FOR NO KEY UPDATE;
        IF list.approved_on IS NULL OR list.paid_on IS NOT NULL THEN {_TOO_EARLY} END IF;
        IF {WAITING_CORRECTION.format(pay_list="NEW.pay_list_id")} THEN {_WAITS} END IF;
        IF NEW.ordinal <> 1 + (SELECT count(*) FROM psu_bankorder o WHERE o.pay_list_id = NEW.pay_list_id)
            AND NOT EXISTS (SELECT 1 FROM psu_bankorder o WHERE o.pay_list_id = NEW.pay_list_id
                AND o.ordinal = NEW.ordinal) THEN
            {_SKIPS}
        END IF;
        SELECT * INTO paid FROM ({BY_TRANSFER.format(pay_list="NEW.pay_list_id")}) AS paid;
        subject := NEW.pay_list_id;
        IF (NEW.count, NEW.amount) IS DISTINCT FROM (paid.count::int, paid.amount)
            OR NEW.corrections <> (SELECT count(*) FROM psu_paymentcorrection c
                WHERE c.pay_list_id = NEW.pay_list_id AND c.confirmed_on IS NOT NULL) THEN
            {_UNLIKE}
        END IF;
        RETURN NEW;
        """,
    ),
    Guard(
        name="bank_order_files",
        sentences=SENTENCES,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        declare=_DECLARE,
        func=f"subject := NEW.id; {_EQUALS_LIST} RETURN NULL;",
    ),
]

BANK_FILE = [
    immutable("bank_file_stays", "Utworzonego pliku do banku nie zmienia się ani nie usuwa."),
    Guard(
        name="bank_file_sum",
        sentences=SENTENCES,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        declare=_DECLARE,
        func=f"subject := NEW.order_id; {_EQUALS_LIST} RETURN NULL;",
    ),
]
