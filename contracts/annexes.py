"""How an annex comes to be: begun on a signed contract, written as a draft, dropped again."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Max, QuerySet

from contracts.changes import changes, in_words
from contracts.drafting import review_days
from contracts.in_force import Wording, Wordings
from contracts.models import (
    Action,
    Annex,
    AnnexText,
    Goal,
    PlannedReview,
    Review,
    SocialContract,
)
from contracts.models.annex import TEXTS
from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database


@dataclass
class NewWording:
    """What the annex's form holds: the whole wording as it is to be.

    A row is its number (`pk`, None for a new one) and its values; rows that are left out are dropped.
    `goal` of an action is the place of its goal in `goals`.
    """

    texts: dict[str, str]
    goals: Sequence[dict]
    actions: Sequence[dict]
    reviews: Sequence[dict] = field(default_factory=list)


def begin_annex(
    contract: SocialContract, *, by, reason: str = "", ends_on: datetime.date | None = None
) -> Annex:
    """A draft with the next number. Raises Refused where the contract does not bind, or has an open one."""
    with refused_by_database():
        contract.lock()
        last = contract.annexes(manager="with_voided").aggregate(last=Max("ordinal"))["last"]
        return Annex.objects.create(
            contract=contract,
            ordinal=(last or 0) + 1,
            reason=reason.strip(),
            ends_on=ends_on,
            created_by=by,
        )


def review_that_asks(contract: SocialContract) -> Review | None:
    """The last review that agreed upon changes which no annex has made since."""
    review = contract.reviews.filter(what_next=Review.WhatNext.ANNEX).order_by("-on").first()
    if review is None or contract.annexes.signed().filter(signed_on__gte=review.on).exists():
        return None
    return review


def begin_from_review(review: Review, *, by) -> Annex:
    """A draft with the actions that the review agreed upon.

    They stand with the first goal until moved; a contract without one, e.g. from paper, gets a goal for them.
    """
    with refused_by_database():
        agreed_on = f"Zmiany uzgodniono w ocenie z {polish(review.on)}."
        annex = begin_annex(review.contract, by=by, reason=f"{agreed_on} {review.conclusions}")
        new = as_it_stands(Wordings(review.contract).before(annex))
        agreed = [
            {
                "pk": None,
                "goal": 0,
                "side": change.side,
                "party_id": change.party_id,
                "text": change.text,
                "deadline": change.deadline,
                "plain": "",
            }
            for change in review.changes.all()
        ]
        goals = new.goals or [{"pk": None, "text": agreed_on, "effect": "", "plain": ""}]
        write(annex, replace(new, goals=goals, actions=[*new.actions, *agreed]))
        return annex


def extend(
    contract: SocialContract, *, until: datetime.date, reason: str, months: int, by
) -> Annex:
    """A draft that only makes the contract longer, with a review every so many months until then.

    The final review moves to the new last day. Raises Refused for a day that is not later.
    """
    with refused_by_database():
        contract.lock()
        if until <= contract.ends_on:
            raise Refused(
                f"Kontrakt obowiązuje do {polish(contract.ends_on)}: nowy dzień musi być późniejszy."
            )
        annex = begin_annex(contract, by=by, reason=reason, ends_on=until)
        wording = Wordings(contract).before(annex)
        write(annex, as_it_stands(wording, _longer_reviews(wording, until, months)))
        return annex


def _longer_reviews(wording: Wording, until: datetime.date, months: int) -> list[dict]:
    kept = [
        {"pk": review.pk, "on": review.on, "is_final": False}
        for review in wording.reviews
        if not review.is_final
    ]
    final = next((review.pk for review in wording.reviews if review.is_final), None)
    known = {review["on"] for review in kept}
    later = review_days(wording.term.ends_on, until, months)
    return [
        *kept,
        *(
            {"pk": final if is_final else None, "on": day, "is_final": is_final}
            for day, is_final in later
            if day not in known
        ),
    ]


def as_it_stands(wording: Wording, reviews: Sequence[dict] | None = None) -> NewWording:
    """The wording as a form would send it back unchanged; `reviews` instead of its own."""
    places = {goal.identity: place for place, goal in enumerate(wording.goals)}
    own = [{"pk": r.pk, "on": r.on, "is_final": r.is_final} for r in wording.reviews]
    return NewWording(
        texts={name: text.text for name, text in wording.texts.items()},
        goals=[
            {"pk": goal.pk, "text": goal.text, "effect": goal.effect, "plain": goal.plain}
            for goal in wording.goals
        ],
        actions=[
            {
                "pk": action.pk,
                "goal": places[action.goal],
                "side": action.side,
                "party_id": action.party,
                "text": action.text,
                "deadline": action.deadline,
                "plain": action.plain,
            }
            for action in wording.actions
        ],
        reviews=own if reviews is None else reviews,
    )


def write(annex: Annex, new: NewWording) -> None:
    """Make the draft say this: what differs from the wording before it becomes its rows and texts.

    Raises Refused where it is no draft any more.
    """
    with refused_by_database():
        annex.lock()
        if not annex.is_draft:
            raise Refused("Tego aneksu nie można już edytować.")
        before = Wordings(annex.contract).before(annex)
        _write_texts(annex, before, new.texts)
        goals = _Rows(annex, Goal, annex.contract.goals.all(), {g.pk for g in before.goals})
        kept_goals = goals.write([dict(values) for values in new.goals])
        _write_actions(annex, before, new, kept_goals)
        goals.delete_left()
        reviews = annex.contract.planned_reviews.all()
        _Rows(annex, PlannedReview, reviews, {r.pk for r in before.reviews}).write(
            [dict(values) for values in new.reviews], last=True
        )


def _write_texts(annex, before, texts) -> None:
    given = {text.field: text for text in annex.texts.all()}
    for name in TEXTS:
        words = texts.get(name, before.texts[name].text)
        is_new = not _same(words, before.texts[name].text)
        if not is_new and name in given:
            given[name].delete()
        elif is_new and (name not in given or given[name].text != words):
            AnnexText.objects.update_or_create(annex=annex, field=name, defaults={"text": words})


def _write_actions(annex, before, new, goals: list[Goal]) -> None:
    """An action stays with its goal while that one's words change: only another goal moves it."""
    root_of = {goal.pk: goal.identity for goal in before.goals}
    roots = [root_of.get(goal.pk) or root_of.get(goal.replaces_id) or goal.pk for goal in goals]
    was = {action.pk: action.goal for action in before.actions}
    rows = []
    for values in new.actions:
        place = values["goal"]
        row = {**values, "goal": goals[place]}
        if was.get(values["pk"]) == roots[place]:
            # As the row has it: the goal's own row may have been replaced before.
            row["goal"] = Action.objects.get(pk=values["pk"]).goal
        rows.append(row)
    existing = Action.objects.filter(goal__contract=annex.contract)
    _Rows(annex, Action, existing, set(was)).write(rows, last=True)


