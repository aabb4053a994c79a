"""The register's question: which people, found by what; kept with the login, never in an address."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from participants.models import Area, Eligibility, Participation, Person

# More than these are not shown: the words are too few to tell people apart.
MOST = 1000


class Group(models.TextChoices):
    NOW = "teraz", "Uczestnicy teraz"
    APPLICATIONS = "zgloszenia", "Zgłoszenia"
    PSU = "psu", "PSU"
    FORMER = "byli", "Byli uczestnicy"
    ALL = "wszyscy", "Wszyscy"


def _stays(**conditions):
    return Participation.objects.filter(person=OuterRef("pk"), **conditions)


def _open_area(kind, on):
    return Exists(Area.objects.open(on).filter(person=OuterRef("pk"), kind=kind))


def in_group(people, group: str, on: date):
    """The people of one filter of the list; *Zgłoszenia* never began participation."""
    now = Exists(_stays().on(on))
    match group:
        case Group.NOW:
            return people.filter(now)
        case Group.APPLICATIONS:
            return people.filter(_open_area(Area.Kind.KIS, on), ~Exists(_stays()))
        case Group.PSU:
            return people.filter(_open_area(Area.Kind.PSU, on))
        case Group.FORMER:
            return people.filter(~now, Exists(_stays(ends_on__lt=on)))
    return people


def active(people, on: date):
    """Those who take part now, or came and have not begun yet."""
    return people.filter(
        Exists(_stays().on(on)) | Q(_open_area(Area.Kind.KIS, on)) & ~Exists(_stays())
    )


@dataclass(frozen=True)
class Found:
    """The numbers of at most MOST people in Polish order."""

    numbers: list[int]
    too_many: bool = False  # there are others
    nearly: bool = False  # nobody has these words: here are those with a typing error between

    @property
    def count_in_words(self) -> str:
        return f"ponad {MOST}" if self.too_many else str(len(self.numbers))


def look_up(user, on: date, **search) -> Found:
    """A typing error is forgiven only where nobody was found: that is the dearer question."""
    numbers = _numbers(found(user, on, **search))
    nearly = not numbers and bool(search.get("words"))
    if nearly:
        numbers = _numbers(found(user, on, **search, nearly=True))
    return Found(numbers[:MOST], too_many=len(numbers) > MOST, nearly=nearly and bool(numbers))


def _numbers(people) -> list[int]:
    return list(people.values_list("pk", flat=True))


def found(user, on: date, *, words="", group=Group.ALL, category=None, worker=None, nearly=False):
    """Visible people in Polish order, at most MOST and one: the one more tells that there are others.

    `category` is a code; it finds only people whose category the user may read.
    """
    people = in_group(Person.objects.visible_to(user).filter(merged_into=None), group, on)
    if worker:
        people = people.filter(responsible=worker)
    if category:
        readable = Person.objects.with_sensitive_for(user, on)
        held = Eligibility.objects.on(on).filter(person=OuterRef("pk"), category__code=category)
        people = people.filter(Exists(held), pk__in=readable.values("pk"))
    if not words:
        return people.in_polish_order()[: MOST + 1]
    people = people.nearly_found_by(words) if nearly else people.found_by(words)
    # Sorting every match of a frequent word takes a second with a million people; sorting these does not.
    return Person.objects.filter(pk__in=people.values("pk")[: MOST + 1]).in_polish_order()


def rows_of(numbers: list[int], on: date) -> list[Person]:
    """These people in the order of the numbers, with the case's worker, and with the day since when each
    takes part now and that of the last end before. Two queries.
    """
    shown = ("last_name", "first_name", "born_on", "pesel", "town")
    leader = ("responsible__first_name", "responsible__last_name", "responsible__username")
    rows = Person.objects.select_related("responsible").only(*shown, *leader).in_bulk(numbers)
    for person in rows.values():
        person.takes_part_since = person.took_part_until = None
    begun = Participation.objects.filter(person__in=rows, starts_on__lte=on).order_by("starts_on")
    for number, since, until in begun.values_list("person", "starts_on", "ends_on"):
        if until is None or until >= on:
            rows[number].takes_part_since = since
        else:
            rows[number].took_part_until = until
    return [rows[number] for number in numbers if number in rows]


def short_fragments(words: str) -> list[str]:
    """Those of one or two letters: they find beginnings of surnames only."""
    return [fragment for fragment in words.split() if len(fragment) < 3]


KEPT = "register_searches"
KEPT_AT_MOST = 20


def keep_search(session, search: dict) -> str:
    """Remember a search with the login; the token tells nothing of it."""
    token = secrets.token_urlsafe(9)
    searches = [*session.get(KEPT, {}).items(), (token, search)]
    session[KEPT] = dict(searches[-KEPT_AT_MOST:])
    return token


def kept_search(session, token: str) -> dict | None:
    return session.get(KEPT, {}).get(token)
