"""Goals of the library in the form of a draft: those that are offered, and as they are put in."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import prefetch_related_objects

from contracts.forms.draft_inserted import NewAction, NewGoal
from contracts.models import LibraryAction, LibraryGoal, SocialContract
from kis.lib.dates import UnreadableDate, add_months, polish, read_date

CHOSEN, INSERT = "from_library", "library"
NONE_CHOSEN = "Zaznacz w bibliotece cele, które mają się wstawić."


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
    chosen = chosen_in(data, CHOSEN) if is_waiting else set()
    return [Offered(goal, goal.pk in chosen, goal.text.strip() in there) for goal in goals]


def chosen_in(data, name: str) -> set[int]:
    """Numbers of the boxes that are ticked."""
    return {int(pk) for pk in data.getlist(name) if pk.isascii() and pk.isdigit()}


def as_new(goals: Iterable[LibraryGoal], data, *, on: datetime.date) -> list[NewGoal]:
    """With the deadlines that they have in a contract from `on` until the last day that was typed."""
    goals, term = list(goals), _term(data, on)
    prefetch_related_objects(goals, "actions")
    return [
        NewGoal(
            goal.text,
            goal.effect,
            goal.plain,
            [_new_action(action, on, term) for action in goal.actions.all()],
        )
        for goal in goals
    ]


def _new_action(action: LibraryAction, on, term) -> NewAction:
    return NewAction(
        action.side, action.text, action.plain, polish(_deadline(action.months, on, term))
    )


def _term(data, on: datetime.date) -> datetime.date | None:
    """The last day that was typed, None where it is none to come."""
    try:
        day = read_date(data.get("ends_on", ""), today=on)
    except UnreadableDate:
        return None
    return day if day > on else None


def _deadline(months: int | None, on, term) -> datetime.date | None:
    if months is None:
        return term
    day = add_months(on, months)
    return min(day, term) if term else day
