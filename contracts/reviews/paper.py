"""The paper of a review: part II of the official form, two identical copies of one text."""

import datetime
from itertools import zip_longest
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from contracts.in_force import changed_by
from contracts.models import Action, Party, PlannedReview, Review, SocialContract
from contracts.official_form import form_words
from contracts.reviews.history import GoalStory, stories
from contracts.texts import FORM_2A, FORM_2B
from kis.accounts.models import Centre
from kis.lib.dates import polish
from kis.lib.money import NBSP
from kis.lib.pdf import render_paper

COPIES = 2  # one for each side
TEMPLATE = "contracts/review_print.html"
# For new actions, in the table of each adult; without words the table would say that there are none.
EMPTY_ROWS, EMPTY_ROW = 3, [NBSP] * 4
LONG_CELL = 300  # letters: such a row may be parted between pages
LINE = "……………………………"
EMPTY, TICKED = "☐", "☒"
MARKS = "T – w toku, O – osiągnięte, C – częściowo, N – nieosiągnięte, Z – już niepotrzebne"

# What the official form has no box for.
AFTERWARDS = {
    Review.WhatNext.ANNEX: "Zmiany wprowadza aneks do kontraktu.",
    Review.WhatNext.END: "Co dalej: zakończenie kontraktu socjalnego.",
}

Facts = dict[str, Any]


def blank_sheet(
    planned: PlannedReview, *, at: datetime.datetime, seconds: float | None = None
) -> bytes:
    """What both sides look at and write on when they talk. Six queries; nothing is kept.

    Raises Refused where the paper takes too long, see render_paper.
    """
    return render(blank_facts(planned, timezone.localtime(at).date()), at=at, seconds=seconds)


def render(
    facts: Facts, *, at: datetime.datetime, code: str = "", seconds: float | None = None
) -> bytes:
    return render_paper(
        TEMPLATE,
        {**facts, "centre": Centre.objects.current()},
        name=facts["name"],
        made_at=at,
        code=code,
        copies=COPIES,
        seconds=seconds,
    )


def form_key(contract: SocialContract) -> str:
    """The dated text that the sheet is worded by."""
    return FORM_2A if contract.type == contract.Type.A else FORM_2B


def blank_facts(planned: PlannedReview, on: datetime.date) -> Facts:
    contract = planned.contract
    kind = "końcowa" if planned.is_final else "okresowa"
    return {
        **sheet_facts(contract, on),
        "is_blank": True,
        "is_final": planned.is_final,
        "about": [
            *_of_contract(contract, on),
            ["Ocena", f"{kind}, planowana na {polish(planned.on)}"],
            ["Dzień oceny", LINE],
            ["Osoba", f"{EMPTY} obecna {EMPTY} rozmowa telefoniczna {EMPTY} nieobecna"],
        ],
        "tables": [
            {"who": name, "rows": [EMPTY_ROW] * EMPTY_ROWS} for name in adults(contract).values()
        ],
        "marks": MARKS,
        "next_on": LINE,
        "answers": [["Co mówi osoba", ""], ["Wnioski", ""]],
        "ticks": [EMPTY, EMPTY],
    }


def held_facts(review: Review, on: datetime.date) -> Facts:
    """The same filled in; the worker's own note stays off the paper."""
    contract, annex = review.contract, review.what_next == Review.WhatNext.ANNEX
    unchanged = review.what_next == Review.WhatNext.UNCHANGED
    facts = sheet_facts(contract, on, in_force=review.on)
    goals = _with_results(facts["goals"], review)
    return {
        **facts,
        "goals": goals,
        "is_final": review.is_final or any(goal["result"] for goal in goals),
        "held_on": polish(review.on),
        "about": [*_of_contract(contract, review.on), *_of_review(review)],
        "answers": [["Co mówi osoba", review.person_says], ["Wnioski", review.conclusions]],
        "ticks": [TICKED if unchanged else EMPTY, TICKED if annex else EMPTY],
        "tables": list(_tables(review)) if annex else [],
        "what_next": AFTERWARDS.get(review.what_next, ""),
        "next_on": polish(review.next_on) or "nie dotyczy",
    }


