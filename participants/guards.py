"""Guards on the wordings of categories: what people already have is not worded anew."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import datetime

import pgtrigger

from kis.lib.dates import polish
from kis.lib.guards import Guard, refuse

SENTENCES = {
    "person_merged_into_a_merged_one": "Ta karta jest już połączona z inną: połącz z tamtą.",
    "person_merged_has_merged_ones": "Z tą kartą połączono już inną. Połącz w drugą stronę.",
    "category_wording_is_kept": (
        "To brzmienie mają już osoby, więc nie można go zmienić. Gdy zmieniło się prawo, wybierz „Nowe "
        "brzmienie od dnia…”: dotychczasowe zostanie u tych, którzy je mają."
    ),
    "category_end_under_decisions": lambda facts: (
        f"Tę kategorię ustalono jeszcze {polish(datetime.date.fromisoformat(facts['day']))}. "
        "Ostatni dzień nie może być wcześniejszy, bo cofnąłby tę decyzję."
    ),
    "eligibility_behind_category": lambda facts: (
        f"To brzmienie kategorii obowiązywało do "
        f"{polish(datetime.date.fromisoformat(facts['valid_to']))}. Niczego nie zapisano: wybierz "
        "kategorię jeszcze raz."
    ),
}

# What staff are told about papers is practice, and more secrecy harms nobody.
_FREE = "'{valid_to,version,evidence_asked,usual_validity_months,is_sensitive}'::text[]"
_KEPT = refuse("category_wording_is_kept", category="OLD.id")
_DECIDED = refuse("category_end_under_decisions", category="OLD.id", day="decided")

# The row's own lock is enough: whoever establishes a category reads it FOR SHARE.
CATEGORY_IN_USE = Guard(
    name="category_in_use",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("decided", "DATE")],
    func=f"""
    IF (to_jsonb(OLD) - {_FREE} IS DISTINCT FROM to_jsonb(NEW) - {_FREE}
            OR OLD.is_sensitive AND NOT NEW.is_sensitive)
            AND EXISTS (SELECT 1 FROM participants_eligibility e WHERE e.category_id = OLD.id) THEN
        {_KEPT}
    END IF;
    IF NEW.valid_to < COALESCE(OLD.valid_to, 'infinity') THEN
        SELECT max(e.established_on) INTO decided FROM participants_eligibility e
            WHERE e.category_id = NEW.id AND e.voided_at IS NULL;
        IF decided > NEW.valid_to THEN {_DECIDED} END IF;
    END IF;
    RETURN NEW;
    """,
)

ESTABLISHED_IN_TIME = Guard(
    name="established_in_time",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("category_id", "established_on"),
    declare=[("worded", "RECORD")],
    func=f"""
    SELECT c.valid_to INTO worded FROM participants_eligibilitycategory c
        WHERE c.id = NEW.category_id FOR SHARE;
    IF NEW.established_on > worded.valid_to THEN
        {refuse("eligibility_behind_category", category="NEW.category_id", valid_to="worded.valid_to")}
    END IF;
    RETURN NEW;
    """,
)

_INTO_MERGED = refuse("person_merged_into_a_merged_one", person="NEW.id")
_HAS_MERGED = refuse("person_merged_has_merged_ones", person="NEW.id")

# One step, never a chain or a ring: whoever reads a file finds all of the person at once. Of two who merge
# the same two files in both directions each waits for the other's row, and PostgreSQL ends one of them.
MERGED = Guard(
    name="person_merged_once",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("merged_into_id"),
    declare=[("target", "RECORD")],
    func=f"""
    IF NEW.merged_into_id IS NULL THEN RETURN NEW; END IF;
    SELECT p.merged_into_id INTO target FROM participants_person p WHERE p.id = NEW.merged_into_id
        FOR NO KEY UPDATE;
    IF target.merged_into_id IS NOT NULL THEN {_INTO_MERGED} END IF;
    IF EXISTS (SELECT 1 FROM participants_person p WHERE p.merged_into_id = NEW.id) THEN {_HAS_MERGED} END IF;
    RETURN NEW;
    """,
)
