"""Guards on the tax of benefits: what a list was closed with stays as it was."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from psu.guards.words import under

SENTENCES = {
    "pay_tax_used": under(
        "Według tego wpisu sporządzono listę wypłat z {day}. Zmiana to nowy wpis od późniejszego dnia."
    ),
    "pay_tax_behind_a_list": under(
        "Listę wypłat z {day} sporządzono już bez tego wpisu. Może obowiązywać od późniejszego dnia."
    ),
}

_USED = refuse("pay_tax_used", tax="OLD.id", day="found.day")
_BEHIND = refuse("pay_tax_behind_a_list", day="found.day")


def _lists_of(row: str) -> str:
    """The last list that the row holds for, were it there beside the others."""
    return f"""
        SELECT max(p.prepared_on) AS day FROM psu_paylist p WHERE p.prepared_on >= {row}.valid_from
            AND NOT EXISTS (SELECT 1 FROM psu_paytax t WHERE t.id <> {row}.id
                AND t.valid_from > {row}.valid_from AND t.valid_from <= p.prepared_on)"""


PAY_TAX = [
    Guard(
        name="pay_tax_stays",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("found", "RECORD")],
        # Whoever makes a list holds its agreement: see pay_list_stays.
        func=f"""
        PERFORM 1 FROM psu_agreement a ORDER BY a.id FOR NO KEY UPDATE;
        IF TG_OP <> 'INSERT' THEN
            {_lists_of("OLD")} INTO found;
            IF found.day IS NOT NULL THEN
                IF TG_OP = 'DELETE' OR to_jsonb(OLD) - 'version' IS DISTINCT FROM to_jsonb(NEW) - 'version'
                THEN
                    {_USED}
                END IF;
                RETURN NEW;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        END IF;
        {_lists_of("NEW")} INTO found;
        IF found.day IS NOT NULL THEN {_BEHIND} END IF;
        RETURN NEW;
        """,
    )
]
