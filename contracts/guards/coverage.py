"""A participation begins on a day that a signed contract covers.

Art. 18 ust. 4 of the act on social employment: the condition of taking part is a social contract; a stay of
art. 200 has none (art. 18 ust. 7–9). Held from both sides; the person's row is the one lock that both take.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import datetime

import pgtrigger

from kis.lib.dates import polish
from kis.lib.guards import Guard, refuse
from participants.guards import lock_files_of


def _day(facts: dict) -> str:
    return polish(datetime.date.fromisoformat(facts["day"]))


SENTENCES = {
    "participation_start_covered": lambda facts: (
        f"Udział nie może zacząć się {_day(facts)}: tego dnia nie obowiązuje żaden podpisany kontrakt. "
        "Podpisz nowy albo wybierz inny dzień."
    ),
    "participation_stays_covered": lambda facts: (
        f"Od {_day(facts)} trwa udział w KIS, który zaczął się na podstawie tego kontraktu. "
        "Pierwszy dzień udziału musi być objęty podpisanym kontraktem."
    ),
    "merged_contracts_overlap": lambda facts: (
        f"Obie karty mają podpisany kontrakt {facts['type']}, który obowiązuje {_day(facts)}. "
        "Najpierw zakończ jeden z nich wcześniej albo unieważnij jego wpis."
    ),
    "other_file_contract": lambda facts: (
        f"Na połączonej karcie osoba ma już podpisany kontrakt {facts['type']}, który obowiązuje "
        f"{_day(facts)}. Zakończ go wcześniej albo wybierz inny dzień."
    ),
    "unmerged_stay_covered": lambda facts: (
        f"Udział w KIS, który zaczął się {_day(facts)}, stoi na kontrakcie z drugiej karty. Kart nie można "
        "rozłączyć, dopóki ten udział nie ma kontraktu na własnej karcie."
    ),
}

START_IS_COVERED = Guard(
    name="participation_start_covered",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_on", "person_id"),
    condition=pgtrigger.Q(new__kind="contract"),
    declare=[("files", "BIGINT[]")],
    func=f"""
        {lock_files_of("NEW.person_id")}
        IF NOT EXISTS (
            SELECT 1 FROM contracts_socialcontract contract
            WHERE contract.person_id = ANY(files)
              AND contract.state IN ('signed', 'ended') AND contract.voided_at IS NULL
              AND NEW.starts_on BETWEEN contract.signed_on
                  AND COALESCE(contract.ended_on, contract.ends_on)
        ) THEN
            {refuse("participation_start_covered", day="NEW.starts_on")}
        END IF;
        RETURN NEW;
    """,
)

# Behind the row and deferrable: a wrong entry may be voided and the right one put in its place in one act.
START_STAYS_COVERED = Guard(
    name="participation_stays_covered",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    timing=pgtrigger.Immediate,
    declare=[("bare_day", "date"), ("files", "BIGINT[]")],
    func=f"""
        IF OLD.state NOT IN ('signed', 'ended') THEN RETURN NULL; END IF;
        {lock_files_of("OLD.person_id")}
        SELECT min(stay.starts_on) INTO bare_day FROM participants_participation stay
        WHERE stay.person_id = ANY(files) AND stay.voided_at IS NULL AND stay.kind = 'contract'
          AND stay.starts_on BETWEEN OLD.signed_on AND COALESCE(OLD.ended_on, OLD.ends_on)
          AND NOT EXISTS (
            SELECT 1 FROM contracts_socialcontract contract
            WHERE contract.person_id = ANY(files)
              AND contract.state IN ('signed', 'ended') AND contract.voided_at IS NULL
              AND stay.starts_on BETWEEN contract.signed_on
                  AND COALESCE(contract.ended_on, contract.ends_on)
          );
        IF bare_day IS NOT NULL THEN
            {refuse("participation_stays_covered", day="bare_day")}
        END IF;
        RETURN NULL;
    """,
)

_DAYS = "daterange({0}.signed_on, COALESCE({0}.ended_on, {0}.ends_on), '[]')"
_SIGNED = "{0}.state IN ('signed', 'ended') AND {0}.voided_at IS NULL"

# What a constraint holds within one file: one contract of each type at a time.
MERGED_CONTRACTS_APART = Guard(
    name="merged_contracts_apart",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("merged_into_id"),
    declare=[("found", "RECORD"), ("files", "BIGINT[]")],
    func=f"""
        IF NEW.merged_into_id IS NULL THEN RETURN NULL; END IF;
        {lock_files_of("NEW.id")}
        SELECT one.type, GREATEST(one.signed_on, two.signed_on) AS day INTO found
        FROM contracts_socialcontract one
        JOIN contracts_socialcontract two ON one.person_id < two.person_id AND one.type = two.type
        WHERE one.person_id = ANY(files) AND two.person_id = ANY(files)
          AND {_SIGNED.format("one")} AND {_SIGNED.format("two")}
          AND {_DAYS.format("one")} && {_DAYS.format("two")}
        ORDER BY day LIMIT 1;
        IF found.day IS NOT NULL THEN
            {refuse("merged_contracts_overlap", person="NEW.id", day="found.day", type="found.type")}
        END IF;
        RETURN NULL;
    """,
)

CONTRACTS_OF_FILES_APART = Guard(
    name="contracts_of_files_apart",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "signed_on", "ended_on", "ends_on"),
    declare=[("found", "RECORD"), ("files", "BIGINT[]")],
    func=f"""
        IF NOT ({_SIGNED.format("NEW")}) THEN RETURN NULL; END IF;
        {lock_files_of("NEW.person_id")}
        SELECT other.type, GREATEST(other.signed_on, NEW.signed_on) AS day INTO found
        FROM contracts_socialcontract other
        WHERE other.person_id = ANY(files) AND other.person_id <> NEW.person_id
          AND other.type = NEW.type AND {_SIGNED.format("other")}
          AND {_DAYS.format("other")} && {_DAYS.format("NEW")}
        ORDER BY day LIMIT 1;
        IF found.day IS NOT NULL THEN
            {refuse("other_file_contract", contract="NEW.id", day="found.day", type="found.type")}
        END IF;
        RETURN NULL;
    """,
)

# Files taken apart again: each stay must have begun under a contract of its own file.
STAYS_OF_UNMERGED_COVERED = Guard(
    name="unmerged_stays_covered",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("merged_into_id"),
    declare=[("bare_day", "date"), ("files", "BIGINT[]")],
    func=f"""
        IF OLD.merged_into_id IS NULL THEN RETURN NULL; END IF;
        files := ARRAY[OLD.id, OLD.merged_into_id];
        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;
        SELECT min(stay.starts_on) INTO bare_day FROM participants_participation stay
        WHERE stay.person_id = ANY(files) AND stay.voided_at IS NULL AND stay.kind = 'contract'
          AND NOT EXISTS (
            SELECT 1 FROM contracts_socialcontract contract
            JOIN participants_person whose ON whose.id = contract.person_id
            JOIN participants_person stayed ON stayed.id = stay.person_id
            WHERE COALESCE(whose.merged_into_id, whose.id) = COALESCE(stayed.merged_into_id, stayed.id)
              AND contract.state IN ('signed', 'ended') AND contract.voided_at IS NULL
              AND stay.starts_on BETWEEN contract.signed_on
                  AND COALESCE(contract.ended_on, contract.ends_on)
        );
        IF bare_day IS NOT NULL THEN
            {refuse("unmerged_stay_covered", day="bare_day")}
        END IF;
        RETURN NULL;
    """,
)
