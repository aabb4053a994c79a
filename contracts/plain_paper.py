"""The same contract in plain words and large print: a paper to keep and to understand, never to sign.

What a print was given out with is kept beside its facts, so that the plain paper follows no later change.
"""

import datetime
from typing import Any

from contracts.in_force import ActionInForce, changed_by, in_force
from contracts.models import Action, Party, Print, SocialContract
from contracts.plain_texts import PLAIN_KEYS
from contracts.texts import clause
from kis.accounts.models import Centre
from kis.lib.dates import in_full
from kis.lib.pdf import render_paper

KEPT = "plain"  # its name among the facts of a print
NO_DAY = datetime.date.max


def plain_content(contract: SocialContract, on: datetime.date) -> dict[str, Any]:
    """What stands on it by the words of that day, as JSON has it; the day of signing is not known yet."""
    adults, actions = _adults(contract), _actions(contract)
    return {
        "name": f"Kontrakt {contract.type} {contract.number}".strip() + " prostymi słowami",
        "people": [name for _, name in adults],
        "worker": str(contract.worker),
        "phone": contract.worker_phone,
        "until": in_full(contract.ends_on) if contract.ends_on else "",
        "main_goal": contract.main_goal,
        "goals": [goal.plain or goal.text for goal in contract.goals.filter(added_by=None)],
        "theirs": [
            {"who": name, "does": _told(actions, Action.Side.PERSON, key)} for key, name in adults
        ],
        "workers": _told(actions, Action.Side.WORKER),
        "club_activities": contract.club_activities,
        "own_words": contract.own_words,
        "reviews": [
            in_full(review.on) for review in contract.planned_reviews.filter(added_by=None)
        ],
        "explained": {name: _lines(clause(key, on)) for name, key in PLAIN_KEYS.items()},
    }


def plain_paper(contract: SocialContract, *, at: datetime.datetime, on: datetime.date) -> bytes:
    """Of what was given out by what was kept then, before that by its words of now, marked.

    Raises Refused where the paper takes too long.
    """
    paper: Print | None = contract.signed_print or contract.live_print
    kept = paper.facts.get(KEPT) if paper else None
    facts = kept or plain_content(contract, contract.signed_on or on)
    facts |= _by_annexes(contract, on)
    return render_paper(
        "contracts/plain_print.html",
        {
            **facts,
            "since": in_full(contract.signed_on) if contract.signed_on else "",
            "ended": in_full(contract.ended_on) if contract.ended_on else "",
            "centre": Centre.objects.current(),
            # One that waits for the head's approval may still change.
            "is_draft": paper is None and not contract.is_binding,
            "is_of_several": len(facts["people"]) > 1,
        },
        name=facts["name"],
        made_at=at,
    )


def _by_annexes(contract, on) -> dict[str, Any]:
    """What annexes in force that day made of it, none where there are none."""
    amended = changed_by(contract, on)
    if not amended:
        return {}
    wording, adults = in_force(contract, on), _adults(contract)
    actions = sorted(wording.actions, key=lambda action: action.deadline or NO_DAY)
    return {
        "amended": amended,
        "until": in_full(wording.term.ends_on),
        "main_goal": wording.texts["main_goal"].text,
        "goals": [goal.plain or goal.text for goal in wording.goals],
        "theirs": [
            {"who": name, "does": _told(actions, Action.Side.PERSON, key)} for key, name in adults
        ],
        "workers": _told(actions, Action.Side.WORKER),
        "club_activities": wording.texts["club_activities"].text,
        "reviews": [in_full(review.on) for review in wording.reviews],
    }


def _adults(contract) -> list[tuple[int | None, str]]:
    """(number of the party, name) of everybody who signs, the contract's own person first."""
    signing = contract.parties.filter(role=Party.Role.SIGNS)
    return [(None, contract.person.full_name), *((party.pk, party.full_name) for party in signing)]


def _actions(contract) -> list[Action]:
    """The nearest day first, those without a day last."""
    own = Action.objects.filter(goal__contract=contract, added_by=None)
    actions = own.order_by("goal__position", "goal_id", "position", "pk")
    return sorted(actions, key=lambda action: action.deadline or NO_DAY)


def _told(actions, side, party=...) -> list[dict[str, str]]:
    """Words and the day of each action of that side, of one party or of all."""
    return [
        {
            "words": action.plain or action.text,
            "until": in_full(action.deadline) if action.deadline else "",
        }
        for action in actions
        if action.side == side and party in (..., _table(action))
    ]


def _table(action: Action | ActionInForce) -> int | None:
    return action.party if isinstance(action, ActionInForce) else action.party_id


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
