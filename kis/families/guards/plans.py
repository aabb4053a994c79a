"""The life of a plan of work and of its annexes: agreed, printed, signed on that print, frozen.

Locks: the cooperation, then the plan.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from contracts.guards.steps import frozen_with, may_change, parent_is_open, print_life
from kis.families.guards.words import polish_day
from kis.lib.guards import Guard, refuse

STEPS = {"draft": {"printed"}, "printed": {"draft", "signed"}, "signed": set()}

_VOIDING = ["voided_at", "voided_by_id", "void_reason"]
_AGREEING = ["agreed_by_id", "agreed_on"]
_BESIDE_CONTENT = "{" + ",".join(["state", "version", *_VOIDING]) + "}"
_CONTENT = ["difficulties", "made_with", "change", "care_agreed_with", "care_agreed_on"]
CHANGES = {
    ("draft", "draft"): [*_VOIDING, *_AGREEING, *_CONTENT],
    ("draft", "printed"): [],
    ("printed", "draft"): [],
    ("printed", "printed"): _VOIDING,
    ("printed", "signed"): ["signed_on", "signed_by_id", "signed_print_id", "signed_names"],
    ("signed", "signed"): _VOIDING,
}

SENTENCES = {
    "plan_of_work": "Plan układa się z rodziną, która ma już przydzielonego asystenta.",
    "plan_begins_as_next_draft": "Plan i każdy aneks zaczynają się od szkicu z następnym numerem. Otwórz "
    "plan rodziny jeszcze raz.",
    "plan_is_voided": "Ten plan jest unieważniony i nie można go zmienić.",
    "plan_step": "Tego kroku plan w tym stanie nie pozwala zrobić. Otwórz go jeszcze raz i sprawdź, co się "
    "zmieniło.",
    "plan_is_frozen": "Plan wydrukowany do podpisu albo podpisany jest zamknięty razem z celami i "
    "działaniami. Przed podpisaniem można wrócić do edycji, potem zrobić aneks.",
    "plan_is_agreed": "Ten szkic jest już uzgodniony. Zmiana treści cofa uzgodnienie.",
    "plan_lacks_actions": "Plan do podpisu ma co najmniej jeden cel, a każdy cel co najmniej jedno działanie "
    "z osobą i terminem.",
    "plan_not_agreed": "Plan uzgadnia się z pracownikiem socjalnym (art. 15 ust. 1 pkt 1 ustawy o wspieraniu "
    "rodziny). Poczekaj na uzgodnienie, potem wydrukuj.",
    "plan_agreed_later": lambda facts: (
        f"Plan uzgodniono {polish_day(facts)}. Wydruk nie może być wcześniejszy."
    ),
    "plan_not_agreed_in_care": "Dziecko z tej rodziny jest poza domem: plan uzgadnia się też z koordynatorem "
    "rodzinnej pieczy zastępczej (art. 15 ust. 1 pkt 2 ustawy o wspieraniu rodziny). Wpisz, z kim i kiedy.",
    "plan_signed_on_its_print": "Podpisać można tylko ważny wydruk tego planu, nie wcześniej niż w dniu "
    "wydruku.",
    "plan_signed_within_work": "Plan podpisuje się w czasie pracy z rodziną, a aneks nie wcześniej niż to, "
    "co zmienia.",
    "plan_signed_before_assessment": lambda facts: (
        f"Ocena z {polish_day(facts)} opiera się na planie sprzed tej zmiany. Zmianę podpisuje się tego dnia "
        "albo później."
    ),
    "plan_print_still_valid": "Wydruk planu jest jeszcze ważny. Wróć do edycji, żeby go unieważnić.",
    "plan_has_later_one": "Na tym planie opiera się późniejszy aneks. Najpierw usuń jego szkic albo go "
    "unieważnij.",
    "plan_has_assessment": "Na tym planie opiera się ocena. Najpierw unieważnij ocenę.",
    "plan_not_deleted": "Planu, który drukowano do podpisu, nie usuwa się. Można go unieważnić.",
    "plan_print_of_locked": "Wydruk do podpisu powstaje tylko z planu zamkniętego do podpisu.",
    "plan_print_is_kept": "Wydruku planu nie można zmienić ani usunąć.",
    "plan_goal_replaces": "Cel aneksu wchodzi w miejsce celu z planu, który ten aneks zmienia.",
}

BEGINS = Guard(
    name="plan_begins",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("next", "integer")],
    func=f"""
        PERFORM 1 FROM families_cooperation c WHERE c.id = NEW.cooperation_id
            AND c.starts_on IS NOT NULL AND c.voided_at IS NULL FOR NO KEY UPDATE;
        IF NOT FOUND THEN {refuse("plan_of_work", cooperation="NEW.cooperation_id")} END IF;
        SELECT CASE WHEN bool_or(p.voided_at IS NULL AND p.state = 'signed')
            THEN max(p.ordinal) + 1 ELSE 0 END INTO next
            FROM families_plan p WHERE p.cooperation_id = NEW.cooperation_id;
        IF NEW.state <> 'draft' OR NEW.voided_at IS NOT NULL OR NEW.agreed_on IS NOT NULL
                OR NEW.ordinal <> COALESCE(next, 0) THEN
            {refuse("plan_begins_as_next_draft", cooperation="NEW.cooperation_id")}
        END IF;
        RETURN NEW;
    """,
)

LIFE = Guard(
    name="plan_life",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("may_change", "text[]"), ("work", "record"), ("found", "date")],
    func=f"""
        IF OLD.voided_at IS NOT NULL THEN {refuse("plan_is_voided", plan="OLD.id")} END IF;
        may_change := {may_change(CHANGES)};
        IF may_change IS NULL THEN {refuse("plan_step", plan="OLD.id")} END IF;
        IF to_jsonb(OLD) - may_change IS DISTINCT FROM to_jsonb(NEW) - may_change THEN
            {refuse("plan_is_frozen", plan="OLD.id")}
        END IF;
        IF OLD.agreed_on IS NOT NULL AND NEW.agreed_on IS NOT NULL AND NEW.state = 'draft'
                AND to_jsonb(OLD) - '{_BESIDE_CONTENT}'::text[]
                IS DISTINCT FROM to_jsonb(NEW) - '{_BESIDE_CONTENT}'::text[]
        THEN {refuse("plan_is_agreed", plan="OLD.id")} END IF;
        IF NEW.voided_at IS NOT NULL THEN
            IF EXISTS (SELECT 1 FROM families_plan later WHERE later.cooperation_id = OLD.cooperation_id
                    AND later.ordinal > OLD.ordinal AND later.voided_at IS NULL) THEN
                {refuse("plan_has_later_one", plan="OLD.id")}
            END IF;
            IF EXISTS (SELECT 1 FROM families_assessment a
                    WHERE a.plan_id = OLD.id AND a.voided_at IS NULL) THEN
                {refuse("plan_has_assessment", plan="OLD.id")}
            END IF;
        END IF;
        IF NEW.state = OLD.state THEN RETURN NEW; END IF;
        IF NEW.state = 'printed' THEN
            IF NOT EXISTS (SELECT 1 FROM families_plangoal g WHERE g.plan_id = NEW.id)
                    OR EXISTS (SELECT 1 FROM families_plangoal g WHERE g.plan_id = NEW.id AND NOT EXISTS
                        (SELECT 1 FROM families_planaction a WHERE a.goal_id = g.id)) THEN
                {refuse("plan_lacks_actions", plan="OLD.id")}
            END IF;
            IF NEW.agreed_on IS NULL THEN {refuse("plan_not_agreed", plan="OLD.id")} END IF;
            IF EXISTS (SELECT 1 FROM families_planprint p
                    WHERE p.plan_id = NEW.id AND p.voided_at IS NULL) THEN
                {refuse("plan_print_still_valid", plan="OLD.id")}
            END IF;
        END IF;
        IF NEW.state = 'signed' THEN
            IF NOT EXISTS (SELECT 1 FROM families_planprint p WHERE p.id = NEW.signed_print_id
                    AND p.plan_id = NEW.id AND p.voided_at IS NULL AND p.printed_on <= NEW.signed_on) THEN
                {refuse("plan_signed_on_its_print", plan="OLD.id")}
            END IF;
            SELECT c.starts_on, c.ended_on, c.voided_at INTO work FROM families_cooperation c
                WHERE c.id = NEW.cooperation_id FOR SHARE;
            IF work.voided_at IS NOT NULL OR work.starts_on IS NULL OR NEW.signed_on NOT BETWEEN
                    work.starts_on AND COALESCE(work.ended_on, 'infinity')
                    OR EXISTS (SELECT 1 FROM families_plan former
                        WHERE former.cooperation_id = NEW.cooperation_id AND former.ordinal < NEW.ordinal
                        AND former.state = 'signed' AND former.voided_at IS NULL
                        AND former.signed_on > NEW.signed_on) THEN
                {refuse("plan_signed_within_work", plan="OLD.id")}
            END IF;
            SELECT max(a."on") INTO found FROM families_assessment a
                WHERE a.cooperation_id = NEW.cooperation_id AND a.voided_at IS NULL;
            IF found > NEW.signed_on THEN
                {refuse("plan_signed_before_assessment", day="found")}
            END IF;
        END IF;
        RETURN NEW;
    """,
)

# Judged at the end of the transaction: a print is void only once its plan is a draft again.
PRINT_VOID_IN_DRAFT = Guard(
    name="plan_print_void_in_draft",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    timing=pgtrigger.Deferred,
    func=f"""
        IF EXISTS (SELECT 1 FROM families_plan p
                JOIN families_planprint paper ON paper.plan_id = p.id AND paper.voided_at IS NULL
                WHERE p.id = NEW.id AND p.state = 'draft') THEN
            {refuse("plan_print_still_valid", plan="NEW.id")}
        END IF;
        RETURN NULL;
    """,
)

DELETED_AS_DRAFT = Guard(
    name="plan_deleted_as_draft",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func=f"""
        IF OLD.state <> 'draft' OR OLD.voided_at IS NOT NULL
                OR EXISTS (SELECT 1 FROM families_planprint WHERE plan_id = OLD.id) THEN
            {refuse("plan_not_deleted", plan="OLD.id")}
        END IF;
        RETURN OLD;
    """,
)


def _frozen_with_plan(plan: str) -> Guard:
    """What is agreed upon is closed, too: whoever goes on writing takes that word back."""
    return frozen_with(
        "frozen_with_plan",
        lambda row: parent_is_open(
            "families_plan", "plan", plan.format(row=row), also=" AND plan.agreed_on IS NULL"
        ),
        refusal="plan_is_frozen",
        sentences=SENTENCES,
    )


GOAL_OF_DRAFT = _frozen_with_plan("{row}.plan_id")
ACTION_OF_DRAFT = _frozen_with_plan(
    "SELECT goal.plan_id FROM families_plangoal goal WHERE goal.id = {row}.goal_id"
)

GOAL_REPLACES = Guard(
    name="plan_goal_replaces",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__replaces__isnull=False),
    func=f"""
        IF NOT EXISTS (SELECT 1 FROM families_plangoal g
                JOIN families_plan former ON former.id = g.plan_id
                JOIN families_plan plan ON plan.id = NEW.plan_id
                WHERE g.id = NEW.replaces_id AND former.cooperation_id = plan.cooperation_id
                AND former.ordinal < plan.ordinal) THEN
            {refuse("plan_goal_replaces", row="NEW.id")}
        END IF;
        RETURN NEW;
    """,
)

PRINT_OF_PLAN = print_life(
    "plan_print_life",
    "families_plan",
    "plan",
    unlocked="plan_print_of_locked",
    kept="plan_print_is_kept",
    sentences=SENTENCES,
)

# Who agreed, and when, is judged by the day of the print: whereabouts of a child change later.
PRINT_IS_AGREED = Guard(
    name="plan_print_is_agreed",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("plan", "record")],
    func=f"""
        SELECT p.agreed_on, p.care_agreed_on, c.family_id INTO plan FROM families_plan p
            JOIN families_cooperation c ON c.id = p.cooperation_id WHERE p.id = NEW.plan_id;
        IF GREATEST(plan.agreed_on, plan.care_agreed_on) > NEW.printed_on THEN
            {refuse("plan_agreed_later", day="GREATEST(plan.agreed_on, plan.care_agreed_on)")}
        END IF;
        IF plan.care_agreed_on IS NULL AND EXISTS (SELECT 1 FROM families_familymember m
                WHERE m.family_id = plan.family_id AND m.part = 'child'
                AND m.whereabouts IN ('foster', 'institution')
                AND NEW.printed_on BETWEEN m.starts_on AND COALESCE(m.ends_on, 'infinity')) THEN
            {refuse("plan_not_agreed_in_care", plan="NEW.plan_id")}
        END IF;
        RETURN NEW;
    """,
)
