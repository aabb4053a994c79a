"""The way back to work: files that the user opened last, and what others changed since the last login."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.urls import resolve, reverse
from django.utils import timezone

from kis.accounts.drafts import is_address_of_ours
from kis.journal.models import AccessEntry
from kis.lib.dates import polish, weekday
from participants.models import Person

LAST = 5
# Of the newest entries; one file is looked at many times a day.
LOOKED_THROUGH = 100

# Kind of the thing opened → words; what else is in the log is opened by lists, not by its file.
OPENED = {
    "person": "karta",
    "history": "historia",
    "documents": "dokumenty",
    "psu": "PSU",
    "contract": "kontrakt",
}


@dataclass(frozen=True)
class Opened:
    name: str
    what: str
    when: str
    url: str


class Entry(NamedTuple):
    """What the log tells of a file that was opened, with the person's name where the user still sees it."""

    at: datetime.datetime
    act: str
    kind: str
    number: int | None
    person_number: int
    name: str | None


def last_opened(user, now: datetime.datetime) -> list[Opened]:
    """The last files, each once, newest first; only people whom the user still sees. One query."""
    seen = Person.objects.visible_to(user).filter(pk=OuterRef("person_number"))
    full_name = Concat("last_name", Value(" "), "first_name", output_field=CharField())
    entries = (
        AccessEntry.objects.filter(user=user, person_number__isnull=False, kind__in=OPENED)
        .order_by("-at", "-pk")
        .annotate(name=Subquery(seen.values(name=full_name)))
    )
    # Each file once: told in SQL it would be a sort of the user's whole log.
    newest = {}
    for entry in map(Entry._make, entries.values_list(*Entry._fields)[:LOOKED_THROUGH]):
        newest.setdefault(entry.person_number, entry)
    found = [entry for entry in newest.values() if entry.name is not None]
    return [_opened(entry, now) for entry in found[:LAST]]


def not_saved(user, now: datetime.datetime) -> list[Opened]:
    """Forms with text that the user typed and has not saved, newest first. At most two queries.

    Each form once, however many windows kept a text of it; one that the program has no more is left out.
    """
    kept = user.drafts.order_by("-saved_at").values_list("address", "saved_at")[:LOOKED_THROUGH]
    newest = {}
    for address, saved_at in kept:
        newest.setdefault(address, saved_at)
    drafts = [draft for draft in newest.items() if is_address_of_ours(draft[0])][:LAST]
    numbers = {address: _person_in(address) for address, _ in drafts}
    # Who lost sight of the person keeps the text, without the name.
    people = _names(user, set(numbers.values()) - {None})
    return [
        Opened(
            people.get(numbers[address], "Formularz"),
            "niezapisany tekst",
            moment(saved_at, now),
            address,
        )
        for address, saved_at in drafts
    ]


def _names(user, numbers: set[int]) -> dict[int, str]:
    if not numbers:
        return {}
    people = Person.objects.visible_to(user).filter(pk__in=numbers)
    return {person.pk: str(person) for person in people.only("last_name", "first_name")}


def _person_in(address: str) -> int | None:
    """The number of the person whose file the form belongs to."""
    return resolve(address).kwargs.get("pk") if address.startswith("/osoby/") else None


def _opened(entry: Entry, now) -> Opened:
    person = entry.person_number
    what, url = OPENED[entry.kind], reverse("desk:overview", args=[person])
    if entry.kind == "contract":
        is_draft = entry.act == "edit_contract"
        name = "contracts:edit" if is_draft else "contracts:contract"
        what = "szkic kontraktu" if is_draft else what
        url = reverse(name, args=[person, entry.number])
    elif entry.kind == "psu":
        url = reverse("psu:person", args=[person])
    return Opened(entry.name, what, moment(entry.at, now), url)


def moment(at: datetime.datetime, now: datetime.datetime) -> str:
    """dziś 14.12 · piątek 15.05 · 3.11.2026"""
    at, now = timezone.localtime(at), timezone.localtime(now)
    days = (now.date() - at.date()).days
    if days > 6:
        return polish(at.date())
    day = "dziś" if days == 0 else weekday(at)
    return f"{day} {at:%-H.%M}"
