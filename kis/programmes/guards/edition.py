"""An edition holds the rows under it; a number that changes waits to be confirmed anew."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import pgtrigger

from kis.lib.guards import Guard, refuse
from kis.programmes.guards.words import lock_edition, polish_day

SENTENCES = {
    "edition_has_services": lambda facts: (
        f"W tej edycji jest usługa z dnia {polish_day(facts)}. Edycja musi ją obejmować: popraw dni."
    ),
    "edition_has_participants": lambda facts: (
        f"Ktoś bierze w tej edycji udział od {polish_day(facts)}. Edycja musi go obejmować."
    ),
    "edition_is_settled": (
        "Ta edycja ma rozliczone miesiące, więc jej dni i sposobu liczenia limitu nie można już zmienić. "
        "Otwórz najpierw rozliczenia."
    ),
    "edition_counts_already": "W tej edycji są już usługi, więc sposobu liczenia limitu nie można zmienić.",
}

EDITION_HOLDS_ITS_ROWS = Guard(
    name="edition_holds_its_rows",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("starts_on", "ends_on", "limit_unit"),
    declare=[("found", "DATE")],
    func=f"""
    IF (OLD.starts_on, OLD.ends_on, OLD.limit_unit) IS NOT DISTINCT FROM
            (NEW.starts_on, NEW.ends_on, NEW.limit_unit) THEN RETURN NULL; END IF;
    IF EXISTS (SELECT 1 FROM programmes_settlement t WHERE t.edition_id = NEW.id AND t.voided_at IS NULL) THEN
        {refuse("edition_is_settled", edition="NEW.id")}
    END IF;
    SELECT min(s.day) INTO found FROM programmes_service s WHERE s.edition_id = NEW.id AND s.voided_at IS NULL
        AND (s.day < NEW.starts_on
            OR ((s.ends_at - interval '1 second') AT TIME ZONE 'Europe/Warsaw')::date > NEW.ends_on);
    IF found IS NOT NULL THEN {refuse("edition_has_services", day="found")} END IF;
    SELECT min(n.starts_on) INTO found FROM programmes_enrolment n WHERE n.edition_id = NEW.id
        AND n.voided_at IS NULL AND n.starts_on IS NOT NULL
        AND (n.starts_on < NEW.starts_on OR GREATEST(n.starts_on, n.ends_on) > NEW.ends_on);
    IF found IS NOT NULL THEN {refuse("edition_has_participants", day="found")} END IF;
    IF OLD.limit_unit <> NEW.limit_unit AND EXISTS (SELECT 1 FROM programmes_service s
            WHERE s.edition_id = NEW.id AND s.voided_at IS NULL) THEN
        {refuse("edition_counts_already", edition="NEW.id")}
    END IF;
    RETURN NULL;
    """,
)

_OF_CONFIRMING = "'{confirmed_at,confirmed_by_id,version}'::text[]"

# Whoever changes a number confirms it in the same act, or it waits again.
NUMBER_IS_CONFIRMED_ANEW = Guard(
    name="number_is_confirmed_anew",
    sentences={},
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    {lock_edition("NEW.edition_id")}
    IF to_jsonb(OLD) - {_OF_CONFIRMING} IS DISTINCT FROM to_jsonb(NEW) - {_OF_CONFIRMING}
            AND NEW.confirmed_at IS NOT DISTINCT FROM OLD.confirmed_at THEN
        NEW.confirmed_at = NULL;
        NEW.confirmed_by_id = NULL;
    END IF;
    RETURN NEW;
    """,
)
