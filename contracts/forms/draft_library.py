"""Goals of the library in the form of a draft: offered, and put into what was typed without saving it."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import prefetch_related_objects

from contracts.models import LibraryAction, LibraryGoal, SocialContract
from kis.lib.dates import UnreadableDate, add_months, polish, read_date
from kis.lib.rows import rows_posted

CHOSEN, INSERT = "from_library", "library"
NONE_CHOSEN = "Zaznacz w bibliotece cele, które mają się wstawić."
# What a row without any of these holds was given by the page, not typed.
TYPED = {
    "goals": ("pk", "text", "effect", "delete"),
    "actions": ("pk", "text", "deadline", "delete"),
}


@dataclass(frozen=True)
class Offered:
    """A goal as the form offers it; `is_there`: its very words stand among the goals of the draft."""

    goal: LibraryGoal
    is_chosen: bool
    is_there: bool


def offered(contract: SocialContract, on: datetime.date) -> list[LibraryGoal]:
    """Those for the categories that the person has that day, then those for everybody. One query."""
    codes = ArraySubquery(contract.person.eligibilities.on(on).values("category__code"))
    goals = LibraryGoal.objects.in_use().for_type(contract.type).for_categories(codes)
    return list(goals.own_first())


def shown(goals: Iterable[LibraryGoal], data, texts: Iterable[str]) -> list[Offered]:
    """`texts`: of the goals on the screen."""
    there = {text.strip() for text in texts}
    is_waiting = data is not None and data.get("insert") != INSERT
    chosen = chosen_in(data) if is_waiting else set()
    return [Offered(goal, goal.pk in chosen, goal.text.strip() in there) for goal in goals]


def chosen_in(data) -> set[int]:
    return {int(pk) for pk in data.getlist(CHOSEN) if pk.isascii() and pk.isdigit()}


def with_goals(data, goals: Iterable[LibraryGoal], *, on: datetime.date):
    """What was posted, with these goals, their actions, deadlines and plain words as rows of it.

    Rows that nobody typed into are taken first. A deadline is counted from `on` and lies within the term that
    was typed.
    """
    data, term = data.copy(), _term(data, on)
    goals = list(goals)
    prefetch_related_objects(goals, "actions")
    goal_rows, action_rows = _free_rows(data, "goals"), _free_rows(data, "actions")
    for goal, place in zip(goals, goal_rows, strict=False):
        _write(data, "goals", place, text=goal.text, effect=goal.effect, plain=goal.plain)
        for action, row in zip(goal.actions.all(), action_rows, strict=False):
            _write(
                data,
                "actions",
                row,
                goal=place + 1,
                doer=action.side,
                text=action.text,
                plain=action.plain,
                deadline=polish(_deadline(action, on, term)),
            )
    for key in ("goals", "actions"):
        data[f"{key}-TOTAL_FORMS"] = str(rows_posted(data, key))
    return data


def told(goals: list[LibraryGoal]) -> str:
    actions = sum(len(goal.actions.all()) for goal in goals)
    return (
        f"Wstawiono cele: {len(goals)}, działania: {actions}. Niczego jeszcze nie zapisano: sprawdź słowa i "
        "terminy, potem zapisz szkic."
    )


def _term(data, on: datetime.date) -> datetime.date | None:
    """The last day that was typed, None where it is none to come."""
    try:
        day = read_date(data.get("ends_on", ""), today=on)
    except UnreadableDate:
        return None
    return day if day > on else None


def _deadline(action: LibraryAction, on, term) -> datetime.date | None:
    if action.months is None:
        return term
    day = add_months(on, action.months)
    return min(day, term) if term else day


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
