"""What holds of a participant of an EU project, and of the years after it."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import pgtrigger

from kis.lib.guards import Guard, refuse
from kis.programmes.guards.words import hold_edition, lock_person, polish_day
from participants.guards import NotWhileRestricted, person_of

SENTENCES = {
    "project_of_another_programme": "To wpisuje się tylko w projekcie UE, przy zgłoszeniu, które stoi.",
    "project_start_is_frozen": (
        "Udział już się rozpoczął, więc tych danych się nie zmienia. Błąd popraw przez „Popraw dane”: podaj "
        "powód."
    ),
    "project_word_unknown": "Tego słowa nie ma w słownikach projektu. Wybierz inne albo dodaj je w słowniku.",
    "support_outside_project": (
        "Forma wsparcia musi się mieścić w dniach edycji i nie może być przed zgłoszeniem. Popraw dni."
    ),
    "support_behind_end": lambda facts: (
        f"Udział skończył się {polish_day(facts)}. Forma wsparcia musi się skończyć najpóźniej tego dnia."
    ),
    "project_begins_with_support": lambda facts: (
        f"Udział zaczyna się pierwszą formą wsparcia, {polish_day(facts)}. Zmień najpierw formę wsparcia."
    ),
    "project_ends_behind_support": lambda facts: (
        f"Jest forma wsparcia z dnia {polish_day(facts)}. Udział musi ją obejmować: popraw najpierw ją."
    ),
    "project_has_supports": "Są wpisane formy wsparcia. Unieważnij najpierw je.",
    "project_has_situation": lambda facts: (
        f"Jest oświadczenie z {polish_day(facts)} o sytuacji po zakończeniu. Udział musi się skończyć "
        "wcześniej."
    ),
    "situation_before_end": "Sytuację po udziale wpisuje się, gdy udział ma ostatni dzień, i nie wcześniej.",
    "durability_of_another_programme": "To wpisuje się tylko w trwałości projektu, z lat tej edycji.",
}

_PERSON = person_of("programmes_enrolment", "enrolment_id")
START_NOT_WHILE_RESTRICTED = NotWhileRestricted(_PERSON)
SUPPORT_NOT_WHILE_RESTRICTED = NotWhileRestricted(_PERSON)
SITUATION_NOT_WHILE_RESTRICTED = NotWhileRestricted(_PERSON)

_ENROLMENT = f"""
    SELECT n.edition_id, n.person_id INTO its FROM programmes_enrolment n WHERE n.id = NEW.enrolment_id;
    {hold_edition("its.edition_id")}
    {lock_person("its.person_id")}
    SELECT n.*, e.kind AS programme, e.starts_on AS opens_on, e.ends_on AS closes_on INTO its
        FROM programmes_enrolment n JOIN programmes_edition e ON e.id = n.edition_id
        WHERE n.id = NEW.enrolment_id;
    IF its.programme <> 'project' OR its.voided_at IS NOT NULL OR its.refused_on IS NOT NULL THEN
        {refuse("project_of_another_programme", enrolment="NEW.enrolment_id")}
    END IF;
