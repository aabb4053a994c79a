"""What the database holds about people: the wordings of their categories, and files that are one person's."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import datetime

import pgtrigger

from kis.lib.dates import polish
from kis.lib.guards import Guard, refuse


def _day(facts: dict, name: str) -> datetime.date:
    return datetime.date.fromisoformat(facts[name])


SENTENCES = {
    "person_merged_into_a_merged_one": "Ta karta jest już połączona z inną: połącz z tamtą.",
    "person_merged_has_merged_ones": "Z tą kartą połączono już inną. Połącz w drugą stronę.",
    "merged_takes_no_rows": (
        "Tę kartę połączono z inną, więc nic nowego się na niej nie zapisuje. Otwórz kartę jeszcze raz: "
        "program pokaże tę, na której wpisujesz dalej."
    ),
    "processing_restricted": (
        "Przetwarzanie danych tej osoby jest ograniczone (art. 18 RODO), więc niczego się tu teraz nie "
        "zapisuje ani nie zmienia. Dane można czytać. Ograniczenie znosi koordynator na zakładce RODO."
    ),
    "data_erased": "Dane tej osoby usunięto po upływie czasu przechowywania, więc nic się już nie zapisuje.",
    "erased_by_command": (
        "Danych nie usuwa się z programu. Robi to administrator systemu poleceniem, za zgodą archiwum."
    ),
    "merged_file_is_kept": (
        "Tę kartę połączono z inną, więc jej danych już się nie zmienia. Popraw dane na karcie, z którą ją "
        "połączono."
    ),
    "merged_stays_overlap": lambda facts: (
        f"Udział w KIS z obu kart nakłada się: {polish(_day(facts, 'day'))} trwają oba. "
        "Najpierw popraw jeden z nich."
    ),
    "merged_main_categories": lambda facts: (
        f"Na obu kartach {polish(_day(facts, 'day'))} jest kategoria główna. Najpierw zakończ jedną z nich "
        "albo unieważnij jej wpis."
    ),
    "other_file_stay": lambda facts: (
        f"W tym czasie osoba już uczestniczy w KIS: udział od {polish(_day(facts, 'day'))} jest na "
        "połączonej karcie."
    ),
    "other_file_main_category": (
        "Osoba ma już kategorię główną, na połączonej karcie. Zaznacz tę jako dalszą."
    ),
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
    "evidence_longer_than_law": lambda facts: (
        f"Ten dokument może być ważny najwyżej {polish(_day(facts, 'last'))}: prawo pozwala na "
        f"{facts['months']} mies. od dnia wystawienia. Popraw „ważny do”."
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

# The rule of the day of issue. An extension is another law's, with its own basis.
LASTS_BY_LAW = Guard(
    name="evidence_lasts_by_law",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert
    | pgtrigger.UpdateOf("kind", "issued_on", "valid_until", "is_indefinite"),
    declare=[("longest", "INTEGER"), ("last_day", "DATE")],
    func=f"""
    SELECT a.longest_months INTO longest FROM participants_acceptedevidence a
        JOIN participants_eligibilitycategory c ON c.code = a.code
        JOIN participants_eligibility e ON e.category_id = c.id
        WHERE e.id = NEW.eligibility_id AND a.kind = NEW.kind AND a.valid_from <= NEW.issued_on
            AND (a.valid_to IS NULL OR NEW.issued_on <= a.valid_to);
    last_day := (NEW.issued_on + make_interval(months => longest))::date - 1;
    IF NEW.is_indefinite AND longest IS NOT NULL OR NEW.valid_until > last_day THEN
        {refuse("evidence_longer_than_law", last="last_day", months="longest")}
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


def files_of(person: str) -> str:
    """Numbers of all files of one person, an array: merging leaves both, the second points to the first."""
    first = f"""(SELECT COALESCE(f.merged_into_id, f.id) FROM participants_person f WHERE f.id = {person})"""
    return f"""ARRAY(SELECT f.id FROM participants_person f
        WHERE f.id = {first} OR f.merged_into_id = {first} ORDER BY f.id)"""


