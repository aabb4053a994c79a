"""What contracts tells in the head of a person's file: the contract, a gap under a stay, the next step."""

from functools import cache

from django.urls import reverse

from contracts.models import SocialContract
from contracts.participation import Cover, gaps
from kis.lib.dates import DAY, polish
from kis.lib.worded import worded
from participants.file import DUE, LATE, LOOK, Fact, Step, state_until
from participants.head_facts import last_stay_once
from participants.models import Person

State = SocialContract.State


def contracts_once(person: Person, *related: str) -> list[SocialContract]:
    """For one request's pages: head, next step and tab ask for the same rows. The newest first.

    A page that shows who wrote or signed asks before the head, which tells of neither, with `related`.
    """
    if not hasattr(person, "_contracts"):
        person._contracts = _contracts_with(related)(person.pk, person=person)
    return person._contracts


@cache
def _contracts_with(related: tuple[str, ...]):
    @worded(*related)
    def contracts_of(person_pk: int):
        return SocialContract.objects.filter(person=person_pk)

    return contracts_of


def covers_once(person: Person) -> list[Cover]:
    return [
        Cover(contract.number, contract.signed_on, contract.last_day)
        for contract in contracts_once(person)
        if contract.is_binding
    ]


def gaps_once(person: Person, on) -> list:
    return gaps(last_stay_once(person), covers_once(person), on)


def contract_facts(person: Person, on, sensitive: bool) -> list[Fact]:
    facts = [_fact_of(contract, on) for contract in _telling(contracts_once(person), on)]
    if found := gaps_once(person, on):
        first = found[-1][0]
        if found[-1][1] == on:
            facts.append(Fact(f"Udział bez kontraktu od {polish(first)}", LATE))
        else:
            facts.append(Fact(f"Udział był bez kontraktu od {polish(first)}", DUE))
    return facts or [Fact("Kontrakt: brak", DUE)]


def _telling(contracts, on) -> list[SocialContract]:
    """Those that bind or are on their way; without any of them the one that ended last."""
    now = [
        contract
        for contract in contracts
        if contract.covers(on) or contract.state in (State.DRAFT, State.PRINTED, State.REFUSED)
    ]
    past = [contract for contract in contracts if contract.is_binding]
    return now or sorted(past, key=lambda contract: contract.last_day)[-1:]


def _fact_of(contract, on) -> Fact:
    title = f"Kontrakt {contract.type} {contract.number}".strip()
    if contract.covers(on):
        return Fact(f"{title} – do {polish(contract.last_day)}", state_until(contract.last_day, on))
    if contract.is_binding:
        return Fact(f"{title} – skończył się {polish(contract.last_day)}", LATE)
    return Fact(f"{title}: {contract.get_state_display().lower()}", LOOK)


def contract_step(person: Person, on, user) -> Step | None:
    """A contract on its way first; then a contract where none binds; then the stay itself.

    Nothing for a person whose stay in the club is over: coming again is the worker's decision.
    """
    stay = last_stay_once(person)
    if stay and stay.ends_on and stay.ends_on < on:
        return None
    is_covered = any(cover.holds(on) for cover in covers_once(person))
    if user.has_perm("contracts.write_contract") and _needs_contract(person, on, stay):
        return _towards_a_contract(person)
    if is_covered and stay is None and user.has_perm("contracts.write_participation"):
        return Step("rozpocznij udział w KIS", reverse("contracts:begin", args=[person.pk]))
    return None


def _needs_contract(person, on, stay) -> bool:
    """None binds today, or it is the last day of the one under a stay that goes on."""
    days = [on, on + DAY] if stay and stay.ends_on is None else [on]
    covers = covers_once(person)
    return not all(any(cover.holds(day) for cover in covers) for day in days)


def _towards_a_contract(person) -> Step:
    open_ones = {contract.state: contract for contract in reversed(contracts_once(person))}
    for state, label, name in (
        (State.PRINTED, "zarejestruj podpisanie", "contracts:sign"),
        (State.DRAFT, "dokończ kontrakt", "contracts:edit"),
        (State.REFUSED, "wróć do edycji kontraktu", "contracts:back_to_draft"),
    ):
        if contract := open_ones.get(state):
            return Step(label, reverse(name, args=[person.pk, contract.pk]))
    return Step("nowy kontrakt", reverse("contracts:new", args=[person.pk]))
