"""The head of a person's file: what matters now, told by each app about its own part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from participants.models import Person

GOOD, DUE, LATE, LOOK, NEUTRAL = "good", "due", "late", "look", "neutral"

DUE_DAYS = 30


@dataclass(frozen=True)
class Fact:
    """A chip in the head. The state's colour never stands alone: the text says it in words."""

    text: str
    state: str = NEUTRAL


@dataclass(frozen=True)
class Step:
    """The one thing to do next, as the filled button of the head."""

    label: str
    url: str


# Each app above appends its functions when it is ready: f(person, on, sensitive) → its facts. `sensitive`
# tells whether the reader may know category and contract.
FACTS: list[Callable[[Person, date, bool], list[Fact]]] = []
# f(person, on, user) → the next step that this app knows of, or None. Lower floors come first: a person
# without a category needs that before a contract.
STEPS: list[Callable] = []


# The tabs of a file, each a page of the app that knows it: title, address by name, right.
TABS = [
    ("Przegląd", "desk:overview", "participants.view_register"),
    ("Dane", "participants:details", "participants.view_register"),
    ("Kategoria i dokumenty", "participants:eligibility", "participants.view_register"),
    ("Kontrakty", "contracts:person", "contracts.view_contract"),
    ("Udział w KIS", "contracts:participation", "contracts.view_contract"),
    ("PSU", "psu:person", "psu.view_person_psu"),
    ("Historia", "desk:history", "participants.view_register"),
]


@dataclass(frozen=True)
class Tab:
    """`current` as aria-current has it: "page" for the page itself, "true" for one below it, else empty."""

    title: str
    url: str
    current: str


def tabs(request, person: Person) -> list[Tab]:
    shown = [
        (title, name, reverse(name, args=[person.pk]))
        for title, name, right in TABS
        if request.user.has_perm(right)
    ]
    return [Tab(title, url, _current(request, name, url)) for title, name, url in shown]


def _current(request, name: str, url: str) -> str:
    if request.resolver_match.view_name == name:
        return "page"
    # Every page of the file stands below the overview's address: that one says nothing.
    return "true" if request.path.startswith(url) and name != TABS[0][1] else ""


def state_until(day: date | None, on: date) -> str:
    """How near an end is: late when it passed, due within thirty days, else good."""
    if day is None:
        return GOOD
    if day < on:
        return LATE
    return DUE if (day - on).days <= DUE_DAYS else GOOD


def facts(person: Person, on: date, *, sensitive: bool) -> list[Fact]:
    return [fact for tell in FACTS for fact in tell(person, on, sensitive)]


def next_step(person: Person, on: date, user) -> Step | None:
    """The first step that any app names; none for a reader who may not write in the case."""
    if not person.is_writable_by(user, on):
        return None
    return next((step for ask in STEPS if (step := ask(person, on, user))), None)


def act_context(request, person: Person, on: date, **more) -> dict:
    """What participants/file_act.html needs, for an act of any app: `act_context(..., form=form)`."""
    return {
        "person": person,
        "on": on,
        "sensitive": person.shows_sensitive_to(request.user, on),
        "writable": person.is_writable_by(request.user, on),
        "age": person.age(on),
        "file_tabs": tabs(request, person),
        **more,
    }


def file_context(request, person: Person, on: date, **more) -> dict:
    """What participants/file.html needs, for a tab of any app: what matters now as well."""
    context = act_context(request, person, on)
    found = facts(person, on, sensitive=context["sensitive"])
    return context | {"facts": found, "next_step": next_step(person, on, request.user)} | more
