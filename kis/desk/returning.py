"""The way back to work: files that the user opened last, and what others changed since the last login."""

import datetime
from dataclasses import dataclass

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
    "psu": "PSU",
    "contract": "kontrakt",
}


@dataclass(frozen=True)
class Opened:
    name: str
    what: str
    when: str
    url: str


def last_opened(user, now: datetime.datetime) -> list[Opened]:
    """The last files, each once, newest first; only people whom the user still sees. Two queries."""
    newest: dict[int, AccessEntry] = {}
    entries = AccessEntry.objects.filter(user=user, person_number__isnull=False, kind__in=OPENED)
    for entry in entries.order_by("-at", "-pk")[:LOOKED_THROUGH]:
        newest.setdefault(entry.person_number, entry)
    people = Person.objects.visible_to(user).in_bulk(newest)
    return [
        _opened(entry, people[number], now) for number, entry in newest.items() if number in people
    ][:LAST]


def not_saved(user, now: datetime.datetime) -> list[Opened]:
    """Forms with text that the user typed and has not saved, newest first. Two queries.

    A form that the program has no more is left out.
    """
    kept = user.drafts.order_by("-saved_at")[:LAST]
    drafts = [draft for draft in kept if is_address_of_ours(draft.address)]
    numbers = {draft.pk: _person_in(draft.address) for draft in drafts}
    people = Person.objects.visible_to(user).in_bulk(set(numbers.values()) - {None})
    return [
        Opened(
            str(people.get(numbers[draft.pk], "Formularz")),
            "niezapisany tekst",
            moment(draft.saved_at, now),
            draft.address,
        )
        for draft in drafts
    ]


def _person_in(address: str) -> int | None:
    """The number of the person whose file the form belongs to."""
    return resolve(address).kwargs.get("pk") if address.startswith("/osoby/") else None


def _opened(entry, person, now) -> Opened:
    what, url = OPENED[entry.kind], reverse("desk:overview", args=[person.pk])
    if entry.kind == "contract":
        is_draft = entry.act == "edit_contract"
        name = "contracts:edit" if is_draft else "contracts:contract"
        what = "szkic kontraktu" if is_draft else what
        url = reverse(name, args=[person.pk, entry.number])
    elif entry.kind == "psu":
        url = reverse("psu:person", args=[person.pk])
    return Opened(str(person), what, moment(entry.at, now), url)


def moment(at: datetime.datetime, now: datetime.datetime) -> str:
    """dziś 14.12 · piątek 15.05 · 3.11.2026"""
    at, now = timezone.localtime(at), timezone.localtime(now)
    days = (now.date() - at.date()).days
    if days > 6:
        return polish(at.date())
    day = "dziś" if days == 0 else weekday(at)
    return f"{day} {at:%-H.%M}"
