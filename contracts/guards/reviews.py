"""A review is written once with all its rows, and answers for the whole plan of its contract."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import datetime

import pgtrigger

from contracts.guards.annex import in_force_on
from contracts.guards.parts import SENTENCES as OF_PARTS, amended_by_annex
from kis.lib.dates import polish
from kis.lib.guards import Guard, immutable, refuse


def _day(facts: dict) -> str:
    return polish(datetime.date.fromisoformat(facts["day"]))


SENTENCES = {
    "review_of_signed_contract": "Ocenia się kontrakt podpisany, którego wpis nie jest unieważniony.",
    "review_before_signing": lambda facts: (
        f"Kontrakt zawarto {_day(facts)}, więc ocena nie mogła odbyć się wcześniej."
    ),
    "review_in_the_future": "Dzień oceny nie może być późniejszy niż dzisiaj.",
    "review_after_the_end_is_final": lambda facts: (
        f"Kontrakt obowiązywał do {_day(facts)}. Po tym dniu można zapisać tylko ocenę końcową."
    ),
    "review_next_within_term": lambda facts: (
        f"Kontrakt obowiązuje do {_day(facts)}, więc następna ocena nie może być później. "
        "Dłuższy termin wprowadza aneks."
    ),
    "review_answers_its_contract": "Planowana ocena należy do innego kontraktu.",
    "review_is_kept": "Zapisanej oceny nie zmienia się i nie usuwa. Błędny wpis można unieważnić, "
    "a ocenę zapisać jeszcze raz.",
    "review_lacks_results": "Ocena obejmuje każde działanie kontraktu, a ocena końcowa także każdy cel "
    "szczegółowy.",
    "review_part_is_kept": "Wyników zapisanej oceny nie zmienia się, nie dodaje i nie usuwa.",
    "review_part_of_its_contract": "Ocenia się działania i cele tego samego kontraktu.",
    "review_change_in_the_past": "Termin nowego działania nie może być wcześniejszy niż dzień oceny.",
    "review_changes_agreed": "Nowe działania zapisuje się w ocenie, po której kontrakt wymaga zmian.",
    "attempt_in_the_future": "Próba kontaktu nie może być z dnia, którego jeszcze nie było.",
    "agreed_review_is_kept": "Termin następnej oceny uzgodniono w ocenie: nie zmienia się go i nie usuwa.",
}

_VOIDING = "voided_at,voided_by_id,void_reason,version"
_CONTRACT = """
    SELECT state, voided_at, signed_on, ends_on, last_day INTO contract
    FROM contracts_socialcontract WHERE id = NEW.contract_id FOR SHARE;
"""

REVIEW_BEGINS = Guard(
    name="review_begins",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("contract", "record")],
    func=f"""
        {_CONTRACT}
        IF contract.state IS NULL OR contract.state NOT IN ('signed', 'ended')
           OR contract.voided_at IS NOT NULL THEN
            {refuse("review_of_signed_contract", contract="NEW.contract_id")}
        END IF;
        IF NEW.on < contract.signed_on THEN
            {refuse("review_before_signing", contract="NEW.contract_id", day="contract.signed_on")}
        END IF;
        IF NEW.on > (NEW.held_at AT TIME ZONE 'Europe/Warsaw')::date THEN
            {refuse("review_in_the_future", contract="NEW.contract_id")}
        END IF;
        IF NOT NEW.is_final AND (contract.state = 'ended' OR NEW.on > contract.last_day) THEN
            {refuse("review_after_the_end_is_final", contract="NEW.contract_id", day="contract.last_day")}
        END IF;
        IF NEW.what_next <> 'annex' AND NEW.next_on > contract.ends_on THEN
            {refuse("review_next_within_term", contract="NEW.contract_id", day="contract.ends_on")}
        END IF;
        IF NEW.planned_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM contracts_plannedreview
            WHERE id = NEW.planned_id AND contract_id = NEW.contract_id
        ) THEN
            {refuse("review_answers_its_contract", contract="NEW.contract_id")}
        END IF;
        IF NEW.is_whole OR NEW.voided_at IS NOT NULL OR NEW.sheet_id IS NOT NULL
           OR NEW.scan_id IS NOT NULL THEN
            {refuse("review_is_kept", contract="NEW.contract_id")}
        END IF;
        RETURN NEW;
    """,
)

# What a whole review answers for: the plan as annexes have it on its day.
_WITHOUT_RESULT = f"""
    EXISTS (
        SELECT 1 FROM contracts_action action
        JOIN contracts_goal goal ON goal.id = action.goal_id AND goal.contract_id = NEW.contract_id
        WHERE {in_force_on("NEW.on", "action")}
        AND NOT EXISTS (SELECT 1 FROM contracts_reviewedaction result
            WHERE result.review_id = NEW.id AND result.action_id = action.id)
    )
    OR NEW.is_final AND EXISTS (
        SELECT 1 FROM contracts_goal goal WHERE goal.contract_id = NEW.contract_id
        AND {in_force_on("NEW.on", "goal")}
        AND NOT EXISTS (SELECT 1 FROM contracts_reviewedgoal result
            WHERE result.review_id = NEW.id AND result.goal_id = goal.id)
    )
