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
    "settlement_too_early": lambda facts: (
        f"Rozlicza się to, co się skończyło: tu najwcześniej {polish_day(facts)}."
    ),
    "settlement_sums": "Sumy rozliczenia nie zgadzają się z wpisanymi usługami i kosztami. Otwórz stronę "
    "rozliczenia jeszcze raz.",
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

# Behind the row: the edition is locked by then, and what was saved beside it is seen.
SETTLEMENT_ADDS_UP = Guard(
    name="settlement_adds_up",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    declare=[
        ("whole", "RECORD"),
        ("given", "RECORD"),
        ("told", "RECORD"),
        ("spent", "NUMERIC"),
        ("over", "DATE"),
    ],
    func=f"""
    SELECT CASE WHEN NEW.month IS NULL THEN e.ends_on + 1
            ELSE (NEW.month + interval '1 month')::date END INTO over
        FROM programmes_edition e WHERE e.id = NEW.edition_id;
    IF over > (now() AT TIME ZONE 'Europe/Warsaw')::date THEN {
        refuse("settlement_too_early", day="over")
    } END IF;
    IF NEW.month IS NULL THEN
        SELECT COALESCE(sum(t.minutes), 0) AS minutes, COALESCE(sum(t.days), 0) AS days,
                COALESCE(sum(t.hours_cost), 0) AS hours_cost, COALESCE(sum(t.other_cost), 0) AS other_cost
            INTO whole FROM programmes_settlement t
            WHERE t.edition_id = NEW.edition_id AND t.voided_at IS NULL AND t.month IS NOT NULL;
        IF (whole.minutes, whole.days, whole.hours_cost, whole.other_cost)
                IS DISTINCT FROM (NEW.minutes, NEW.days, NEW.hours_cost, NEW.other_cost) THEN
            {refuse("settlement_sums", edition="NEW.edition_id")}
        END IF;
        RETURN NULL;
    END IF;
    SELECT COALESCE(sum(s.minutes), 0) AS minutes, COALESCE(sum(s.days), 0) AS days INTO given
        FROM programmes_service s WHERE s.edition_id = NEW.edition_id AND s.voided_at IS NULL
        AND s.day >= NEW.month AND s.day < NEW.month + interval '1 month';
    SELECT COALESCE(sum(c.amount), 0) INTO spent FROM programmes_cost c
        JOIN programmes_enrolment n ON n.id = c.enrolment_id
        WHERE n.edition_id = NEW.edition_id AND c.voided_at IS NULL
        AND c.day >= NEW.month AND c.day < NEW.month + interval '1 month';
    SELECT COALESCE(sum((l ->> 'minutes')::int), 0) AS minutes, COALESCE(sum((l ->> 'days')::int), 0) AS days,
            COALESCE(sum((l ->> 'amount')::numeric), 0) AS amount
        INTO told FROM jsonb_array_elements(NEW.lines) l;
    IF (given.minutes, given.days, spent) IS DISTINCT FROM (NEW.minutes, NEW.days, NEW.other_cost)
            OR (told.minutes, told.days, told.amount)
            IS DISTINCT FROM (NEW.minutes, NEW.days, NEW.hours_cost + NEW.other_cost) THEN
        {refuse("settlement_sums", edition="NEW.edition_id")}
    END IF;
    RETURN NULL;
    """,
)
