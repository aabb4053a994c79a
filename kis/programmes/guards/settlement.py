"""A settled month: what it sums stands still, and the whole edition is settled over settled months alone."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import pgtrigger

from kis.lib.guards import Guard, refuse
from kis.programmes.guards.words import lock_edition, polish_day

SENTENCES = {
    "settlement_month": "Rozlicza się cały miesiąc, który ma dni w tej edycji.",
    "settlement_month_open": lambda facts: (
        f"Miesiąc dnia {polish_day(facts)} nie jest jeszcze rozliczony. Całość rozlicza się po miesiącach."
    ),
    "settlement_whole_stands": "Cała edycja jest rozliczona. Otwórz najpierw rozliczenie całości.",
}

_SETTLED = """EXISTS (SELECT 1 FROM programmes_settlement t WHERE t.edition_id = NEW.edition_id
        AND t.voided_at IS NULL AND t.month = date_trunc('month', given.day)::date)"""

SETTLEMENT_FITS = Guard(
    name="settlement_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("found", "DATE")],
    func=f"""
    {lock_edition("NEW.edition_id")}
    IF NEW.month IS NOT NULL AND EXISTS (SELECT 1 FROM programmes_settlement t
            WHERE t.edition_id = NEW.edition_id AND t.voided_at IS NULL AND t.month IS NULL) THEN
        {refuse("settlement_whole_stands", edition="NEW.edition_id")}
    END IF;
    IF NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
    IF NEW.month IS NULL THEN
        SELECT min(given.day) INTO found FROM (
            SELECT s.day FROM programmes_service s WHERE s.edition_id = NEW.edition_id AND s.voided_at IS NULL
            UNION ALL SELECT c.day FROM programmes_cost c
                JOIN programmes_enrolment n ON n.id = c.enrolment_id
                WHERE n.edition_id = NEW.edition_id AND c.voided_at IS NULL) given
            WHERE NOT {_SETTLED};
        IF found IS NOT NULL THEN {refuse("settlement_month_open", day="found")} END IF;
    ELSIF date_trunc('month', NEW.month)::date <> NEW.month OR NOT EXISTS (SELECT 1 FROM programmes_edition e
            WHERE e.id = NEW.edition_id AND e.starts_on < NEW.month + interval '1 month'
            AND e.ends_on >= NEW.month) THEN
        {refuse("settlement_month", edition="NEW.edition_id")}
    END IF;
    RETURN NEW;
    """,
)
