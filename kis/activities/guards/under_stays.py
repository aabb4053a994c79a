"""The other side of entries on a day that a stay covers: a stay, or a merged file, that moves under them."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import pgtrigger

from kis.lib.guards import Guard, Sentences, refuse
from participants.guards import files_of, lock_files_of


def under_stays(
    what: str, table: str, row: str, day: str, *, one: str, sentences: Sentences
) -> tuple[Guard, Guard]:
    """Of a stay that is moved, ended or voided, and of files that are parted.

    `row` is the name of the table in the SQL, `day` its column. `sentences` has `stay_holds_<one>` and
    `unmerged_<one>`; both are given the first day that no stay would cover.
    """
    stay = Guard(
        name=f"stay_holds_{what}",
        sentences=sentences,
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("starts_on", "ends_on", "voided_at"),
        declare=[("bare", "DATE"), ("files", "BIGINT[]")],
        func=f"""
    {lock_files_of("NEW.person_id")}
    {_bare(table, row, day, "ANY(files)")}
    IF bare IS NOT NULL THEN {refuse(f"stay_holds_{one}", stay="NEW.id", day="bare")} END IF;
    RETURN NULL;
    """,
    )
    files = Guard(
        name=f"{what}_of_unmerged",
        sentences=sentences,
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("merged_into_id"),
        declare=[("bare", "DATE"), ("files", "BIGINT[]")],
        func=f"""
    IF NEW.merged_into_id IS NOT NULL OR OLD.merged_into_id IS NULL THEN RETURN NULL; END IF;
    files := ARRAY[OLD.id, OLD.merged_into_id];
    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;
    {_bare(table, row, day, "ANY(" + files_of(f"{row}.person_id") + ")")}
    IF bare IS NOT NULL THEN {refuse(f"unmerged_{one}", person="NEW.id", day="bare")} END IF;
    RETURN NULL;
    """,
    )
    return stay, files


def _bare(table: str, row: str, day: str, stays: str) -> str:
    """The first day of an entry of one of `files` on which no stay of `stays` runs."""
    return f"""
    SELECT min({row}.{day}) INTO bare FROM {table} {row}
        WHERE {row}.person_id = ANY(files) AND {row}.voided_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM participants_participation p
            WHERE p.person_id = {stays} AND p.voided_at IS NULL
            AND {row}.{day} BETWEEN p.starts_on AND COALESCE(p.ends_on, 'infinity'));
    """