def _of_review(review) -> list[list[str]]:
    planned = f", planowana na {polish(review.planned.on)}" if review.planned else ""
    rows = [
        ["Ocena", f"{review.kind}{planned}"],
        ["Dzień oceny", polish(review.on)],
        ["Osoba", review.get_presence_display()],
        ["Próby kontaktu", review.attempts],
    ]
    return [row for row in rows if row[1]]


def _with_results(goals: list[Facts], review) -> list[Facts]:
    actions = {row.action_id: row for row in review.actions.all()}
    of_goals = {row.goal_id: row for row in review.goals.all()}
    return [
        {
            **goal,
            **_result(of_goals.get(goal["pk"])),
            "rows": [row | _result(actions.get(row["pk"])) for row in goal["rows"]],
        }
        for goal in goals
    ]


def _result(row) -> Facts:
    if row is None:
        return {"result": "", "remark": ""}
    told = {"result": row.get_result_display(), "remark": row.remark}
    return told | {"is_long": True} if len(row.remark) > LONG_CELL else told


def _tables(review):
    """Of each adult who agreed upon something, beside what the worker does in that table."""
    changes = list(review.changes.all())
    for party, name in adults(review.contract).items():
        sides = [
            [change for change in changes if change.party_id == party and change.side == side]
            for side in (Action.Side.PERSON, Action.Side.WORKER)
        ]
        rows = [_change_row(*pair) for pair in zip_longest(*sides)]
        if rows:
            yield {"who": name, "rows": rows}


def _change_row(person, worker) -> list[str]:
    return [
        words
        for change in (person, worker)
        for words in ((change.text, polish(change.deadline)) if change else ("", ""))
    ]


def sheet_facts(
    contract: SocialContract, on: datetime.date, *, in_force: datetime.date | None = None
) -> Facts:
    """What the empty sheet and the filled one have alike: the form's words, the plan, who signs.

    `in_force`: the day whose plan it is; without it the plan with every signed annex.
    """
    prefetch_related_objects([contract], "person", "worker", "parties", "goals__actions")
    return {
        "name": f"Ocena kontraktu socjalnego {contract.type} {contract.number}",
        "is_large": contract.person.reads_with_difficulty,
        "words": form_words(form_key(contract), on),
        "laid_down_on": polish(contract.signed_on),
        "goals": [_goal(story) for story in stories(contract, in_force or on)],
        "signatures": list(adults(contract).values()),
    }


def adults(contract: SocialContract) -> dict[int | None, str]:
    """Who has a table of actions, by the number of the party; the contract's own person has none."""
    signing = [party for party in contract.parties.all() if party.role == Party.Role.SIGNS]
    return {None: contract.person.full_name} | {party.pk: party.full_name for party in signing}


def _of_contract(contract, on) -> list[list[str]]:
    told = [
        f"zawarty {polish(contract.signed_on)}",
        changed_by(contract, on),
        f"obowiązuje do {polish(contract.last_day)}",
    ]
    term = ", ".join(filter(None, told))
    return [
        ["Kontrakt", f"{contract.type} {contract.number}, {term}"],
        ["Strony", ", ".join(adults(contract).values())],
        ["Pracownik socjalny", f"{contract.worker}, tel. {contract.worker_phone}"],
    ]


def _goal(story: GoalStory) -> Facts:
    goal = story.goal
    return {
        "pk": goal.pk,
        "letter": story.letter,
        "text": goal.text,
        "effect": goal.effect,
        "is_long": len(goal.text) > LONG_CELL or len(goal.effect) > LONG_CELL,
        "rows": [
            {
                "pk": story.action.pk,
                "number": story.number,
                "who": story.who,
                "text": story.action.text,
                "deadline": polish(story.action.deadline),
                "earlier": str(story.last) if story.last else "",
                "is_long": len(story.action.text) > LONG_CELL,
            }
            for story in story.actions
        ],
    }
