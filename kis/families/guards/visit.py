"""When an assistant may visit a family, held from the visit's side and from the assignment's.

Locks: the assistant first, as everywhere in this app; an assignment that is shortened holds the same lock.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.families.guards.load import lock_assistant
from kis.families.guards.words import polish_day
from kis.lib.guards import Guard, refuse

SENTENCES = {
    "visit_without_assignment": lambda facts: (
        f"{polish_day(facts)} ten asystent nie jest przydzielony do tej rodziny. Popraw dzień."
    ),
    "visit_told_stays": "Przebieg jest już wpisany. Popraw go we wpisie albo poproś o unieważnienie.",
    "visit_cancelled_stays": "Ta wizyta jest odwołana. Zaplanuj ją od nowa.",
    "visit_of_strangers": "Zaznaczono osobę spoza tej rodziny. Wpisz ją w polu „kto jeszcze”.",
    "visit_topic_unknown": "Tego tematu nie ma w słowniku. Wybierz inny.",
    "visit_of_request": "Ten termin w kalendarzu należy do innej rodziny albo jest wizytą.",
    "assignment_has_visits": lambda facts: (
        f"{polish_day(facts)} jest wpisana wizyta tego asystenta u rodziny. Przydział musi ją obejmować: "
        "popraw dzień albo unieważnij najpierw wizytę."
    ),
    "visit_topic_in_use": (
        "Ten temat jest już przy wizytach, więc jego nazwy nie można zmienić. Zakończ ten wpis i dodaj nowy "
        "od następnego dnia."
    ),
    "request_taken_stays": "Prośba jest już przyjęta i stoi w kalendarzu. Zmień albo odwołaj tamten termin.",
    "request_refused_stays": "Na tę prośbę już odmówiono. Wpisz nową.",
}

_STRANGERS = """EXISTS (SELECT unnest({members}) EXCEPT SELECT m.id FROM families_familymember m
        JOIN families_cooperation c ON c.family_id = m.family_id WHERE c.id = NEW.cooperation_id)"""

_ASSIGNED = """EXISTS (SELECT 1 FROM families_assignment a
        WHERE a.cooperation_id = {row}.cooperation_id AND a.assistant_id = {row}.assistant_id
        AND a.voided_at IS NULL AND {row}.day BETWEEN a.starts_on AND COALESCE(a.ends_on, 'infinity'))"""

VISIT_FITS = Guard(
    name="visit_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
    NEW.day = (NEW.starts_at AT TIME ZONE 'Europe/Warsaw')::date;
    {lock_assistant("NEW.assistant_id")}
    IF NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state IN ('held', 'attempt') AND NEW.state NOT IN ('held', 'attempt') THEN
            {refuse("visit_told_stays", visit="OLD.id")}
        END IF;
        IF OLD.state = 'cancelled' AND NEW.state <> 'cancelled' THEN
            {refuse("visit_cancelled_stays", visit="OLD.id")}
        END IF;
    END IF;
    IF {_STRANGERS.format(members="NEW.present")} THEN {refuse("visit_of_strangers", visit="NEW.id")} END IF;
    IF EXISTS (SELECT unnest(NEW.topics) EXCEPT SELECT t.id FROM families_visittopic t) THEN
        {refuse("visit_topic_unknown", visit="NEW.id")}
    END IF;
    IF NEW.state <> 'cancelled' AND NOT {_ASSIGNED.format(row="NEW")} THEN
        {refuse("visit_without_assignment", day="NEW.day")}
    END IF;
    RETURN NEW;
    """,
)

ENDED_BEFORE = "Skończył się przydział asystenta."

# What was done under an assignment keeps it. What was only planned goes with it: the time is cancelled, and a
# request of the family waits again, for the next assistant.
ASSIGNMENT_COVERS_VISITS = Guard(
    name="assignment_covers_visits",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    declare=[("found", "DATE")],
    func=f"""
    SELECT min(v.day) INTO found FROM families_visit v
        WHERE v.cooperation_id = NEW.cooperation_id AND v.assistant_id = NEW.assistant_id
        AND v.voided_at IS NULL AND v.state IN ('held', 'attempt') AND NOT {_ASSIGNED.format(row="v")};
    IF found IS NOT NULL THEN {refuse("assignment_has_visits", day="found")} END IF;
    UPDATE families_accompanyingrequest r SET visit_id = NULL FROM families_visit v
        WHERE v.id = r.visit_id AND v.cooperation_id = NEW.cooperation_id
        AND v.assistant_id = NEW.assistant_id AND v.voided_at IS NULL AND r.voided_at IS NULL
        AND v.state = 'planned' AND NOT {_ASSIGNED.format(row="v")};
    UPDATE families_visit v SET state = 'cancelled', cancel_reason = '{ENDED_BEFORE}'
        WHERE v.cooperation_id = NEW.cooperation_id AND v.assistant_id = NEW.assistant_id
        AND v.voided_at IS NULL AND v.state = 'planned' AND NOT {_ASSIGNED.format(row="v")};
    RETURN NULL;
    """,
)

# A request that is taken leaves `visit` by the end of the assignment alone: then that time is no longer held.
REQUEST_FITS = Guard(
    name="request_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
    IF NEW.voided_at IS NOT NULL THEN
        IF EXISTS (SELECT 1 FROM families_visit v WHERE v.id = NEW.visit_id
                AND v.voided_at IS NULL AND v.state <> 'cancelled') THEN
            {refuse("request_taken_stays", request="NEW.id")}
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.refused_on IS NOT NULL THEN {refuse("request_refused_stays", request="OLD.id")} END IF;
        IF OLD.visit_id IS NOT NULL AND NEW.visit_id IS NOT NULL AND OLD.visit_id <> NEW.visit_id THEN
            {refuse("request_taken_stays", request="OLD.id")}
        END IF;
        IF OLD.visit_id IS NOT NULL AND NEW.visit_id IS NULL AND EXISTS (SELECT 1 FROM families_visit v
                JOIN families_assignment a ON a.cooperation_id = v.cooperation_id
                    AND a.assistant_id = v.assistant_id AND a.voided_at IS NULL
                    AND v.day BETWEEN a.starts_on AND COALESCE(a.ends_on, 'infinity')
                WHERE v.id = OLD.visit_id) THEN
            {refuse("request_taken_stays", request="OLD.id")}
        END IF;
    END IF;
    IF {_STRANGERS.format(members="NEW.for_whom || ARRAY_REMOVE(ARRAY[NEW.asked_by_id], NULL)")} THEN
        {refuse("visit_of_strangers", request="NEW.id")}
    END IF;
    IF NEW.visit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM families_visit v WHERE v.id = NEW.visit_id
            AND v.cooperation_id = NEW.cooperation_id AND v.kind = 'accompanying') THEN
        {refuse("visit_of_request", request="NEW.id")}
    END IF;
    RETURN NEW;
    """,
)

_FREE = "'{valid_to,version,order}'::text[]"

TOPIC_IN_USE = Guard(
    name="visit_topic_in_use",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF to_jsonb(OLD) - {_FREE} IS DISTINCT FROM to_jsonb(NEW) - {_FREE}
            AND EXISTS (SELECT 1 FROM families_visit v WHERE OLD.id = ANY(v.topics)) THEN
        {refuse("visit_topic_in_use", topic="OLD.id")}
    END IF;
    RETURN NEW;
    """,
)
