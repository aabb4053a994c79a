"""Assessments, monitoring and papers for a court: of which days they may be, and what of them is frozen when.

The other side of each, the cooperation whose days move, is COOPERATION_KEEPS_PAPERS.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from contracts.guards.steps import frozen_with
from kis.families.guards.words import polish_day
from kis.lib.guards import Guard, refuse

SENTENCES = {
    "assessment_is_kept": "Ocena przekazana kierownikowi jest zamknięta. Błędną może unieważnić druga osoba, "
    "potem ocenia się jeszcze raz.",
    "assessment_of_work": lambda facts: (
        f"Praca z rodziną zaczęła się {polish_day(facts)}. Ocena nie może być wcześniejsza."
    ),
    "assessment_after_end": lambda facts: (
        f"Praca z rodziną skończyła się {polish_day(facts)}. Po tym dniu zapisuje się już tylko ocenę "
        "końcową."
    ),
    "assessment_in_the_future": "Dzień oceny nie może być późniejszy niż dzisiaj.",
    "assessment_without_work": "Ocenia się rodzinę, z którą pracuje asystent.",
    "assessment_before_plan": lambda facts: (
        f"Plan obowiązuje od {polish_day(facts)}. Ocena sytuacji rodziny nie może być wcześniejsza niż plan, "
        "który się ocenia."
    ),
    "assessment_without_plan": "Nie ma jeszcze podpisanego planu, więc nie ma czego ocenić. Najpierw "
    "podpiszcie plan pracy z rodziną.",
    "assessment_of_other_plan": "Ocenia się plan, który obowiązywał w dniu oceny. Otwórz ocenę jeszcze raz.",
    "assessment_lacks_progress": "Ocena przekazywana kierownikowi mówi o każdym celu planu, który "
    "obowiązywał w tym dniu.",
    "monitoring_without_end": "Monitoruje się rodzinę po zakończeniu pracy z asystentem, jeśli przy "
    "zakończeniu wskazano, kto monitoruje.",
    "monitoring_out_of_time": lambda facts: (
        f"Monitorowanie trwa od {polish_day(facts)}. Wpis musi być z tego czasu, nie późniejszy niż dzisiaj."
    ),
    "court_paper_is_kept": "Pismo do sądu, które wydrukowano, jest zamknięte. Błędne może unieważnić druga "
    "osoba, potem pisze się je od nowa.",
    "court_paper_of_work": lambda facts: (
        f"Praca z rodziną zaczęła się {polish_day(facts)}. Pismo nie może dotyczyć dni przed nią."
    ),
    "court_report_not_ordered": "Sąd nie nakazał sprawozdań w sprawie tej rodziny.",
    "cooperation_has_papers": lambda facts: (
        f"W pracy z tą rodziną są plany, oceny albo pisma aż do {polish_day(facts)}. Dni pracy muszą je "
        "objąć."
    ),
    "cooperation_has_monitoring": lambda facts: (
        f"Po zakończeniu pracy wpisano już monitorowanie {polish_day(facts)}. Najpierw unieważnij ten wpis."
    ),
}

_WARSAW_DAY = "(NEW.written_at AT TIME ZONE 'Europe/Warsaw')::date"
_VOIDING = "voided_at,voided_by_id,void_reason,version"

ASSESSMENT_FITS = Guard(
    name="assessment_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("work", "record"), ("first", "date"), ("plan", "record"), ("may_change", "text[]")],
    func=f"""
        IF TG_OP = 'UPDATE' AND OLD.handed_on IS NOT NULL THEN
            may_change := '{{{_VOIDING}}}';
            IF to_jsonb(OLD) - may_change IS DISTINCT FROM to_jsonb(NEW) - may_change THEN
                {refuse("assessment_is_kept", assessment="OLD.id")}
            END IF;
            RETURN NEW;
        END IF;
        IF NEW.voided_at IS NOT NULL THEN {refuse("assessment_is_kept", assessment="NEW.id")} END IF;
        SELECT c.starts_on, c.ended_on, c.voided_at INTO work FROM families_cooperation c
            WHERE c.id = NEW.cooperation_id FOR SHARE;
        IF work.voided_at IS NOT NULL OR work.starts_on IS NULL THEN
            {refuse("assessment_without_work", cooperation="NEW.cooperation_id")}
        END IF;
        IF NEW."on" < work.starts_on THEN {refuse("assessment_of_work", day="work.starts_on")} END IF;
        IF NEW.kind = 'periodic' AND NEW."on" > work.ended_on THEN
            {refuse("assessment_after_end", day="work.ended_on")}
        END IF;
        IF NEW."on" > {_WARSAW_DAY} THEN
            {refuse("assessment_in_the_future", cooperation="NEW.cooperation_id")}
        END IF;
        SELECT min(p.signed_on) INTO first FROM families_plan p WHERE p.cooperation_id = NEW.cooperation_id
            AND p.state = 'signed' AND p.voided_at IS NULL;
        IF NEW."on" < first THEN {refuse("assessment_before_plan", day="first")} END IF;
        IF NEW.plan_id IS NULL AND (first IS NOT NULL OR NEW.kind = 'periodic') THEN
            {refuse("assessment_without_plan", cooperation="NEW.cooperation_id")}
        END IF;
        IF NEW.plan_id IS NOT NULL THEN
            SELECT p.signed_on, p.ordinal INTO plan FROM families_plan p WHERE p.id = NEW.plan_id
                AND p.cooperation_id = NEW.cooperation_id AND p.state = 'signed' AND p.voided_at IS NULL
                FOR SHARE;
            -- Of the day on which an annex is signed both wordings may be assessed.
            IF NOT FOUND OR plan.signed_on > NEW."on" OR EXISTS (SELECT 1 FROM families_plan later
                    WHERE later.cooperation_id = NEW.cooperation_id AND later.state = 'signed'
                    AND later.voided_at IS NULL AND later.ordinal > plan.ordinal
                    AND later.signed_on < NEW."on") THEN
                {refuse("assessment_of_other_plan", cooperation="NEW.cooperation_id")}
            END IF;
        END IF;
        IF NEW.handed_on IS NOT NULL AND (TG_OP = 'INSERT'
                OR EXISTS (SELECT 1 FROM families_plangoal g WHERE g.plan_id = NEW.plan_id
                    AND NOT EXISTS (SELECT 1 FROM families_assessedgoal r
                        WHERE r.assessment_id = NEW.id AND r.goal_id = g.id))
                OR EXISTS (SELECT 1 FROM families_assessedgoal r
                    JOIN families_plangoal g ON g.id = r.goal_id
                    WHERE r.assessment_id = NEW.id AND g.plan_id IS DISTINCT FROM NEW.plan_id)) THEN
            {refuse("assessment_lacks_progress", assessment="NEW.id")}
        END IF;
        RETURN NEW;
    """,
)

PROGRESS_OF_OPEN = frozen_with(
    "progress_of_open",
    lambda row: (
        f"""
        SELECT a.handed_on IS NULL AND (TG_OP = 'DELETE' OR EXISTS (SELECT 1 FROM families_plangoal g
            WHERE g.id = {row}.goal_id AND g.plan_id = a.plan_id)) INTO may
        FROM families_assessment a WHERE a.id = {row}.assessment_id FOR SHARE;
    """
    ),
    refusal="assessment_is_kept",
    sentences=SENTENCES,
)

MONITORING_FITS = Guard(
    name="monitoring_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("work", "record")],
    func=f"""
        SELECT c.ended_on, c.monitored_by_id, c.monitoring_ended_on INTO work FROM families_cooperation c
            WHERE c.id = NEW.cooperation_id FOR SHARE;
        IF work.ended_on IS NULL OR work.monitored_by_id IS NULL THEN
            {refuse("monitoring_without_end", cooperation="NEW.cooperation_id")}
        END IF;
        IF NEW."on" NOT BETWEEN work.ended_on
                AND LEAST(COALESCE(work.monitoring_ended_on, 'infinity'), {_WARSAW_DAY}) THEN
            {refuse("monitoring_out_of_time", day="work.ended_on")}
        END IF;
        RETURN NEW;
    """,
)

COURT_PAPER_FITS = Guard(
    name="court_paper_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("work", "record"), ("may_change", "text[]")],
    func=f"""
        IF TG_OP = 'UPDATE' AND OLD.document_id IS NOT NULL THEN
            may_change := '{{{_VOIDING}}}';
            IF OLD.sent_on IS NULL THEN may_change := may_change || '{{sent_on}}'; END IF;
            IF to_jsonb(OLD) - may_change IS DISTINCT FROM to_jsonb(NEW) - may_change THEN
                {refuse("court_paper_is_kept", paper="OLD.id")}
            END IF;
            RETURN NEW;
        END IF;
        IF NEW.voided_at IS NOT NULL THEN {refuse("court_paper_is_kept", paper="NEW.id")} END IF;
        SELECT c.starts_on, c.court_report_months, c.voided_at INTO work FROM families_cooperation c
            WHERE c.id = NEW.cooperation_id FOR SHARE;
        IF work.voided_at IS NOT NULL OR work.starts_on IS NULL THEN
            {refuse("assessment_without_work", cooperation="NEW.cooperation_id")}
        END IF;
        IF COALESCE(NEW.requested_on, NEW.period_from) < work.starts_on THEN
            {refuse("court_paper_of_work", day="work.starts_on")}
        END IF;
        IF NEW.kind = 'report' AND work.court_report_months IS NULL THEN
            {refuse("court_report_not_ordered", cooperation="NEW.cooperation_id")}
        END IF;
        RETURN NEW;
    """,
)

# The other side: days of the work moved, taken back or ended under what was written about them.
COOPERATION_KEEPS_PAPERS = Guard(
    name="cooperation_keeps_papers",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("found", "record")],
    func=f"""
        SELECT min(held.day) AS first, max(held.day) FILTER (WHERE held.within) AS last INTO found FROM (
            SELECT p.signed_on AS day, true AS within FROM families_plan p
                WHERE p.cooperation_id = NEW.id AND p.voided_at IS NULL AND p.state = 'signed'
            UNION ALL SELECT a."on", a.kind = 'periodic' FROM families_assessment a
                WHERE a.cooperation_id = NEW.id AND a.voided_at IS NULL
            UNION ALL SELECT COALESCE(c.requested_on, c.period_from), false FROM families_courtpaper c
                WHERE c.cooperation_id = NEW.id AND c.voided_at IS NULL
        ) held;
        IF found.first < COALESCE(NEW.starts_on, 'infinity') THEN
            {refuse("cooperation_has_papers", day="found.first")}
        END IF;
        IF found.last > NEW.ended_on THEN {refuse("cooperation_has_papers", day="found.last")} END IF;
        SELECT min(m."on") AS first, max(m."on") AS last INTO found FROM families_monitoringnote m
            WHERE m.cooperation_id = NEW.id AND m.voided_at IS NULL;
        IF found.first < COALESCE(NEW.ended_on, 'infinity') OR found.last > NEW.monitoring_ended_on THEN
            {refuse("cooperation_has_monitoring", day="found.last")}
        END IF;
        RETURN NEW;
    """,
)
