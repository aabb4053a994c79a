"""The printed contract: everything that stands on it as plain values, and the PDF made of them alone."""

import datetime
from itertools import groupby, zip_longest
from typing import Any

from contracts.models import Party, SocialContract
from contracts.sections import GOALS, PARTS, sections_of
from contracts.texts import CLOSING, CONSEQUENCES, PURPOSE_A, PURPOSE_B, clause
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
    signing = list(contract.parties.filter(role=Party.Role.SIGNS))
    return {
        "name": f"Kontrakt socjalny {contract.type} {contract.number}".strip(),
        "number": contract.number,
        "is_large": person.reads_with_difficulty,
        "purpose": clause(PURPOSE_A if is_type_a else PURPOSE_B, on),
        "parties": [_of_person(person), *map(_of_party, signing)],
        "family": [_of_relative(party) for party in contract.parties.filter(role="listed")],
        "terms": _terms(contract),
        "part_one": PARTS[contract.type][0],
        "part_two": PARTS[contract.type][1],
        "sections": [
            {"heading": heading, "text": text, "is_goals": field == GOALS}
            for heading, field, text in sections_of(contract)
        ],
        "main_goal": contract.main_goal,
        "goals": [goal.text for goal in contract.goals.all()],
        "rows": _rows(contract),
        "arrangements": _arrangements(contract),
        "reviews": [
            [polish(review.on), "ocena końcowa" if review.is_final else "ocena okresowa"]
            for review in contract.planned_reviews.all()
        ],
        "consequences": clause(CONSEQUENCES, on),
        "closing": clause(CLOSING, on),
        "statement": _statement(person, several=bool(signing)),
        "signatures": _signatures(contract, signing),
    }


def by_sex(person, woman: str, man: str, *, unknown: str) -> str:
    """The word for the person's sex; a draft may be looked at before it is known."""
    return {person.Sex.WOMAN: woman, person.Sex.MAN: man}.get(person.sex, unknown)


def _of_person(person) -> list[list[str]]:
    lives = by_sex(person, "Zamieszkała", "Zamieszkały", unknown="Miejsce zamieszkania")
    if person.is_homeless:
        # The form asks where somebody lives or stays; without a home only the stay is true.
        lives = "Przebywa"
    identified = person.identification or f"bez dokumentu: {person.no_identity_reason}"
    return [
        ["Nazwisko i imię", f"{person.last_name} {person.first_name}"],
        *_identified(identified),
        [lives, person.address],
    ]


def _of_party(party) -> list[list[str]]:
    identified = f"PESEL {party.pesel}" if party.pesel else party.identity_document
    return [["Nazwisko i imię", str(party)], *_identified(identified)]


def _identified(text: str) -> list[list[str]]:
    if text.startswith("PESEL "):
        return [["PESEL", text.removeprefix("PESEL ")]]
    return [["Dokument tożsamości", text]]


def _of_relative(party) -> str:
    if party.pesel:
        return f"{party}, PESEL {party.pesel}"
    return f"{party}, ur. {polish(party.born_on)}" if party.born_on else str(party)


def _terms(contract) -> list[list[str]]:
    worker = f"{contract.worker.last_name} {contract.worker.first_name}".strip()
    terms = [
        ["Pracownik socjalny", f"{worker}, tel. {contract.worker_phone}"],
        ["Obowiązuje", f"od dnia zawarcia do {polish(contract.ends_on)}"],
        ["Tłumacz", contract.interpreter],
        ["Odczytanie treści", contract.read_out_by],
        ["Kurator lub opiekun prawny", contract.guardian],
        ["Uzgodniono z OPS ostatniego zameldowania", _agreed_elsewhere(contract)],
    ]
    if contract.type == contract.Type.B:
        terms += [
            ["Sytuacja na rynku pracy", contract.labour_group],
            ["Skierowanie PUP", _referral(contract)],
            ["Ubezpieczenie zdrowotne od", polish(contract.insured_from)],
        ]
    return [[label, words] for label, words in terms if words]


def _referral(contract) -> str:
    day = polish(contract.pup_referral_on)
    return " z ".join(filter(None, [contract.pup_referral_number, day]))


def _agreed_elsewhere(contract) -> str:
    day, whom = contract.agreed_elsewhere_on, contract.agreed_elsewhere_with
    return ", ".join(filter(None, [polish(day), whom]))


def _rows(contract) -> list[dict[str, str]]:
    """Part II: what both sides do towards one goal until one day stands beside each other."""
    rows = []
    for goal in contract.goals.prefetch_related("actions"):
        for deadline, actions in groupby(
            sorted(goal.actions.all(), key=_by_deadline), lambda action: action.deadline
        ):
            sides = {"person": [], "worker": []}
            for action in actions:
                who = f"{action.who}: " if action.who else ""
                sides[action.side].append(who + action.text)
            for person, worker in zip_longest(sides["person"], sides["worker"], fillvalue=""):
                rows.append(
                    {
                        "goal": goal.text,
                        "person": person,
                        "worker": worker,
                        "deadline": polish(deadline),
                    }
                )
    return rows


def _by_deadline(action):
    # Without a day last: only a draft that is looked at has such an action.
    return action.deadline or datetime.date.max, action.position, action.pk


def _arrangements(contract) -> list[list[str]]:
    texts = [
        ["Zajęcia i godziny w Klubie Integracji Społecznej", contract.club_activities],
        ["Uzgodnienia dodatkowe", contract.extra_arrangements],
        ["Co jest dla mnie ważne", contract.own_words],
    ]
    return [[heading, text] for heading, text in texts if text.strip()]


def _statement(person, *, several: bool) -> str:
    if several:
        return "Uczestniczyliśmy w ustalaniu treści kontraktu i rozumiemy ją."
    took_part = by_sex(
        person,
        "Uczestniczyłam w ustalaniu",
        "Uczestniczyłem w ustalaniu",
        unknown="Potwierdzam udział w ustalaniu",
    )
    return f"{took_part} treści kontraktu i rozumiem ją."


def _signatures(contract, signing) -> list[dict[str, str]]:
    boxes = [
        {"name": contract.person.full_name, "label": "podpis osoby zawierającej kontrakt"},
        *({"name": party.full_name, "label": "podpis członka rodziny"} for party in signing),
        {"name": str(contract.worker), "label": "podpis pracownika socjalnego"},
    ]
    if contract.guardian:
        # Before the worker, whose signature stands last on the form.
        boxes.insert(-1, {"name": contract.guardian, "label": "podpis kuratora lub opiekuna"})
    return boxes
