"""The acts of a plan of work: beginning one or an annex, agreeing, printing for signature, signing."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from contracts.printing import is_on_a_print, new_code
from kis.documents.models import Document
from kis.families.models import Cooperation, FamilyMember, Plan, PlanAction, PlanGoal, PlanPrint
from kis.families.plan_paper import plan_content, render_plan
from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database


def plan_in_force(cooperation: Cooperation, on: datetime.date) -> Plan | None:
    """The wording that binds that day, with its goals and actions."""
    plans = cooperation.plans.in_force(on).select_related("agreed_by")
    return plans.prefetch_related("goals__actions").first()


def begin_plan(cooperation: Cooperation, *, by) -> Plan:
    """The first plan, or an annex that begins as a copy of the last signed wording."""
    with refused_by_database():
        Cooperation.with_voided.select_for_update(no_key=True).get(pk=cooperation.pk)
        plans = Plan.with_voided.filter(cooperation=cooperation)
        former = plans.filter(voided_at=None).signed().last()
        if former is None:
            return Plan.objects.create(cooperation=cooperation, ordinal=0, created_by=by)
        plan = Plan.objects.create(
            cooperation=cooperation,
            ordinal=max(plan.ordinal for plan in plans) + 1,
            difficulties=former.difficulties,
            made_with=former.made_with,
            created_by=by,
        )
        _copy_goals(former, plan)
        return plan


def _copy_goals(former: Plan, plan: Plan) -> None:
    for goal in former.goals.prefetch_related("actions"):
        copy = PlanGoal.objects.create(
            plan=plan,
            position=goal.position,
            text=goal.text,
            effect=goal.effect,
            replaces=goal,
        )
        _write_actions(
            copy,
            (
                {"text": action.text, "who": action.who, "deadline": action.deadline}
                for action in goal.actions.all()
            ),
        )


def _write_actions(goal: PlanGoal, actions: Iterable[Mapping[str, Any]]) -> None:
    PlanAction.objects.bulk_create(
        PlanAction(goal=goal, position=position, **facts) for position, facts in enumerate(actions)
    )


def write_goal(plan: Plan, goal: PlanGoal, actions: Iterable[Mapping[str, Any]]) -> PlanGoal:
    """Save the goal with exactly these actions; what was agreed before is to be agreed again."""
    with refused_by_database():
        plan.lock()
        plan.take_agreement_back()
        if goal.pk is None:
            last = plan.goals.last()
            goal.plan, goal.position = plan, last.position + 1 if last else 0
        # The goal's own row is saved even when only its actions changed: its version covers them.
        goal.save()
        goal.actions.all().delete()
        _write_actions(goal, actions)
    return goal


def drop_goal(goal: PlanGoal) -> None:
    with refused_by_database():
        goal.plan.lock()
        goal.plan.take_agreement_back()
        goal.actions.all().delete()
        goal.delete()


def agree(plan: Plan, *, by, on: datetime.date, version: int) -> None:
    """The word of the family's social worker, on the wording that was seen."""
    with refused_by_database():
        plan.lock(version=version)
        if not plan.is_draft:
            raise Refused("Uzgadnia się szkic planu, przed wydrukiem do podpisu.")
        if plan.agreed_on:
            raise Refused(f"Ten szkic uzgodniono już {polish(plan.agreed_on)}.")
        if not plan.goals.exists():
            raise Refused("W tym szkicu nie ma jeszcze celów, więc nie ma czego uzgodnić.")
        plan.agreed_by, plan.agreed_on = by, on
        plan.save(update_fields=["agreed_by", "agreed_on"])
        plan.refresh_from_db(fields=["version"])


def needs_care_coordinator(plan: Plan, on: datetime.date) -> bool:
    """Whether a child of the family lives in foster care or an institution that day."""
    family = plan.cooperation.family_id
    return FamilyMember.objects.in_care().on(on).filter(family=family).exists()


def plan_lacks(plan: Plan, on: datetime.date) -> list[str]:
    """What follows *brakuje* (genitive); empty when it may be printed that day."""
    prefetch_related_objects([plan], "goals__actions")
    goals = list(plan.goals.all())
    found = {
        "opisu trudności rodziny": not plan.difficulties.strip(),
        "informacji, z kim plan ułożono": not plan.made_with.strip(),
        "opisu zmiany": plan.ordinal and not plan.change.strip(),
        "celu": not goals,
        "działania w każdym celu": any(not goal.actions.all() for goal in goals),
        "uzgodnienia z koordynatorem pieczy zastępczej": not plan.care_agreed_on
        and needs_care_coordinator(plan, on),
        "uzgodnienia z pracownikiem socjalnym": not plan.agreed_on,
    }
    return [words for words, is_lacking in found.items() if is_lacking]


def _is_taken(code: str) -> bool:
    """Plans and contracts may lie on one desk to be signed."""
    return PlanPrint.objects.filter(code=code).exists() or is_on_a_print(code)


def print_for_signature(
    plan: Plan, *, by, at: datetime.datetime, version: int | None = None
) -> PlanPrint:
    """Freeze the plan and keep the very paper that will be signed.

    Raises Refused with what is missing. As with a contract the paper is made between two short transactions,
    and what stands on it is compared once more before it is kept.
    """
    on = timezone.localtime(at).date()
    with refused_by_database():
        plan.lock(version=version)
        plan.expect_step(Plan.State.PRINTED)
        if found := plan_lacks(_fresh(plan), on):
            raise Refused(
                f"Planu nie można jeszcze wydrukować do podpisu. Brakuje: {', '.join(found)}."
            )
    code = new_code(_is_taken)
    facts = plan_content(_fresh(plan), on)
    pdf = render_plan(facts, at=at, code=code)
    with refused_by_database():
        plan.lock()
        plan.expect_step(Plan.State.PRINTED)
        if plan_content(_fresh(plan), on) != facts:
            raise Refused(
                "W czasie drukowania ktoś zmienił plan albo dane rodziny. Niczego nie wydrukowano: sprawdź "
                "treść i wydrukuj jeszcze raz."
            )
        plan.step(Plan.State.PRINTED)
        document = Document.objects.keep(
            kind="family_plan",
            name=f"plan-pracy-{plan.pk}-{code}.pdf",
            content=pdf,
            content_type="application/pdf",
            by=by,
        )
        return PlanPrint.objects.create(
            plan=plan,
            code=code,
            facts=facts,
            printed_at=at,
            printed_on=on,
            printed_by=by,
            document=document,
        )


def _fresh(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


def preview(plan: Plan, *, at: datetime.datetime) -> bytes:
    """The draft as it would be printed, marked SZKIC; nothing is kept."""
    return render_plan(plan_content(plan, timezone.localtime(at).date()), at=at, is_draft=True)


def sign(plan: Plan, *, on: datetime.date, names: str, code: str, by, today: datetime.date) -> None:
    """Record the signatures on the very print that carries the code.

    Raises Refused where that print is void, and for a day before its printing or to come.
    """
    with refused_by_database():
        plan.lock()
        plan.expect_step(Plan.State.SIGNED)
        plan.signed_print = plan.print_signed(on=on, code=code, today=today)
        plan.signed_on, plan.signed_names, plan.signed_by = on, names, by
        plan.step(Plan.State.SIGNED, "signed_print", "signed_on", "signed_names", "signed_by")