"""


def _known(*pairs: tuple[str, str]) -> str:
    """Refuses a code that no dictionary has; `pairs` are a dictionary and the SQL of a code."""
    asked = ", ".join(f"('{words}', {code})" for words, code in pairs)
    return f"""
    IF EXISTS (SELECT 1 FROM (VALUES {asked}) said(words, code) WHERE said.code <> ''
            AND NOT EXISTS (SELECT 1 FROM programmes_projectword w
                WHERE w.field = said.words AND w.code = said.code)) THEN
        {refuse("project_word_unknown", enrolment="NEW.enrolment_id")}
    END IF;
    """


ANSWERS = ("foreign_origin", "third_country", "minority", "homeless", "disability")
_CODED = ("kind", "voivodeship", "degurba", "education", "citizenship", "status", "status_detail")

# What is still empty may be filled in; what was said is corrected with a reason.
_CORRECTION = "'{version,corrected_at,corrected_by_id,correction_reason}'::text[]"
START_FITS = Guard(
    name="project_start_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("its", "RECORD")],
    func=f"""
    {_ENROLMENT}
    {_known(*((name, f"NEW.{name}") for name in _CODED), *(("answer", f"NEW.{name}") for name in ANSWERS))}
    IF TG_OP = 'UPDATE' AND NEW.corrected_at IS NOT DISTINCT FROM OLD.corrected_at
            AND EXISTS (SELECT 1 FROM programmes_support s
                WHERE s.enrolment_id = NEW.enrolment_id AND s.voided_at IS NULL)
            AND EXISTS (SELECT 1 FROM jsonb_each(to_jsonb(OLD) - {_CORRECTION}) was
                WHERE was.value NOT IN ('""'::jsonb, 'null'::jsonb)
                AND was.value IS DISTINCT FROM to_jsonb(NEW) -> was.key) THEN
        {refuse("project_start_is_frozen", enrolment="NEW.enrolment_id")}
    END IF;
    RETURN NEW;
    """,
)

SUPPORT_FITS = Guard(
    name="support_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("its", "RECORD")],
    func=f"""
    {_ENROLMENT}
    IF NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
    {_known(("support", "NEW.kind"), ("support_detail", "NEW.detail"))}
    IF NEW.starts_on < GREATEST(its.opens_on, its.applied_on)
            OR GREATEST(NEW.starts_on, NEW.ends_on) > its.closes_on THEN
        {refuse("support_outside_project", enrolment="NEW.enrolment_id")}
    END IF;
    IF GREATEST(NEW.starts_on, NEW.ends_on) > its.ends_on THEN
        {refuse("support_behind_end", day="its.ends_on")}
    END IF;
    RETURN NEW;
    """,
)

SUPPORT_BEGINS = Guard(
    name="support_begins",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("first", "DATE")],
    func="""
    SELECT min(s.starts_on) INTO first FROM programmes_support s
        WHERE s.enrolment_id = NEW.enrolment_id AND s.voided_at IS NULL;
    UPDATE programmes_enrolment n SET starts_on = first
        WHERE n.id = NEW.enrolment_id AND n.starts_on IS DISTINCT FROM first;
    RETURN NULL;
    """,
)

# On the participation: it moves with its forms of support, and ends before it is asked about.
PROJECT_HOLDS = Guard(
    name="project_holds",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    declare=[("given", "RECORD"), ("told", "DATE")],
    func=f"""
    SELECT min(s.starts_on) AS first, max(GREATEST(s.starts_on, s.ends_on)) AS last INTO given
        FROM programmes_support s WHERE s.enrolment_id = NEW.id AND s.voided_at IS NULL;
    IF given.first IS NOT NULL THEN
        IF NEW.voided_at IS NOT NULL THEN {refuse("project_has_supports", enrolment="NEW.id")} END IF;
        IF NEW.starts_on IS DISTINCT FROM given.first THEN
            {refuse("project_begins_with_support", day="given.first")}
        END IF;
        IF NEW.ends_on < given.last THEN {refuse("project_ends_behind_support", day="given.last")} END IF;
    END IF;
    SELECT t.told_on INTO told FROM programmes_situation t WHERE t.enrolment_id = NEW.id;
    IF told IS NOT NULL AND (NEW.ends_on IS NULL OR NEW.ends_on > told) THEN
        {refuse("project_has_situation", day="told")}
    END IF;
    RETURN NULL;
    """,
)

SITUATION_FITS = Guard(
    name="situation_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("its", "RECORD")],
    func=f"""
    {_ENROLMENT}
    IF its.ends_on IS NULL OR NEW.told_on < its.ends_on THEN
        {refuse("situation_before_end", enrolment="NEW.enrolment_id")}
    END IF;
    IF EXISTS (SELECT 1 FROM unnest(NEW.situations) said(code) WHERE NOT EXISTS (
            SELECT 1 FROM programmes_projectword w WHERE w.field = 'situation' AND w.code = said.code)) THEN
        {refuse("project_word_unknown", enrolment="NEW.enrolment_id")}
    END IF;
    RETURN NEW;
    """,
)

_OF_DURABILITY = """EXISTS (SELECT 1 FROM programmes_edition e WHERE e.id = NEW.edition_id
        AND e.kind = 'durability'{and_year})"""

SOURCE_FITS = Guard(
    name="durability_source_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
    IF NOT {_OF_DURABILITY.format(and_year="")} THEN
        {refuse("durability_of_another_programme", edition="NEW.edition_id")}
    END IF;
    RETURN NEW;
    """,
)

_YEAR = " AND NEW.year BETWEEN extract(year FROM e.starts_on) AND extract(year FROM e.ends_on)"
FIGURE_FITS = Guard(
    name="durability_figure_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
    IF NOT {_OF_DURABILITY.format(and_year=_YEAR)} THEN
        {refuse("durability_of_another_programme", edition="NEW.edition_id")}
    END IF;
    RETURN NEW;
    """,
)
