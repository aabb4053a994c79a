"""How a draft of the layout before the official form's boxes moves into them, with nothing lost."""

from collections.abc import Iterable

QUALIFICATIONS = "Kwalifikacje, umiejętności i doświadczenie"
EFFECTS = "Przewidywane efekty"


def texts_in_boxes(
    *, strengths: str, qualifications: str, main_goal: str, expected_effects: str, has_goals: bool
) -> dict[str, str]:
    """Texts of the contract: what has no box stands in box II.2, effects without a goal under the main one.

    With goals the effects belong to the first of them, see effect_of_first_goal.
    """
    effects = "" if has_goals else expected_effects
    return {
        "strengths": _joined(strengths, QUALIFICATIONS, qualifications),
        "main_goal": _joined(main_goal, EFFECTS, effects),
        "qualifications": "",
        "expected_effects": "",
    }


def effect_of_first_goal(effect: str, expected_effects: str) -> str:
    return "\n".join(filter(None, [effect.strip(), expected_effects.strip()]))


def in_table(who: str, text: str, first_names: Iterable[str]) -> tuple[int | None, str]:
    """Which of the signing parties `who` names (None: none of them), and the action's text.

    A name that is not one of theirs, or of two, stays in the text.
    """
    named = [number for number, name in enumerate(first_names) if name.casefold() == who.casefold()]
    if who and len(named) == 1:
        return named[0], text
    return None, f"{who}: {text}" if who else text


def _joined(text: str, heading: str, more: str) -> str:
    if not more.strip():
        return text
    return "\n".join(filter(None, [text.strip(), f"{heading}: {more.strip()}"]))


def move_to_boxes(draft) -> None:
    """Of a draft's saved rows; one in the boxes already stays as it is.

    `draft` may be a contract as a migration sees it: only columns and related rows are used.
    """
    goals = list(draft.goals.order_by("position", "pk"))
    if goals and draft.expected_effects:
        goals[0].effect = effect_of_first_goal(goals[0].effect, draft.expected_effects)
        goals[0].save(update_fields=["effect"])
    if draft.qualifications or draft.expected_effects:
        moved = texts_in_boxes(
            strengths=draft.strengths,
            qualifications=draft.qualifications,
            main_goal=draft.main_goal,
            expected_effects=draft.expected_effects,
            has_goals=bool(goals),
        )
        for name, text in moved.items():
            setattr(draft, name, text)
        draft.save(update_fields=list(moved))
        draft.refresh_from_db(fields=["version"])  # the database counted it
    signing = list(draft.parties.filter(role="signs").order_by("position", "pk"))
    for goal in goals:
        for action in goal.actions.exclude(who=""):
            _move_action(action, signing)


def _move_action(action, signing) -> None:
    named, text = in_table(action.who, action.text, [party.first_name for party in signing])
    action.party_id = None if named is None else signing[named].pk
    action.text, action.who = text, ""
    action.save(update_fields=["party", "text", "who"])
