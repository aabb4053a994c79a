"""Goals of the person's earlier contract in the form of a draft, marked with what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.forms.draft_inserted import NewAction, NewGoal
from contracts.forms.rows import doer
from contracts.models import Action, Party, SocialContract
from contracts.reviews.history import ActionStory, GoalStory, stories
from kis.lib.rows import rows_posted

CHOSEN, ASK, INSERT = "from_previous", "previous", "previous_chosen"
NONE_CHOSEN = "Zaznacz cele poprzedniego kontraktu, które mają się wstawić."


@dataclass(frozen=True)
class Earlier:
    """A goal of the earlier contract; `words`: what the last review said of it."""

    pk: int
    text: str
    words: str
    is_done: bool
    is_chosen: bool


def previous_of(
    contract: SocialContract, contracts: Iterable[SocialContract]
) -> SocialContract | None:
    """The last one of these that was signed, without this one and without voided ones."""
    signed = [other for other in contracts if other.is_binding and other.pk != contract.pk]
    return max(signed, key=lambda other: (other.signed_on, other.pk), default=None)


def earlier_goals(previous: SocialContract) -> list[Earlier]:
    """What was not reached is ticked: it is what one goes on with."""
    return [
        Earlier(
            story.goal.pk,
            story.goal.text,
            _words(story),
            is_done=story.is_closed,
            is_chosen=not story.is_closed,
        )
        for story in stories(previous)
    ]


def as_new(previous: SocialContract, chosen: set[int], data) -> list[NewGoal]:
    """Of each chosen goal the actions that a review did not find done; every day is left open."""
    signing = _signing(data)
    return [
        NewGoal(
            story.goal.text,
            story.goal.effect,
            story.goal.plain,
            [_new_action(action, signing) for action in story.left],
        )
        for story in stories(previous)
        if story.goal.pk in chosen
    ]


def _words(story: GoalStory) -> str:
    if story.told:
        return story.told[-1].words
    if any(action.told for action in story.actions):
        done = len(story.actions) - len(story.left)
        return f"zrobione działania: {done} z {len(story.actions)}"
    return "bez oceny"


def _new_action(story: ActionStory, signing: dict[tuple[str, str], int]) -> NewAction:
    """In the table of the same adult, if that one stands in the draft; else with the name before it."""
    action = story.action
    party: Party | None = action.party
    number = signing.get((party.last_name, party.first_name)) if party else None
    has_no_table = party is not None and number is None and action.side == Action.Side.PERSON
    text = f"{party.full_name}: {action.text}" if has_no_table else action.text
    return NewAction(doer(action.side, number), text, action.plain, deadline="")


def _signing(data) -> dict[tuple[str, str], int]:
    """(surname, name) of each adult in what was typed → the number of the row."""
    found = {}
    for row in range(rows_posted(data, "parties")):
        last, first, role = (
            data.get(f"parties-{row}-{name}", "") for name in ("last_name", "first_name", "role")
        )
        if role == Party.Role.SIGNS:
            found[last.strip(), first.strip()] = row + 1
    return found
