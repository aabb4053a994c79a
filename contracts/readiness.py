"""What a draft still lacks before it may be printed for signature, with the place where to put it."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from contracts.models import Action, Party, SocialContract
from contracts.sections import letter
from kis.accounts.letterhead import lacking
from kis.accounts.models import Centre
from kis.lib.dates import polish


@dataclass(frozen=True)
class Missing:
    """`what` follows *brakuje* (genitive); `field` is the id of the field in the form of the draft.

    Without a field it is a fact of the person, put right on the tab *Dane*, or one of the centre, which the
    content administrator enters.
    """

    what: str
    field: str = ""
    is_of_centre: bool = False


PARTS = ("parties", "goals__actions__party", "planned_reviews")

# The boxes of parts I A and I B of the form in the regulation of 8 November 2010 (Dz.U. nr 218 poz. 1439).
# Field → what is missing without it, for both types and for B alone.
BOTH = {
    "worker_phone": "telefonu służbowego pracownika",
    "ends_on": "dnia, do którego kontrakt obowiązuje",
    "causes": "przyczyn",
    "strengths": "możliwości (mocnych stron)",
    "limits": "ograniczeń i barier",
    "main_goal": "celu głównego",
    "handing_over": "ustaleń o przekazywaniu świadczeń i korespondencji (może być „nie dotyczy”)",
}
ONLY_B = {
    "past_actions": "odpowiedzi, od kiedy osoba jest bez pracy i co podejmowano",
    "failure_reasons": "przyczyn niepowodzenia (może być „nie było”)",
    "effects_to_support": "efektów wymagających dalszego wsparcia (może być „nie było”)",
}
PERSON = {
    "born_on": "daty urodzenia osoby",
    "sex": "płci osoby",
    "citizenship": "obywatelstwa osoby",
    "address": "adresu albo miejsca pobytu osoby",
}


def missing(
    contract: SocialContract, on: datetime.date, rows: dict[int, int] | None = None
) -> list[Missing]:
    """Empty when it may be printed that day. Five queries, one where the parts were read already.

    `rows`: the numbers of actions (pk → number) on a screen that shows them in an order of its own.
    """
    prefetch_related_objects([contract], *PARTS)
    return [
        *_missing_of_person(contract),
        *_missing_texts(contract, on),
        *_missing_of_parties(contract),
        *_missing_of_plan(contract, on, rows or {}),
        *_missing_reviews(contract, on),
        *(Missing(what, is_of_centre=True) for what in lacking(Centre.objects.current())),
    ]


def first_field(found: list[Missing]) -> str:
    """The id of the first field that lacks something, empty where only facts of the person do."""
    return next((item.field for item in found if item.field), "")


def sentence(found: list[Missing]) -> str:
    what = ", ".join(item.what for item in found)
    return f"Kontraktu nie można jeszcze wydrukować do podpisu. Brakuje: {what}."


def _missing_of_person(contract) -> Iterator[Missing]:
    person = contract.person
    for field, what in PERSON.items():
        if not getattr(person, field):
            yield Missing(what)
    if not person.is_identified:
        yield Missing("numeru PESEL albo dokumentu tożsamości osoby")


def _missing_texts(contract, on) -> Iterator[Missing]:
    person = contract.person
    wanted = BOTH | (ONLY_B if contract.type == contract.Type.B else {})
    if person.needs_interpreter:
        wanted["interpreter"] = "tłumacza"
    if person.reads_with_difficulty or person.cannot_write:
        wanted["read_out_by"] = "osoby, która odczytała treść"
    for field, what in wanted.items():
        value = getattr(contract, field)
        if not value or (isinstance(value, str) and not value.strip()):
            yield Missing(what, f"id_{field}")
    if contract.ends_on and contract.ends_on < on:
        yield Missing(
            f"terminu, który jeszcze nie minął (kontrakt obowiązuje do {polish(contract.ends_on)})",
            "id_ends_on",
        )


def _missing_of_parties(contract) -> Iterator[Missing]:
    for party in contract.parties.all():
        if party.role != Party.Role.SIGNS:
            continue
        # Part I B of the form has room for one person, part I A for a family.
        if contract.type == contract.Type.B:
            yield Missing(f"zgody z rodzajem B: podpisuje tylko osoba, bez: {party}", "id_parties")
        elif not (party.pesel or party.identity_document):
            yield Missing(f"dokumentu tożsamości drugiej strony ({party})", "id_parties")


def _missing_of_plan(contract, on, rows) -> Iterator[Missing]:
    goals = contract.goals.all()
    if not goals:
        yield Missing("celu szczegółowego", "id_goals")
    for number, goal in enumerate(goals):
        if not goal.effect.strip():
            yield Missing(
                f"przewidywanego efektu celu {letter(number)})", f"id_goals-{number}-effect"
            )
    actions = [action for goal in goals for action in goal.actions.all()]
    yield from _missing_sides(contract, actions)
    for place, action in enumerate(actions, start=1):
        # As the screen counts them: empty rows between have numbers there too.
        number = rows.get(action.pk, place)
        field = f"id_actions-{number - 1}-deadline"
        if action.deadline is None:
            yield Missing(f"terminu w działaniu {number}", field)
        elif action.deadline < on:
            yield Missing(f"terminu, który jeszcze nie minął, w działaniu {number}", field)
        elif contract.ends_on and action.deadline > contract.ends_on:
            yield Missing(f"terminu przed końcem kontraktu w działaniu {number}", field)


def _missing_sides(contract, actions) -> Iterator[Missing]:
    doers = [(action.side, action.party_id) for action in actions]
    for what in idle_sides(contract, doers):
        yield Missing(what, "id_actions")


def idle_sides(contract, doers: Iterable[tuple[str, int | None]]) -> Iterator[str]:
    """Everybody who signs does something: part III of the form has a table for each. What follows *brakuje*.

    `doers`: of each action its side and the number of the party in whose table it stands.
    """
    doers = set(doers)
    if (Action.Side.PERSON, None) not in doers:
        yield "działania osoby"
    for party in contract.parties.all():
        if party.role == Party.Role.SIGNS and (Action.Side.PERSON, party.pk) not in doers:
            yield f"działania drugiej strony ({party})"
    if not any(side == Action.Side.WORKER for side, _ in doers):
        yield "działania pracownika socjalnego"


def _missing_reviews(contract, on) -> Iterator[Missing]:
    if contract.ends_on is None:
        return
    days = [review.on for review in contract.planned_reviews.all()]
    if not any(day < contract.ends_on for day in days):
        yield Missing("oceny okresowej przed końcem", "id_planned_reviews")
    if any(day < on for day in days):
        yield Missing("oceny, której dzień jeszcze nie minął (jeden minął)", "id_planned_reviews")
    if any(day > contract.ends_on for day in days):
        yield Missing(
            "oceny nie późniejszej niż koniec kontraktu (jedna jest po nim)", "id_planned_reviews"
        )