def lock_files_of(person: str) -> str:
    """Puts the numbers into the variable `files` behind their locks, taken in the order of the numbers."""
    lock = "PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;"
    return f"""
    files := {files_of(person)};
    {lock}
    -- A merge that was waited for brought another file.
    IF files <> {files_of(person)} THEN
        files := {files_of(person)};
        {lock}
    END IF;
    """


_FILES = ("files", "BIGINT[]")
_STAYS_OVERLAP = refuse("merged_stays_overlap", person="NEW.id", day="found")
_MAIN_OVERLAP = refuse("merged_main_categories", person="NEW.id", day="found")


def _both_on(table: str, first: str, where: str = "") -> str:
    """The first day on which rows of two of the files run together."""
    return f"""
    SELECT min(GREATEST(one.{first}, two.{first})) INTO found
        FROM {table} one JOIN {table} two ON one.person_id < two.person_id
        WHERE one.person_id = ANY(files) AND two.person_id = ANY(files) {where}
            AND daterange(one.{first}, one.ends_on, '[]') && daterange(two.{first}, two.ends_on, '[]');
    """


_COUNTED = "AND one.voided_at IS NULL AND two.voided_at IS NULL"
_MAIN = f"AND one.is_main AND two.is_main {_COUNTED}"

# What a constraint holds within one file, of the files of one person.
MERGED_ROWS = Guard(
    name="merged_rows_fit",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("merged_into_id"),
    declare=[_FILES, ("found", "DATE")],
    func=f"""
    IF NEW.merged_into_id IS NULL THEN RETURN NULL; END IF;
    {lock_files_of("NEW.id")}
    {_both_on("participants_participation", "starts_on", _COUNTED)}
    IF found IS NOT NULL THEN {_STAYS_OVERLAP} END IF;
    {_both_on("participants_eligibility", "established_on", _MAIN)}
    IF found IS NOT NULL THEN {_MAIN_OVERLAP} END IF;
    RETURN NULL;
    """,
)

# The application writes a merge and its end; all else that stands in the file stays as it was.
_OF_MERGING = "'{merged_into_id,version,search,folded_last_name}'::text[]"
MERGED_KEPT = Guard(
    name="merged_file_is_kept",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF OLD.merged_into_id IS NOT NULL AND NEW.merged_into_id IS NOT NULL
            AND to_jsonb(OLD) - {_OF_MERGING} IS DISTINCT FROM to_jsonb(NEW) - {_OF_MERGING} THEN
        {refuse("merged_file_is_kept", person="NEW.id")}
    END IF;
    RETURN NEW;
    """,
)

# Without a lock: of a row that comes at the moment of the merge nothing is lost, both files are read.
NOT_TO_A_MERGED = Guard(
    name="not_to_a_merged_file",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
    IF EXISTS (SELECT 1 FROM participants_person p
            WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL) THEN
        {refuse("merged_takes_no_rows", person="NEW.person_id")}
    END IF;
    RETURN NEW;
    """,
)


# Of all the person's files. The few that are in force are found by an index of their own.
_RESTRICTED = """EXISTS (SELECT 1 FROM participants_restriction r
        WHERE r.lifted_on IS NULL AND r.person_id = ANY({files}))"""


def _held_back(person: str) -> str:
    return f"""IF {_RESTRICTED.format(files=files_of(person))} THEN
                {refuse("processing_restricted", person=person)}
            END IF;
            IF EXISTS (SELECT 1 FROM participants_person p
                    WHERE p.id = {person} AND p.erased_on IS NOT NULL) THEN
                {refuse("data_erased", person=person)}
            END IF;"""


