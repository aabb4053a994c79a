"""Work at an employer: of a kind that is recorded so, from a day of the person's stay in the club."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.activities.guards.under_stays import under_stays
from kis.activities.guards.words import polish_day
from kis.lib.guards import Guard, refuse
from participants.guards import lock_files_of

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

STAY_HOLDS_PLACEMENTS, PLACEMENTS_OF_UNMERGED = under_stays(
    "placements", "activities_placement", "w", "starts_on", one="placement", sentences=SENTENCES
)
