"""What an annex changes in the plan before it, goal by goal, in words."""

from kis.families.models import Plan, PlanGoal
from kis.lib.dates import polish

NOTHING = "nie było"
GONE = "usunięto"


def changes(before: Plan, after: Plan) -> list[dict[str, str]]:
    """Rows of point, act, was, is. A goal that is worded anew is known by the one that it carries on."""
    carried = {goal.replaces_id: goal for goal in after.goals.all() if goal.replaces_id}
    old = list(before.goals.all())
    found = [
        _row("Trudności rodziny i jej mocne strony", before.difficulties, after.difficulties),
        _row("Plan ułożono z", before.made_with, after.made_with),
        *(
            _row(f"Cel {number}", _worded(goal), _worded(carried.get(goal.pk)))
            for number, goal in enumerate(old, start=1)
        ),
        *(
            _row("Nowy cel", "", _worded(goal))
            for goal in after.goals.all()
            if goal.replaces_id not in {goal.pk for goal in old}
        ),
    ]
    return [row for row in found if row]


def _row(point: str, was: str, becomes: str) -> dict[str, str] | None:
    if was == becomes:
        return None
    act = "dodano" if not was else "usunięto" if not becomes else "zmieniono"
    return {"point": point, "act": act, "was": was or NOTHING, "is": becomes or GONE}


def _worded(goal: PlanGoal | None) -> str:
    if goal is None:
        return ""
    actions = [
        f"– {action.text} ({action.who}, do {polish(action.deadline)})"
        for action in goal.actions.all()
    ]
    return "\n".join([goal.text, f"Efekt: {goal.effect}", *actions])


def former_of(plan: Plan) -> Plan | None:
    """The wording that this annex changes: the last signed one before it."""
    former = plan.cooperation.plans.signed().filter(ordinal__lt=plan.ordinal)
    return former.prefetch_related("goals__actions").last()
