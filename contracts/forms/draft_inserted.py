"""Whole goals put into what was typed in the form of a draft: nothing is saved, and nothing typed is lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from kis.lib.rows import rows_posted

# What a row without any of these holds was given by the page, not typed.
TYPED = {
    "goals": ("pk", "text", "effect", "delete"),
    "actions": ("pk", "text", "deadline", "delete"),
}


@dataclass(frozen=True)
class NewAction:
    """`doer` as in ActionRow; `deadline` as it is typed, empty where it is still to be agreed."""

    doer: str
    text: str
    plain: str
    deadline: str


@dataclass(frozen=True)
class NewGoal:
    text: str
    effect: str
    plain: str
    actions: Sequence[NewAction]


def put_in(data, goals: Sequence[NewGoal]):
    """What was posted, with these goals and their actions as rows of it.

    Rows that nobody typed into are taken first.
    """
    data = data.copy()
    goal_rows, action_rows = _free_rows(data, "goals"), _free_rows(data, "actions")
    for goal, place in zip(goals, goal_rows, strict=False):
        _write(data, "goals", place, text=goal.text, effect=goal.effect, plain=goal.plain)
        for action, row in zip(goal.actions, action_rows, strict=False):
            _write(data, "actions", row, goal=place + 1, **vars(action))
    for key in ("goals", "actions"):
        data[f"{key}-TOTAL_FORMS"] = str(rows_posted(data, key))
    return data


def told(goals: Sequence[NewGoal]) -> str:
    actions = [action for goal in goals for action in goal.actions]
    is_open = any(not action.deadline for action in actions)
    dates = "Wpisz terminy na nowo" if is_open else "Sprawdź słowa i terminy"
    return (
        f"Wstawiono cele: {len(goals)}, działania: {len(actions)}. Niczego jeszcze nie zapisano. "
        f"{dates}, potem zapisz szkic."
    )


def _free_rows(data, key: str) -> Iterator[int]:
    """Rows that nobody typed into, then those behind the last."""
    total, taken = rows_posted(data, key), set(_typed(data, key))
    if key == "goals":
        # An action that was typed already may wait for the words of its goal.
        needed = {data.get(f"actions-{row}-goal") for row in _typed(data, "actions")}
        taken |= {row for row in range(total) if str(row + 1) in needed}
    yield from (row for row in range(total) if row not in taken)
    yield from count(total)


def _typed(data, key: str) -> list[int]:
    return [
        row
        for row in range(rows_posted(data, key))
        if any(data.get(f"{key}-{row}-{name}", "").strip() for name in TYPED[key])
    ]


def _write(data, key: str, row: int, **values) -> None:
    for name, value in values.items():
        data[f"{key}-{row}-{name}"] = str(value)
