"""What a contract says on a day, each sentence with the paper that it comes from.

The one answer for screens, reviews, papers and reports; queries of rows ask the same by `.in_force(day)`.
Plain values: an item is known by its identity, the number of the row that the first paper had.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from contracts.models import Action, Annex, Goal, Party, PlannedReview, SocialContract
from contracts.models.annex import TEXTS
from contracts.sections import letter
from kis.lib.dates import polish

CONTRACT = "kontrakt"


@dataclass(frozen=True)
class Term:
    """The last day on which the contract binds, as agreed."""

    ends_on: datetime.date | None
    source: str = CONTRACT

    key = order = ("term", 0)

    @property
    def says(self) -> tuple:
        return (self.ends_on,)


@dataclass(frozen=True)
class Text:
    """A single text of the contract, see contracts.models.annex.TEXTS."""

    field: str
    text: str
    source: str = CONTRACT

    @property
    def key(self) -> tuple:
        return ("text", self.field)

    @property
    def order(self) -> tuple:
        return ("text", TEXTS.index(self.field))

    @property
    def says(self) -> tuple:
        return (self.text,)


@dataclass(frozen=True)
class GoalInForce:
    """`place` gives its letter, which no other goal gets when this one is dropped."""

    identity: int
    pk: int
    place: int
    text: str
    effect: str = ""
    plain: str = ""
    source: str = CONTRACT

    @property
    def key(self) -> tuple:
        return ("goal", self.identity)

    @property
    def order(self) -> tuple:
        return ("goal", self.place)

    @property
    def says(self) -> tuple:
        return (self.place, self.text, self.effect)

    @property
    def letter(self) -> str:
        return letter(self.place)


@dataclass(frozen=True)
class ActionInForce:
    """`goal` is the identity of its goal; `adult`: in whose table of part III it stands."""

    identity: int
    pk: int
    position: int
    goal: int
    side: str
    party: int | None
    adult: str
    text: str
    deadline: datetime.date | None
    plain: str = ""
    source: str = CONTRACT

    @property
    def key(self) -> tuple:
        return ("action", self.identity)

    @property
    def order(self) -> tuple:
        return ("action", self.position, self.identity)

    @property
    def place(self) -> tuple:
        return (self.goal, self.side, self.party)

    @property
    def says(self) -> tuple:
        return (*self.place, self.text, self.deadline)

    @property
    def who(self) -> str:
        """Who acts."""
        return Action.Side.WORKER.label if self.side == Action.Side.WORKER else self.adult


@dataclass(frozen=True)
class ReviewInForce:
    identity: int
    pk: int
    on: datetime.date
    is_final: bool = False
    source: str = CONTRACT

    @property
    def key(self) -> tuple:
        return ("review", self.identity)

    @property
    def order(self) -> tuple:
        return ("review", self.on, self.identity)

    @property
    def says(self) -> tuple:
        return (self.on, self.is_final)


Item = Term | Text | GoalInForce | ActionInForce | ReviewInForce
_KINDS = (Term, Text, GoalInForce, ActionInForce, ReviewInForce)


@dataclass(frozen=True)
class Wording:
    """What both sides agreed, as it stands at one moment. `type`: of the contract, A or B."""

    type: str
    items: tuple[Item, ...]

    @classmethod
    def of(cls, contract_type: str, items: Iterable[Item]) -> "Wording":
        by_kind = {kind: [] for kind in _KINDS}
        for item in items:
            by_kind[type(item)].append(item)
        in_order = (sorted(found, key=lambda item: item.order) for found in by_kind.values())
        return cls(contract_type, tuple(item for found in in_order for item in found))

    def _of(self, kind) -> list:
        return [item for item in self.items if isinstance(item, kind)]

    @property
    def says(self) -> dict[tuple, tuple]:
        """By key, without the papers it comes from."""
        return {item.key: item.says for item in self.items}

    @property
    def term(self) -> Term:
        return self._of(Term)[0]

    @cached_property
    def texts(self) -> dict[str, Text]:
        return {item.field: item for item in self._of(Text)}

    @cached_property
    def goals(self) -> list[GoalInForce]:
        return self._of(GoalInForce)

    @cached_property
    def actions(self) -> list[ActionInForce]:
        """Of one goal after those of the goal before it."""
        places = {goal.identity: goal.place for goal in self.goals}
        return sorted(self._of(ActionInForce), key=lambda action: places[action.goal])

    @property
    def reviews(self) -> list[ReviewInForce]:
        return self._of(ReviewInForce)

    def letter_of(self, action: ActionInForce) -> str:
        return next(goal.letter for goal in self.goals if goal.identity == action.goal)


def in_force(contract: SocialContract, on: datetime.date) -> Wording:
    """Of a day before the signature, what was signed then. Seven queries at most."""
    return Wordings(contract).on(on)


def changed_by(contract: SocialContract, on: datetime.date) -> str:
    """zmieniony aneksem 1 z 12.03.2027 i aneksem 2 z …; empty where no annex holds that day.

    For the top of every paper and view of the contract. One query.
    """
    return amended(contract.annexes.holding(on).order_by("ordinal"))


def amended(annexes: Iterable[Annex]) -> str:
    names = [annex.source.replace("aneks", "aneksem", 1) for annex in annexes]
    if not names:
        return ""
    *first, last = names
    return "zmieniony " + (f"{', '.join(first)} i {last}" if first else last)


class Wordings:
    """All that a contract ever said, read once; gives its wording at any moment."""

    def __init__(self, contract: SocialContract):
        self.contract = contract
        self.annexes = list(contract.annexes.order_by("ordinal").prefetch_related("texts"))
        # Never by way of the contract, which may have read a part of its rows before.
        self._goals = list(Goal.objects.filter(contract=contract).order_by("position", "pk"))
        self._actions = list(
            Action.objects.filter(goal__contract=contract).order_by("position", "pk")
        )
        planned = PlannedReview.objects.filter(contract=contract).select_related("agreed_in")
        self._reviews = list(planned.standing().order_by("on", "pk"))
        parties = Party.objects.filter(contract=contract)
        self._names = {party.pk: party.full_name for party in parties}

    def on(self, day: datetime.date) -> Wording:
        return self._wording([annex for annex in self._signed if annex.holds(day)], until=day)

    @property
    def original(self) -> Wording:
        """As the contract was signed."""
        return self._wording([], until=self.contract.signed_on)

    @property
    def latest(self) -> Wording:
        """With every signed annex, from whatever day it holds."""
        return self._wording(self._signed)

    def before(self, annex: Annex) -> Wording:
        return self._wording(self._former(annex))

    def after(self, annex: Annex) -> Wording:
        """What it would be with this one, signed or not."""
        return self._wording([*self._former(annex), annex])

    def holding(self, day: datetime.date) -> list[Annex]:
        return [annex for annex in self._signed if annex.holds(day)]

    @property
    def _signed(self) -> list[Annex]:
        return [annex for annex in self.annexes if annex.is_signed]

    def _former(self, annex) -> list[Annex]:
        return [former for former in self._signed if former.ordinal < annex.ordinal]

    def chain(self, row: Goal | Action) -> list[int]:
        """The numbers of the row and of those that it replaced, one after another."""
        rows = {
            other.pk: other for other in (*self._goals, *self._actions) if type(other) is type(row)
        }
        found = [row.pk]
        while row.replaces_id:
            row = rows[row.replaces_id]
            found.append(row.pk)
        return found

    def _wording(self, counted: list[Annex], until: datetime.date | None = None) -> Wording:
        """`until`: days agreed upon in later reviews are not known yet."""
        sources = {annex.pk: annex.source for annex in counted}
        standing = {None: CONTRACT} | sources

        def stands(row) -> bool:
            return row.added_by_id in standing and row.dropped_by_id not in sources

        return Wording.of(
            self.contract.type,
            [
                self._term(counted),
                *self._texts(counted),
                *self._goals_of(stands, standing),
                *self._actions_of(stands, standing),
                *self._reviews_of(stands, standing, until),
            ],
        )

    def _term(self, counted) -> Term:
        signed = [annex for annex in self.annexes if annex.is_signed]
        term = Term(signed[0].ended_before if signed else self.contract.ends_on)
        for annex in counted:
            if annex.ends_on:
                term = Term(annex.ends_on, annex.source)
        return term

    def _texts(self, counted) -> Iterable[Text]:
        texts = {name: Text(name, getattr(self.contract, name)) for name in TEXTS}
        for annex in counted:
            for given in annex.texts.all():
                texts[given.field] = Text(given.field, given.text, annex.source)
        return texts.values()

    def _goals_of(self, stands, standing) -> Iterable[GoalInForce]:
        places = self._places(standing)
        for row, source in _standing(self._goals, stands, standing):
            root = self._root(self._goals, row)
            yield GoalInForce(root, row.pk, places[root], row.text, row.effect, row.plain, source)

    def _places(self, standing) -> dict[int, int]:
        """Letters are given once, in the order of the papers: what is dropped keeps its own."""
        known = set(standing) | {annex.pk for annex in self._signed}
        roots = [row for row in self._goals if row.added_by_id in known and not row.replaces_id]
        return {row.pk: place for place, row in enumerate(roots)}

    def _actions_of(self, stands, standing) -> Iterable[ActionInForce]:
        goals = {
            self._root(self._goals, row) for row, _ in _standing(self._goals, stands, standing)
        }
        by_pk = {row.pk: self._root(self._goals, row) for row in self._goals}
        person = self.contract.person.full_name
        for row, source in _standing(self._actions, stands, standing):
            goal = by_pk[row.goal_id]
            if goal not in goals:
                continue
            yield ActionInForce(
                identity=self._root(self._actions, row),
                pk=row.pk,
                position=row.position,
                goal=goal,
                side=row.side,
                party=row.party_id,
                adult=row.who or self._names.get(row.party_id, person),
                text=row.text,
                deadline=row.deadline,
                plain=row.plain,
                source=source,
            )

    def _reviews_of(self, stands, standing, until) -> Iterable[ReviewInForce]:
        for row, source in _standing(self._reviews, stands, standing):
            root, review = self._root(self._reviews, row), row.agreed_in
            if review and until and review.on > until:
                continue
            source = f"ocena z {polish(review.on)}" if review else source
            yield ReviewInForce(root, row.pk, row.on, row.is_final, source)

    @staticmethod
    def _root(rows, row) -> int:
        """The number of the first row of its chain."""
        by_pk = {other.pk: other for other in rows}
        while row.replaces_id:
            row = by_pk[row.replaces_id]
        return row.pk


def _standing(rows, stands, standing):
    return [(row, standing[row.added_by_id]) for row in rows if stands(row)]
