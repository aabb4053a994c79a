"""Work at an employer: of a kind that is recorded so, from a day of the person's stay in the club."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.activities.guards.words import polish_day
from kis.lib.guards import Guard, refuse
from participants.guards import files_of, lock_files_of

SENTENCES = {
    "placement_kind": (
        "Ten rodzaj zapisuje się inaczej: jako zajęcia ze spotkaniami albo dni pracy. Wybierz inny."
    ),
    "placement_kind_of_day": lambda facts: (
        f"{polish_day(facts)} nie obowiązuje ten rodzaj. Wybierz rodzaj albo inny pierwszy dzień."
    ),
    "placement_outside_stay": lambda facts: (
        f"{polish_day(facts)} osoba nie uczestniczy w KIS. Wybierz dzień z jej udziału; o pracy podjętej "
        "po udziale pisze się w losach po udziale."
    ),
    "stay_holds_placement": lambda facts: (
        f"{polish_day(facts)} zaczęła się praca lub staż tej osoby, więc ten dzień musi być objęty udziałem "
        "w KIS. Wybierz inny dzień albo najpierw popraw tamten wpis."
    ),
    "unmerged_placement": lambda facts: (
        f"Praca lub staż od {polish_day(facts)} stoi na udziale z drugiej karty. Kart nie można rozłączyć, "
        "dopóki ten wpis nie ma udziału na własnej karcie."
    ),
}

PLACEMENT_FITS = Guard(
    name="placement_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("kind_id", "starts_on"),
    declare=[("kind", "RECORD"), ("files", "BIGINT[]")],
    func=f"""
    {lock_files_of("NEW.person_id")}
    SELECT k.* INTO kind FROM activities_activitykind k WHERE k.id = NEW.kind_id FOR SHARE;
    IF kind.recorded_as <> 'placement' THEN {refuse("placement_kind", kind="NEW.kind_id")} END IF;
    IF NEW.starts_on NOT BETWEEN kind.valid_from AND COALESCE(kind.valid_to, 'infinity') THEN
        {refuse("placement_kind_of_day", kind="NEW.kind_id", day="NEW.starts_on")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM participants_participation p
            WHERE p.person_id = ANY(files) AND p.voided_at IS NULL
            AND NEW.starts_on BETWEEN p.starts_on AND COALESCE(p.ends_on, 'infinity')) THEN
        {refuse("placement_outside_stay", day="NEW.starts_on")}
    END IF;
    RETURN NEW;
    """,
)


def _bare(stays: str) -> str:
    """The first day on which work of one of `files` began and no stay of `stays` runs."""
    return f"""
    SELECT min(w.starts_on) INTO bare FROM activities_placement w
        WHERE w.person_id = ANY(files) AND w.voided_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM participants_participation p
            WHERE p.person_id = {stays} AND p.voided_at IS NULL
            AND w.starts_on BETWEEN p.starts_on AND COALESCE(p.ends_on, 'infinity'));
    """


STAY_HOLDS_PLACEMENTS = Guard(
    name="stay_holds_placements",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("starts_on", "ends_on", "voided_at"),
    declare=[("bare", "DATE"), ("files", "BIGINT[]")],
    func=f"""
    {lock_files_of("NEW.person_id")}
    {_bare("ANY(files)")}
    IF bare IS NOT NULL THEN {refuse("stay_holds_placement", stay="NEW.id", day="bare")} END IF;
    RETURN NULL;
    """,
)

PLACEMENTS_OF_UNMERGED = Guard(
    name="placements_of_unmerged",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("merged_into_id"),
    declare=[("bare", "DATE"), ("files", "BIGINT[]")],
    func=f"""
    IF NEW.merged_into_id IS NOT NULL OR OLD.merged_into_id IS NULL THEN RETURN NULL; END IF;
    files := ARRAY[OLD.id, OLD.merged_into_id];
    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;
    {_bare("ANY(" + files_of("w.person_id") + ")")}
    IF bare IS NOT NULL THEN {refuse("unmerged_placement", person="NEW.id", day="bare")} END IF;
    RETURN NULL;
    """,
)