class _Rows:
    """Rows of one kind under a draft annex. `standing`: numbers of those in force before it."""

    def __init__(self, annex: Annex, model, existing: QuerySet, standing: set[int]):
        self.annex, self.model = annex, model
        self.last = existing.aggregate(last=Max("position"))["last"]
        rows = existing.select_for_update(of=("self",), no_key=True)
        self.former = {row.pk: row for row in rows if row.pk in standing}
        self.own = {row.pk: row for row in rows if row.added_by_id == annex.pk}
        self.left: list = []

    def write(self, wanted: Iterable[dict], *, last: bool = False) -> list:
        """The row that stands for each; `last`: those that stand for none any more are deleted at once."""
        seen = set()
        written = [self._write_one(values.pop("pk", None), values, seen) for values in wanted]
        for pk, row in self.former.items():
            if pk not in seen:
                self._drop(row, self.annex)
        self.left += [row for pk, row in self.own.items() if pk not in seen]
        if last:
            self.delete_left()
        return written

    def delete_left(self) -> None:
        for row in self.left:
            row.delete()
        self.left = []

    def _write_one(self, pk, values, seen):
        """`pk` of a row that another annex or contract has is taken for a new one."""
        own = self.own.get(pk) if pk not in seen else None
        former = self.former.get(own.replaces_id if own else pk)
        if former and former.pk in seen:
            former = None
        if former and _says(former, values):
            self._drop(former, None)
            seen.add(former.pk)
            return former
        row = own or self._replacing(former) or self._added()
        if row.pk is None or not _says(row, values):
            for name, value in values.items():
                setattr(row, name, value)
            if former:
                self._drop(former, self.annex)
            row.save()
        if former:
            seen.add(former.pk)
        seen.add(row.pk)
        return row

    def _replacing(self, former):
        """The row that this annex put in its place before, or a new one."""
        if former is None:
            return None
        known = next((row for row in self.own.values() if row.replaces_id == former.pk), None)
        return known or self._made(replaces=former, position=former.position)

    def _added(self):
        self.last = 0 if self.last is None else self.last + 1
        return self._made(position=self.last)

    def _made(self, **facts):
        owner = {} if self.model is Action else {"contract": self.annex.contract}
        return self.model(added_by=self.annex, **owner, **facts)

    def _drop(self, row, by) -> None:
        if row.dropped_by_id != (by and by.pk):
            row.dropped_by = by
            row.save(update_fields=["dropped_by"])


def _says(row, values: dict) -> bool:
    return all(_same(getattr(row, name), value) for name, value in values.items())


def _same(one, other) -> bool:
    """A browser ends lines in its own way, and what a form sends back has no blanks at its ends."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip().splitlines() == other.strip().splitlines()
    return one == other


def told_changes(annex: Annex) -> list[dict[str, str]]:
    """From what to what: of what was printed as the paper says it, of a draft as it is written now."""
    paper = annex.signed_print or annex.prints.first()
    if paper and not annex.is_draft:
        return paper.facts.get("changes", [])
    wordings = Wordings(annex.contract)
    annex = next(known for known in wordings.annexes if known.pk == annex.pk)
    return in_words(changes(wordings.before(annex), wordings.after(annex)))