"""

REVIEW_LIFE = Guard(
    name="review_life",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    declare=[("may_change", "text[]")],
    func=f"""
        IF TG_OP = 'DELETE' THEN {refuse("review_is_kept", review="OLD.id")} END IF;
        IF NOT OLD.is_whole THEN
            may_change := '{{is_whole,version}}';
            IF NEW.is_whole AND ({_WITHOUT_RESULT}) THEN
                {refuse("review_lacks_results", review="OLD.id")}
            END IF;
        ELSIF OLD.voided_at IS NOT NULL THEN
            may_change := '{{version}}';
        ELSE
            may_change := '{{{_VOIDING}}}';
            IF OLD.sheet_id IS NULL THEN may_change := may_change || '{{sheet_id,sheet_code}}'; END IF;
            IF OLD.scan_id IS NULL THEN may_change := may_change || '{{scan_id}}'; END IF;
        END IF;
        IF to_jsonb(OLD) - may_change IS DISTINCT FROM to_jsonb(NEW) - may_change THEN
            {refuse("review_is_kept", review="OLD.id")}
        END IF;
        RETURN NEW;
    """,
)

# Judged at the end of the transaction, when all its rows are there.
REVIEW_ENDS_WHOLE = Guard(
    name="review_ends_whole",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    func=f"""
        IF EXISTS (SELECT 1 FROM contracts_review WHERE id = NEW.id AND NOT is_whole) THEN
            {refuse("review_lacks_results", review="NEW.id")}
        END IF;
        RETURN NULL;
    """,
)


def part_of_review(*rules: str) -> Guard:
    """Rows that are written together with their review; `rules`: statements that look at `review` and NEW."""
    return Guard(
        name="part_of_review",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("review", "record")],
        func=f"""
            IF TG_OP <> 'INSERT' THEN {refuse("review_part_is_kept", row="OLD.id")} END IF;
            SELECT contract_id, is_whole, what_next, "on" INTO review
            FROM contracts_review WHERE id = NEW.review_id FOR SHARE;
            IF review.is_whole IS DISTINCT FROM false THEN
                {refuse("review_part_is_kept", row="NEW.id")}
            END IF;
            {" ".join(rules)}
            RETURN NEW;
        """,
    )


def _unless(found: str, name: str) -> str:
    return f"IF NOT EXISTS ({found}) THEN {refuse(name, row='NEW.id')} END IF;"


OF_ITS_ACTION = part_of_review(
    _unless(
        "SELECT 1 FROM contracts_action action JOIN contracts_goal goal ON goal.id = action.goal_id "
        "WHERE action.id = NEW.action_id AND goal.contract_id = review.contract_id",
        "review_part_of_its_contract",
    )
)
OF_ITS_GOAL = part_of_review(
    _unless(
        "SELECT 1 FROM contracts_goal goal "
        "WHERE goal.id = NEW.goal_id AND goal.contract_id = review.contract_id",
        "review_part_of_its_contract",
    )
)
OF_ITS_CHANGE = part_of_review(
    f"IF review.what_next <> 'annex' THEN {refuse('review_changes_agreed', row='NEW.id')} END IF;",
    f"""IF NEW.deadline < review."on" THEN {refuse("review_change_in_the_past", row="NEW.id")} END IF;""",
    "IF NEW.party_id IS NOT NULL THEN",
    _unless(
        "SELECT 1 FROM contracts_party party WHERE party.id = NEW.party_id "
        "AND party.contract_id = review.contract_id AND party.role = 'signs'",
        "review_part_of_its_contract",
    ),
    "END IF;",
)

ATTEMPT_BEGINS = Guard(
    name="attempt_begins",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
        IF NEW.on > (NEW.noted_at AT TIME ZONE 'Europe/Warsaw')::date THEN
            {refuse("attempt_in_the_future", planned="NEW.planned_id")}
        END IF;
        RETURN NEW;
    """,
)
ATTEMPT_IS_KEPT = immutable(
    "attempt_is_kept", "Odnotowanej próby kontaktu nie zmienia się i nie usuwa."
)


def planned_with_contract_or_review() -> Guard:
    """Frozen with the contract; a review that is being written adds the day that it agrees upon."""
    guard = amended_by_annex(
        unless=f"""
            IF TG_OP <> 'INSERT' AND OLD.agreed_in_id IS NOT NULL THEN
                {refuse("agreed_review_is_kept", row="OLD.id")}
            END IF;
            IF TG_OP = 'INSERT' AND NEW.agreed_in_id IS NOT NULL THEN
                PERFORM 1 FROM contracts_review review WHERE review.id = NEW.agreed_in_id
                AND review.contract_id = NEW.contract_id AND review.next_on = NEW.on
                AND NOT review.is_whole FOR SHARE;
                IF NOT FOUND THEN {refuse("agreed_review_is_kept", row="NEW.id")} END IF;
                RETURN NEW;
            END IF;
            IF TG_OP = 'UPDATE' AND NEW.agreed_in_id IS NOT NULL THEN
                {refuse("agreed_review_is_kept", row="OLD.id")}
            END IF;
        """
    )
    guard.sentences = OF_PARTS | SENTENCES
    return guard
