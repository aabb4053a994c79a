"""What became of each goal and its actions, review by review."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from contracts.models import (
    Action,
    Goal,
    Result,
    Review,
    ReviewedAction,
    ReviewedGoal,
    SocialContract,
)
from contracts.sections import letter
from kis.lib.dates import polish

# Of these nothing is left to be done.
CLOSED = (Result.REACHED, Result.NOT_NEEDED)
PARTS = "person", "goals__actions__party"


@dataclass(frozen=True)
class Told:
    """What a review said of one row."""

    review: Review
    result: str
    words: str
    remark: str

    def __str__(self):
        return f"{self.words} ({polish(self.review.on)})"


@dataclass(frozen=True)
class ActionStory:
    """`number` is the action's on the sheet; `told` has the oldest first."""

    number: int
    action: Action
    who: str
    told: list[Told]

    @property
    def last(self) -> Told | None:
        return self.told[-1] if self.told else None

    @property
    def is_closed(self) -> bool:
        return self.last is not None and self.last.result in CLOSED

    def is_overdue(self, on: datetime.date) -> bool:
        """Its deadline passed, and no review says that nothing is left to be done."""
        deadline = self.action.deadline
        return bool(deadline and deadline < on and not self.is_closed)


@dataclass(frozen=True)
class GoalStory:
    letter: str
    goal: Goal
    actions: list[ActionStory]
    told: list[Told]

    @property
    def last(self) -> Told | None:
        return self.told[-1] if self.told else None


def stories(contract: SocialContract) -> list[GoalStory]:
    """Of each detailed goal. Two queries where the contract's parts were read, voided reviews left out."""
    prefetch_related_objects([contract], *PARTS)
    of_actions = _by("action_id", ReviewedAction.objects.filter(review__contract=contract))
    of_goals = _by("goal_id", ReviewedGoal.objects.filter(review__contract=contract))
    found, number = [], 0
    for place, goal in enumerate(contract.goals.all()):
        actions = []
        for action in goal.actions.all():
            number += 1
            told = of_actions[action.pk]
            actions.append(ActionStory(number, action, who_does(contract, action), told))
        found.append(GoalStory(letter(place), goal, actions, of_goals[goal.pk]))
    return found


def actions_of(goals: list[GoalStory]) -> Iterator[tuple[GoalStory, ActionStory]]:
    return ((goal, action) for goal in goals for action in goal.actions)


def _by(key: str, rows) -> dict[int, list[Told]]:
    told = defaultdict(list)
    held = rows.filter(review__voided_at=None).select_related("review")
    for row in held.order_by("review__on", "review"):
        words = row.get_result_display()
        told[getattr(row, key)].append(Told(row.review, row.result, words, row.remark))
    return told


def who_does(contract: SocialContract, action: Action) -> str:
    if action.side == Action.Side.WORKER:
        return "pracownik socjalny"
    # Contracts printed before each adult had a table name somebody beside the action.
    return action.who or (action.party or contract.person).full_name
