"""What papers given out for signature have alike: their steps, their frozen parts, their prints.

Each function takes the names of the tables, so that a paper of an app above is held by the same rules.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of the apps

from collections.abc import Mapping, Sequence

import pgtrigger

from kis.lib.guards import Guard, Sentences, refuse


def may_change(
    changes: Mapping[tuple[str, str], Sequence[str]],
    by_database: Sequence[str] = ("state", "version"),
) -> str:
    """SQL: the columns that may change from OLD.state to NEW.state; NULL for a step that there is not."""
    cases = " ".join(
        f"WHEN OLD.state = '{old}' AND NEW.state = '{new}' "
        f"THEN '{{{','.join([*by_database, *columns])}}}'::text[]"
        for (old, new), columns in changes.items()
    )
    return f"CASE {cases} END"


def parent_is_open(table: str, alias: str, parent: str, *, also: str = "") -> str:
    """Statements that put into `may` whether the parent (SQL of its number) is a draft."""
    # FOR SHARE waits for whoever prints or signs just now, and makes them wait for this row.
    return f"""
        SELECT {alias}.state = 'draft' AND {alias}.voided_at IS NULL{also} INTO may
        FROM {table} {alias} WHERE {alias}.id = ({parent})
        FOR SHARE;
    """


def frozen_with(name: str, is_open, *, refusal: str, sentences: Sentences) -> Guard:
    """A part of a paper: from its printing on neither added, nor changed, moved or deleted.

    `is_open`: of "OLD" or "NEW", the statements that put into `may` whether its parent may still be written.
    """
    return Guard(
        name=name,
        sentences=sentences,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("may", "boolean")],
        func=f"""
            IF TG_OP <> 'INSERT' THEN
                {is_open("OLD")}
                IF NOT may THEN {refuse(refusal, row="OLD.id")} END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            {is_open("NEW")}
            IF may IS DISTINCT FROM true THEN
                {refuse(refusal, row="NEW.id")}
            END IF;
            RETURN NEW;
        """,
    )


def print_life(
    name: str,
    table: str,
    paper: str,
    *,
    unlocked: str,
    kept: str,
    sentences: Sentences,
    also: str = "",
) -> Guard:
    """A print is made of a locked paper and never changed; it is void only in a draft.

    `paper`: how the key to the paper begins (annex for annex_id); `unlocked`, `kept`: names of the refusals;
    `also`: statements that look at a new print.
    """
    return Guard(
        name=name,
        sentences=sentences,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[(f"{paper}_state", "text"), ("may_change", "text[]")],
        func=f"""
        IF TG_OP = 'DELETE' THEN {refuse(kept, row="OLD.id")} END IF;
        SELECT state INTO {paper}_state FROM {table} WHERE id = NEW.{paper}_id FOR SHARE;
        IF TG_OP = 'INSERT' THEN
            IF {paper}_state IS DISTINCT FROM 'printed' OR NEW.voided_at IS NOT NULL THEN
                {refuse(unlocked, **{paper: f"NEW.{paper}_id"})}
            END IF;{also}
            RETURN NEW;
        END IF;
        may_change := '{{voided_at,voided_by_id}}';
        IF to_jsonb(OLD) - may_change IS DISTINCT FROM to_jsonb(NEW) - may_change
           OR OLD.voided_at IS NOT NULL OR {paper}_state <> 'draft' THEN
            {refuse(kept, row="OLD.id")}
        END IF;
        RETURN NEW;
    """,
    )
