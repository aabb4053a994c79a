"""The paper of an assessment, as it goes to the head."""

import datetime
from typing import Any

from kis.accounts.models import Centre
from kis.families.models import Assessment
from kis.families.paper_facts import family_facts
from kis.lib.dates import polish
from kis.lib.pdf import render_paper

LONG = 300  # letters: such a row may be parted between pages


def assessment_content(assessment: Assessment, handed_on: datetime.date) -> dict[str, Any]:
    told = {row.goal_id: row for row in assessment.progress.all()}
    goals = assessment.plan.goals.all() if assessment.plan else []
    centre = Centre.objects.current()
    return {
        "name": f"Ocena {assessment.get_kind_display()} sytuacji rodziny",
        "facts": [
            *family_facts(assessment.cooperation, assessment.on),
            ("Dzień oceny", polish(assessment.on)),
            ("Oceniany plan", assessment.plan.source if assessment.plan else "planu nie podpisano"),
        ],
        "situation": assessment.situation,
        "family_says": assessment.family_says,
        "goals": [_goal(number, goal, told[goal.pk]) for number, goal in enumerate(goals, start=1)],
        "conclusion": assessment.conclusion,
        "what_next": assessment.get_what_next_display(),
        "dated": f"{centre.town}, {polish(handed_on)}",
        "centre": centre,
        "signatures": [
            {"label": "data i podpis asystenta rodziny", "name": str(assessment.written_by)},
            {"label": "data i podpis kierownika, który przyjął ocenę", "name": centre.head_name},
        ],
    }


def _goal(number, goal, row) -> dict[str, Any]:
    return {
        "text": f"{number}. {goal.text}",
        "effect": goal.effect,
        "result": row.get_result_display(),
        "remark": row.remark,
        "is_long": max(len(goal.text), len(goal.effect), len(row.remark)) > LONG,
    }


def render_assessment(facts: dict[str, Any], *, at: datetime.datetime, code: str) -> bytes:
    """Raises Refused where the paper takes too long."""
    return render_paper(
        "families/assessment_print.html", facts, name=facts["name"], made_at=at, code=code
    )