class NotWhileRestricted(Guard):
    """Of rows of a person, whose number the SQL `person` tells of a `{row}`: none comes, changes or goes
    while the processing of the data is restricted, nor after they were erased.

    `free`: columns that may change. The nightly check reads both (kis.privacy.invariants).
    """

    def __init__(self, person: str, free: tuple[str, ...] = ()):
        self.person, self.free = person, free
        columns = f"'{{{','.join(free)}}}'::text[]"
        unchanged = f"""IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - {columns}
            IS NOT DISTINCT FROM to_jsonb(NEW) - {columns} THEN RETURN NEW; END IF;"""
        super().__init__(
            name="not_while_restricted",
            sentences=SENTENCES,
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            declare=[("whose", "BIGINT"), ("touched", "RECORD")],
            func=f"""
            {unchanged if free else ""}
            IF TG_OP = 'DELETE' THEN touched := OLD; ELSE touched := NEW; END IF;
            whose := {person.format(row="touched")};
            {_held_back("whose")}
            RETURN touched;
            """,
        )


def person_of(table: str, key: str) -> str:
    """The SQL of whose a row is that belongs to another one, by its key to that."""
    return f"(SELECT o.person_id FROM {table} o WHERE o.id = {{row}}.{key})"


NOT_WHILE_RESTRICTED = NotWhileRestricted("{row}.person_id")
STAY_NOT_WHILE_RESTRICTED = NotWhileRestricted(
    person_of("participants_participation", "participation_id")
)
# Who leads the case may change.
PERSON_NOT_WHILE_RESTRICTED = NotWhileRestricted(
    "{row}.id", free=("responsible_id", "version", "search", "folded_last_name")
)
# The same of the file that would be pointed to: the guard above knows the row's own files alone.
MERGED_NOT_WHILE_RESTRICTED = Guard(
    name="merged_not_while_restricted",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("merged_into_id"),
    func=f"""
    IF TG_OP = 'UPDATE' AND NEW.merged_into_id IS NOT DISTINCT FROM OLD.merged_into_id THEN
        RETURN NEW;
    END IF;
    {_held_back("NEW.merged_into_id")}
    RETURN NEW;
    """,
)
# Taken away by the owner's command alone, which leaves a record.
ERASED_BY_COMMAND = Guard(
    name="erased_by_command",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
    IF NEW.erased_on IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.erased_on IS DISTINCT FROM NEW.erased_on)
            OR TG_OP = 'UPDATE' AND OLD.erased_on IS NOT NULL AND NEW.erased_on IS NULL THEN
        {refuse("erased_by_command", person="NEW.id")}
    END IF;
    RETURN NEW;
    """,
)


def _overlapping(table: str, first: str, where: str = "") -> str:
    return f"""
    SELECT min(other.{first}) INTO found FROM {table} other
        WHERE other.person_id = ANY(files) AND other.person_id <> NEW.person_id {where}
            AND daterange(other.{first}, other.ends_on, '[]') && daterange(NEW.{first}, NEW.ends_on, '[]');
    """


STAYS_APART = Guard(
    name="stays_of_files_apart",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_on", "ends_on"),
    declare=[_FILES, ("found", "DATE")],
    func=f"""
    IF NEW.voided_at IS NOT NULL THEN RETURN NULL; END IF;
    {lock_files_of("NEW.person_id")}
    {_overlapping("participants_participation", "starts_on", "AND other.voided_at IS NULL")}
    IF found IS NOT NULL THEN
        {refuse("other_file_stay", person="NEW.person_id", day="found")}
    END IF;
    RETURN NULL;
    """,
)

_OTHER_MAIN = "AND other.is_main AND other.voided_at IS NULL"

MAIN_APART = Guard(
    name="main_of_files_apart",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("established_on", "ends_on", "is_main"),
    declare=[_FILES, ("found", "DATE")],
    func=f"""
    IF NOT NEW.is_main OR NEW.voided_at IS NOT NULL THEN RETURN NULL; END IF;
    {lock_files_of("NEW.person_id")}
    {_overlapping("participants_eligibility", "established_on", _OTHER_MAIN)}
    IF found IS NOT NULL THEN
        {refuse("other_file_main_category", person="NEW.person_id")}
    END IF;
    RETURN NULL;
    """,
)
