"""How many families an assistant works with at the same time (art. 15 ust. 4), held from every side.

Every guard here locks the assistant first and reads the rows behind the lock: of two heads who assign at once
the second one counts the family of the first.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.families.guards.words import polish_day
from kis.lib.guards import Guard, refuse

SENTENCES = {
    "load_too_many_families": lambda facts: (
        f"{polish_day(facts)} asystent miałby pod opieką rodzin: {facts['families']}, a może mieć najwyżej "
        f"{facts['most']} (art. 15 ust. 4 ustawy o wspieraniu rodziny). Wybierz innego asystenta albo "
        "zakończ najpierw pracę z inną rodziną."
    ),
    "load_too_difficult": lambda facts: (
        f"{polish_day(facts)} waga rodzin asystenta wyniosłaby {facts['points']}, a ośrodek ustalił dla tej "
        f"osoby najwyżej {facts['most']}. Wybierz innego asystenta albo zmniejsz wagę."
    ),
    "load_limit_missing": lambda facts: (
        f"Na {polish_day(facts)} w słownikach nie ma limitu rodzin na asystenta. Wpisuje go administrator "
        "merytoryczny w „Słowniki i stawki”."
    ),
}

_DECLARED = [("found", "RECORD")]


def _over(assistant: str, first: str, last: str) -> str:
    """Refuses for the first day from `first` to `last` on which the assistant has too much.

    Looked at are the days on which the load can grow or a limit change: with these all the others are right.
    """
    return f"""
    SELECT days.day, loaded.families, loaded.points, law.families AS most_by_law,
            LEAST(law.families, own.families) AS most, own.points AS most_points INTO found
        FROM (SELECT {first} AS day
            UNION SELECT a.starts_on FROM families_assignment a WHERE a.assistant_id = {assistant}
            UNION SELECT l.valid_from FROM families_assistantlimit l WHERE l.assistant_id = {assistant}
            UNION SELECT g.valid_from FROM families_loadlimit g) days
        CROSS JOIN LATERAL (SELECT count(*) AS families, COALESCE(sum(a.weight), 0) AS points
            FROM families_assignment a
            WHERE a.assistant_id = {assistant} AND a.voided_at IS NULL
            AND days.day BETWEEN a.starts_on AND COALESCE(a.ends_on, 'infinity')) loaded
        LEFT JOIN families_loadlimit law
            ON days.day BETWEEN law.valid_from AND COALESCE(law.valid_to, 'infinity')
        LEFT JOIN LATERAL (SELECT l.families, l.points FROM families_assistantlimit l
            WHERE l.assistant_id = {assistant} AND l.valid_from <= days.day
            ORDER BY l.valid_from DESC LIMIT 1) own ON true
        WHERE days.day BETWEEN {first} AND {last} AND loaded.families > 0
        AND (law.families IS NULL OR loaded.families > LEAST(law.families, own.families)
            OR loaded.points > own.points)
        ORDER BY days.day LIMIT 1;
    IF found.day IS NOT NULL THEN
        IF found.most_by_law IS NULL THEN {refuse("load_limit_missing", day="found.day")} END IF;
        IF found.families > found.most THEN
            {refuse("load_too_many_families", day="found.day", families="found.families", most="found.most")}
        END IF;
        {refuse("load_too_difficult", day="found.day", points="found.points", most="found.most_points")}
    END IF;
    """


def lock_assistant(assistant: str) -> str:
    return f"PERFORM 1 FROM families_assistant t WHERE t.id = {assistant} FOR NO KEY UPDATE;"


# Behind the row, which counts too. The lock was taken before it (see kis.families.guards.assignment).
ASSIGNMENT_IS_NOT_TOO_MUCH = Guard(
    name="assignment_is_not_too_much",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=_DECLARED,
    func=f"""
    IF NEW.voided_at IS NOT NULL THEN RETURN NULL; END IF;
    {_over("NEW.assistant_id", "NEW.starts_on", "COALESCE(NEW.ends_on, 'infinity')")}
    RETURN NULL;
    """,
)

OWN_LIMIT_HOLDS = Guard(
    name="own_limit_holds",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=_DECLARED,
    func=f"""
    {lock_assistant("NEW.assistant_id")}
    {_over("NEW.assistant_id", "NEW.valid_from", "'infinity'::date")}
    RETURN NULL;
    """,
)

# A limit of the law, moved, lowered or taken away, meets the families of all assistants.
LAW_LIMIT_HOLDS = Guard(
    name="law_limit_holds",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[*_DECLARED, ("whose", "BIGINT"), ("since", "DATE")],
    func=f"""
    since := CASE TG_OP WHEN 'INSERT' THEN NEW.valid_from WHEN 'DELETE' THEN OLD.valid_from
        ELSE LEAST(OLD.valid_from, NEW.valid_from) END;
    FOR whose IN SELECT t.id FROM families_assistant t ORDER BY t.id FOR NO KEY UPDATE LOOP
        {_over("whose", "since", "'infinity'::date")}
    END LOOP;
    RETURN NULL;
    """,
)
