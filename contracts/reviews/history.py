"""What became of each goal and its actions, review by review."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, prefetch_related_objects

from contracts.in_force import CONTRACT, ActionInForce, GoalInForce, Wordings
from contracts.models import (
    Action,
    Goal,
    PlannedReview,
    Result,
    Review,
    ReviewedAction,
    ReviewedGoal,
    SocialContract,
)
from contracts.models.planned import REVIEW_SOON_DAYS
from contracts.sections import letter
from kis.lib.dates import polish
from kis.lib.work import distance

# Of these nothing is left to be done.
CLOSED = (Result.REACHED, Result.NOT_NEEDED)
MISSED = (Result.NOT_REACHED, Result.PARTLY)
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
    """As it stands `on` a day; `number` is the action's on the sheet, `told` has the oldest first.

    `by_annex`: the annex that gave its wording, empty where the contract itself did.
    """

    number: int
    action: Action
    who: str
    told: list[Told]
    on: datetime.date | None
    by_annex: str = ""

    @property
    def last(self) -> Told | None:
        return self.told[-1] if self.told else None

    @property
    def is_closed(self) -> bool:
        return self.last is not None and self.last.result in CLOSED

    @property
    def mark(self) -> str:
        """nieosiągnięte w ocenie z 12.03.2027: what a copy of the action is marked by; else empty"""
        if self.last is None or self.last.result not in MISSED:
            return ""
        return f"{self.last.words} w ocenie z {polish(self.last.review.on)}"

    @property
    def is_overdue(self) -> bool:
        """Its deadline passed, and no review says that nothing is left to be done."""
        deadline = self.action.deadline
        return bool(deadline and self.on and deadline < self.on and not self.is_closed)


@dataclass(frozen=True)
class GoalStory:
    letter: str
    goal: Goal
    actions: list[ActionStory]
    told: list[Told]
    by_annex: str = ""

    @property
    def left(self) -> list[ActionStory]:
        """What a next contract goes on with."""
        return [action for action in self.actions if not action.is_closed]

    @property
    def is_closed(self) -> bool:
        if self.told:
            return self.told[-1].result in CLOSED
        return bool(self.actions) and not self.left


def stories(
    contract: SocialContract, on: datetime.date | None = None, *, is_reviewed=True, is_amended=True
) -> list[GoalStory]:
    """Of each detailed goal in force that day; without a day with every signed annex, no deadline passed.

    Voided reviews are left out. Three queries where the contract's parts were read, none of one that is known
    to be neither reviewed nor changed by annexes, and those of its wording where they changed it.
    """
    prefetch_related_objects([contract], *PARTS)
    of_actions = _by("action_id", ReviewedAction, contract) if is_reviewed else {}
    of_goals = _by("goal_id", ReviewedGoal, contract) if is_reviewed else {}
    if is_amended and contract.annexes.signed().exists():
        return _amended_stories(contract, on, of_actions, of_goals)
    found, number = [], 0
    own = [goal for goal in contract.goals.all() if goal.added_by_id is None]
    for place, goal in enumerate(own):
        actions = []
        for action in goal.actions.all():
            if action.added_by_id:
                continue
            number += 1
            told = of_actions.get(action.pk, [])
            actions.append(ActionStory(number, action, who_does(contract, action), told, on))
        found.append(GoalStory(letter(place), goal, actions, of_goals.get(goal.pk, [])))
    return found


def _amended_stories(contract, on, of_actions, of_goals) -> list[GoalStory]:
    """A row that an annex changed goes on with what was said of the one that it replaced."""
    wordings = Wordings(contract)
    wording = wordings.on(on) if on else wordings.latest
    actions = {action.pk: action for goal in contract.goals.all() for action in goal.actions.all()}
    goals = {goal.pk: goal for goal in contract.goals.all()}
    numbered = list(enumerate(wording.actions, start=1))
    return [
        GoalStory(
            letter=goal.letter,
            goal=goals[goal.pk],
            actions=[
                ActionStory(
                    number,
                    actions[action.pk],
                    who_does(contract, actions[action.pk]),
                    _along(wordings.chain(actions[action.pk]), of_actions),
                    on,
                    _by_annex(action),
                )
                for number, action in numbered
                if action.goal == goal.identity
            ],
            told=_along(wordings.chain(goals[goal.pk]), of_goals),
            by_annex=_by_annex(goal),
        )
        for goal in wording.goals
    ]


def _by_annex(item: GoalInForce | ActionInForce) -> str:
    return "" if item.source == CONTRACT else item.source


def _along(chain: Iterable[int], told: dict[int, list[Told]]) -> list[Told]:
    found = [said for pk in chain for said in told.get(pk, [])]
    return sorted(found, key=lambda said: (said.review.on, said.review.pk))


def actions_of(goals: list[GoalStory]) -> Iterator[tuple[GoalStory, ActionStory]]:
    return ((goal, action) for goal in goals for action in goal.actions)


def _by(key: str, model, contract) -> dict[int, list[Told]]:
    told = defaultdict(list)
    rows = model.objects.filter(review__contract=contract, review__voided_at=None)
    held = rows.select_related("review")
    for row in held.order_by("review__on", "review"):
        words = row.get_result_display()
        told[getattr(row, key)].append(Told(row.review, row.result, words, row.remark))
    return told


def who_does(contract: SocialContract, action: Action) -> str:
    if action.side == Action.Side.WORKER:
        return "pracownik socjalny"
    # Contracts printed before each adult had a table name somebody beside the action.
    return action.who or (action.party or contract.person).full_name


@dataclass(frozen=True)
class Entry:
    """A planned review, or one that was held beside the plan, as it stands on a day.

    `words` and `state` are its chip, `more` stands behind it; `waits`: nobody has held it yet.
    """

    day: datetime.date
    is_final: bool
    words: str
    state: str
    more: str = ""
    planned: PlannedReview | None = None
    review: Review | None = None
    waits: bool = False


def schedule(contract: SocialContract, on: datetime.date) -> list[Entry]:
    """All reviews of the contract, planned and held, in the order of their days. Two queries."""
    reviews = list(contract.reviews(manager="with_voided").filter(is_whole=True).in_order())
    answered = {review.planned_id: review for review in reviews if not review.voided_at}
    planned = list(
        PlannedReview.objects.filter(contract=contract)
        .standing()
        .in_force(on)
        .annotate(tries=Count("attempts"))
        .order_by("on", "pk")
    )
    standing = [review for review in reviews if not review.voided_at]
    days = {row.pk: row.on for row in planned}
    entries = [_entry(contract, row, answered.get(row.pk), standing, days, on) for row in planned]
    beside = [
        _held(review, review.on, "poza planem")
        for review in reviews
        if review.voided_at or review.planned_id not in days
    ]
    return sorted([*entries, *beside], key=lambda entry: entry.day)


def _held(review: Review, day, more="", planned=None) -> Entry:
    if review.voided_at:
        return Entry(day, review.is_final, "Wpis unieważniony", "neutral", review=review)
    told = more if day == review.on else f"{polish(review.on)}{', ' if more else ''}{more}"
    return Entry(day, review.is_final, "Przeprowadzona", "good", told, planned, review)


def _entry(contract, planned, review, standing, days, on) -> Entry:
    if review:
        return _held(review, planned.on, planned=planned)
    settled = [
        held for held in standing if planned.on <= max(held.on, days.get(held.planned_id, held.on))
    ]
    not_held = f"Nie odbyła się (próby: {planned.tries})"
    fixed = {"day": planned.on, "is_final": planned.is_final, "planned": planned}
    if settled:
        more = f"objęła ją ocena z {polish(settled[0].on)}"
        return Entry(words=not_held, state="neutral", more=more, **fixed)
    if contract.state != contract.State.SIGNED or planned.on > contract.last_day:
        return Entry(words="Nie odbyła się", state="neutral", more="kontrakt się skończył", **fixed)
    return Entry(**_waiting(planned, not_held, on), waits=True, **fixed)


def _waiting(planned, not_held, on) -> dict[str, str]:
    days = (planned.on - on).days
    if days < 0:
        return {"words": not_held if planned.tries else "Po terminie", "state": "late"}
    if days <= REVIEW_SOON_DAYS:
        tried = f"próby: {planned.tries}" if planned.tries else ""
        return {"words": distance(days).capitalize(), "state": "due", "more": tried}
    return {"words": "Zaplanowana", "state": "neutral"}
