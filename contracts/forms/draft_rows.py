"""The rows of a draft as they are saved: shown, compared between two savings, written."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from django.db.models import prefetch_related_objects

from contracts.forms.rows import doer
from contracts.models import Action, Goal, Party, PlannedReview, SocialContract
from kis.lib.dates import polish

# Rows that are saved, and in a conflict kept, together.
PARTIES, PLAN, REVIEWS = "parties", "plan", "planned_reviews"
GROUPS = {PARTIES: "Strony i rodzina", PLAN: "Cele i działania", REVIEWS: "Oceny"}
PARTY = ("role", "last_name", "first_name", "pesel", "identity_document", "address", "born_on")
SIDES = (Action.Side.PERSON, Action.Side.WORKER)


@dataclass
class SavedRows:
    """The contract's rows as they are saved, each in its order; the goals with their actions."""

    parties: list[Party]
    goals: list[Goal]
    reviews: list[PlannedReview]

    @classmethod
    def of(cls, contract: SocialContract) -> "SavedRows":
        """Four queries, none for rows that the contract has read already."""
        goals = list(contract.goals.all())
        prefetch_related_objects(goals, "actions")
        return cls(list(contract.parties.all()), goals, list(contract.planned_reviews.all()))

    def party_rows(self) -> list[dict]:
        return [_facts(party, "pk", *PARTY) for party in self.parties]

    def goal_rows(self) -> list[dict]:
        rows = [_facts(goal, "pk", "text", "effect", "plain") for goal in self.goals]
        return rows or [{}]

    def action_rows(self) -> list[dict]:
        """Each with the numbers, from 1, of its goal's and its adult's rows."""
        rows = [
            {
                **_facts(action, "pk", "text", "deadline", "plain"),
                "goal": number,
                "doer": doer(action.side, self._places.get(action.party_id)),
            }
            for number, goal in enumerate(self.goals, start=1)
            for action in goal.actions.all()
        ]
        return rows or [{"goal": 1, "doer": side} for side in SIDES]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {party.pk: number for number, party in enumerate(self.parties, start=1)}

    def review_rows(self) -> list[dict]:
        return [_facts(review, "pk", "on", "is_final") for review in self.reviews]

    def shapes(self) -> dict[str, list]:
        """What two savings are compared by."""
        return {
            PARTIES: [party_shape(vars(party)) for party in self.parties],
            PLAN: [
                [
                    goal.text,
                    goal.effect,
                    [self._action_shape(action) for action in goal.actions.all()],
                ]
                for goal in self.goals
            ],
            REVIEWS: sorted([polish(review.on), review.is_final] for review in self.reviews),
        }

    def _action_shape(self, action) -> list[str]:
        names = {party.pk: str(party) for party in self.parties}
        return action_shape(vars(action), names.get(action.party_id, ""))


def _facts(row, *names) -> dict:
    return {name: getattr(row, name) for name in names}


def party_shape(row) -> list[str]:
    *names, born_on = PARTY
    return [*(row[name] for name in names), polish(row[born_on])]


def action_shape(row, party: str) -> list[str]:
    """`party`: the name of the adult in whose table it stands, empty for the contract's own person."""
    return [row["side"], party, row["text"], polish(row["deadline"])]


def mark(shape: list) -> str:
    # In a hidden field sixteen signs instead of the rows; nobody gains by forging them.
    return hashlib.sha256(json.dumps(shape).encode()).hexdigest()[:16]


def in_words(shape: list) -> str:
    words = {**dict(Party.Role.choices), **dict(Action.Side.choices)}

    def read(value):
        if isinstance(value, list):
            return ", ".join(filter(None, map(read, value)))
        if isinstance(value, bool):
            return "końcowa" if value else ""
        return words.get(value, value)

    return "; ".join(map(read, shape)) or "puste"


def write(existing, model, rows, **owner) -> tuple[list, list]:
    """Write the rows in their order; what stands in the database beside them is given back."""
    known = {row.pk: row for row in existing}
    written = []
    for position, (_, values) in enumerate(rows):
        values = {**values, "position": position}
        # A number of another contract's row finds nothing here and makes a row of this one.
        row = known.pop(values.pop("pk"), None) or model(**owner)
        if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
        written.append(row)
    return written, list(known.values())


def sync(existing, model, rows, **owner) -> None:
    for row in write(existing, model, rows, **owner)[1]:
        row.delete()
