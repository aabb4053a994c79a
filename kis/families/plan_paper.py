"""The paper of a plan of work and of an annex to it, as plain values, and the PDF of them."""

import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from kis.accounts.models import Centre
from kis.families.models import FamilyMember, Plan
from kis.families.paper_facts import assistant_of, family_facts
from kis.families.plan_changes import changes, former_of
from kis.lib.dates import polish
from kis.lib.pdf import render_paper

COPIES = 2  # the family's and the centre's
LONG = 300  # letters: such a row may be parted between pages


def plan_content(plan: Plan, on: datetime.date) -> dict[str, Any]:
    """What stands on the paper printed that day, as JSON has it."""
    prefetch_related_objects([plan], "goals__actions", "cooperation__family__social_worker")
    cooperation = plan.cooperation
    former = former_of(plan) if plan.ordinal else None
    return {
        "name": plan.title if plan.ordinal else "Plan pracy z rodziną",
        "amends": f"Zmienia: {former.source}." if former else "",
        "facts": [list(row) for row in family_facts(cooperation, on)],
        "difficulties": plan.difficulties,
        "made_with": plan.made_with,
        "change": plan.change,
        "changes": changes(former, plan) if former else [],
        "goals": [_goal(number, goal) for number, goal in enumerate(plan.goals.all(), start=1)],
        "agreed": _agreed(plan),
        "signatures": _signing(plan, on),
    }


def _goal(number, goal) -> dict[str, Any]:
    return {
        "number": number,
        "text": goal.text,
        "effect": goal.effect,
        "actions": [
            {
                "text": action.text,
                "who": action.who,
                "deadline": polish(action.deadline),
                "is_long": len(action.text) > LONG,
            }
            for action in goal.actions.all()
        ],
    }


def _agreed(plan) -> list[str]:
    found = []
    if plan.agreed_on:
        found.append(f"z pracownikiem socjalnym: {plan.agreed_by}, {polish(plan.agreed_on)}")
    if plan.care_agreed_on:
        found.append(
            "z koordynatorem rodzinnej pieczy zastępczej: "
            f"{plan.care_agreed_with}, {polish(plan.care_agreed_on)}"
        )
    return found


def _signing(plan, on) -> list[dict[str, str]]:
    """Grown members of the family of that day, and the assistant."""
    grown = FamilyMember.objects.on(on).filter(
        family=plan.cooperation.family_id,
        part__in=[FamilyMember.Part.PARENT, FamilyMember.Part.PARTNER],
    )
    people = grown.select_related("person").order_by("part", "starts_on", "pk")
    return [
        *({"label": "data i podpis", "name": member.person.full_name} for member in people),
        {
            "label": "data i podpis asystenta rodziny",
            "name": str(assistant_of(plan.cooperation, on) or ""),
        },
    ]


def render_plan(
    facts: dict[str, Any], *, at: datetime.datetime, code: str = "", is_draft: bool = False
) -> bytes:
    """Both copies in one file; a draft is one copy. Raises Refused where the paper takes too long."""
    return render_paper(
        "families/plan_print.html",
        {**facts, "centre": Centre.objects.current(), "is_draft": is_draft},
        name=facts["name"],
        made_at=at,
        code=code,
        copies=1 if is_draft else COPIES,
    )
