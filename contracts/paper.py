"""The contract on the official form: what stands on it as plain values, and the PDF made of them alone."""

import datetime
from itertools import zip_longest
from typing import Any

from contracts.models import Action, Party, SocialContract
from contracts.official_form import form_words
from contracts.sections import BOXES, GOALS, letter
from contracts.texts import CONSEQUENCES, FORM_1A, FORM_1B, clause
from kis.accounts.models import Centre
from kis.lib.dates import polish
from kis.lib.pdf import render_paper

COPIES = 2  # one for each side


def render(
    facts: dict[str, Any], *, at: datetime.datetime, code: str = "", is_draft: bool = False
) -> bytes:
    """Both copies in one file, so that one click prints what both sides sign; a draft is one copy.

    Raises Refused where the paper takes too long, see render_paper.
    """
    return render_paper(
        "contracts/print.html",
        {**facts, "centre": Centre.objects.current(), "is_draft": is_draft},
        name=facts["name"],
        made_at=at,
        code=code,
        copies=1 if is_draft else COPIES,
    )


def content(contract: SocialContract, on: datetime.date) -> dict[str, Any]:
    """What stands on the paper printed that day, as JSON has it. Ten queries at most."""
    person, is_type_a = contract.person, contract.type == contract.Type.A
    parties = list(contract.parties.all())
    signing = [party for party in parties if party.role == Party.Role.SIGNS]
    goals = list(contract.goals.prefetch_related("actions"))
    days = list(contract.planned_reviews.all())
    return {
        "name": f"Kontrakt socjalny {contract.type} {contract.number}".strip(),
        "is_large": person.reads_with_difficulty,
        "words": form_words(FORM_1A if is_type_a else FORM_1B, on),
        "people": [_of_person(person), *(_of_party(party, person) for party in parties)],
        "worker": [contract.worker.last_name, contract.worker.first_name, contract.worker_phone],
        "boxes": _boxes(contract, goals),
        "tables": _tables(contract, signing, goals),
        "review_on": polish(days[0].on) if days else "",
        "term": _term(contract),
        "handing_over": contract.handing_over,
        "consequences": clause(CONSEQUENCES, on),
        "signatures": [person.full_name, *(party.full_name for party in signing)],
        "annex": _annex(contract, days[1:]),
    }


def _of_person(person) -> list[str]:
    """The four boxes of I.1."""
    identified = person.identification or f"bez dokumentu: {person.no_identity_reason}"
    return [person.last_name, person.first_name, person.address, _identified(identified)]


def _of_party(party, person) -> list[str]:
    """A party without an address lives with the person; a child may have no number, but a birth date."""
    born = f"ur. {polish(party.born_on)}" if party.born_on else "–"
    identified = party.pesel or party.identity_document or born
    return [party.last_name, party.first_name, party.address or person.address, identified]


def _identified(text: str) -> str:
    return text.removeprefix("PESEL ")


def _boxes(contract, goals) -> list[dict[str, Any]]:
    """Part II, box by box; that of the goals holds the lettered ones with their effects."""
    boxes = []
    for box, field, _ in BOXES[contract.type]:
        if field == GOALS:
            # Boxes of their own inside: 4.1 and 4.2, or 7.1 and 7.2.
            inside = {"main_box": f"{box}.1", "detailed_box": f"{box}.2"}
            lettered = {"main_goal": contract.main_goal, "goals": _lettered(goals)}
            boxes.append({"box": box, **inside, **lettered})
        else:
            boxes.append({"box": box, "text": getattr(contract, field)})
    return boxes


def _lettered(goals) -> list[dict[str, str]]:
    return [
        {"letter": letter(number), "text": goal.text, "effect": goal.effect}
        for number, goal in enumerate(goals)
    ]


def _tables(contract, signing, goals) -> list[dict[str, Any]]:
    """Part III: a table for each adult party, what that one does beside what the worker does."""
    adults = [(None, contract.person), *((party.pk, party) for party in signing)]
    return [{"who": adult.full_name, "rows": _rows(key, goals)} for key, adult in adults]


def _rows(party: int | None, goals) -> list[list[str]]:
    """Action and deadline of the party, then of the worker; each goal begins a new row."""
    rows = []
    for number, goal in enumerate(goals):
        sides = {side: [] for side in Action.Side}
        for action in goal.actions.all():
            if action.party_id == party:
                sides[action.side].append(
                    [f"{letter(number)}) {action.text}", polish(action.deadline)]
                )
        beside = zip_longest(*sides.values(), fillvalue=["", ""])
        rows += [[*own, *workers] for own, workers in beside]
    return rows


def _term(contract) -> str:
    until = polish(contract.ends_on)
    return f"Kontrakt obowiązuje od dnia zawarcia do {until}." if until else ""


def _annex(contract, later_reviews) -> dict[str, Any]:
    """What the form has no box for; without facts and texts the sheet is left out."""
    facts = [
        ["Oceny następne", _days(later_reviews)],
        ["Uzgodniono z OPS ostatniego zameldowania", _agreed_elsewhere(contract)],
        ["Tłumacz", contract.interpreter],
        ["Treść odczytał(a)", contract.read_out_by],
        ["Kurator lub opiekun prawny", contract.guardian],
    ]
    if contract.type == contract.Type.B:
        facts += [
            ["Sytuacja na rynku pracy", contract.labour_group],
            ["Skierowanie PUP", _referral(contract)],
            ["Ubezpieczenie zdrowotne od", polish(contract.insured_from)],
        ]
    texts = [
        ["Zajęcia i godziny w Klubie Integracji Społecznej", contract.club_activities],
        ["Uzgodnienia dodatkowe", contract.extra_arrangements],
        ["Co jest dla mnie ważne", contract.own_words],
    ]
    return {
        "facts": [[label, words] for label, words in facts if words],
        "texts": [[heading, text] for heading, text in texts if text.strip()],
        "signatures": signatures_beside(contract),
    }


def _days(reviews) -> str:
    return ", ".join(
        f"{polish(review.on)} (końcowa)" if review.is_final else polish(review.on)
        for review in reviews
    )


def _referral(contract) -> str:
    day = polish(contract.pup_referral_on)
    return " z ".join(filter(None, [contract.pup_referral_number, day]))


def _agreed_elsewhere(contract) -> str:
    day, whom = contract.agreed_elsewhere_on, contract.agreed_elsewhere_with
    return ", ".join(filter(None, [polish(day), whom]))


def signatures_beside(contract) -> list[dict[str, str]]:
    """Of those for whom the form has no box to sign in."""
    boxes = [
        (contract.guardian, "(data i podpis kuratora lub opiekuna prawnego)"),
        (contract.interpreter, "(data i podpis tłumacza)"),
        (contract.read_out_by, "(data i podpis osoby, która odczytała treść)"),
    ]
    return [{"name": name, "label": label} for name, label in boxes if name]
