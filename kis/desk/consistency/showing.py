"""What the last checks found, laid out for the page of the program's state."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from kis.desk.consistency.checking import RULES
from kis.desk.models import Finding
from kis.lib.invariants import Invariant
from participants.models import Person

SHOWN = 20  # of one rule; the others are of the same kind


@dataclass(frozen=True)
class Shown:
    """One finding: what it is about, and the page where it is settled (empty for who may not open it).

    `person` is the number of who is named.
    """

    about: str
    day: datetime.date | None
    since: datetime.datetime
    url: str = ""
    person: int | None = None


@dataclass(frozen=True)
class Broken:
    """One rule with the first of its findings; `settled_by` names who settles it, if another does."""

    rule: Invariant
    count: int
    findings: list[Shown]
    settled_by: str


def broken_rules(user, on: datetime.date) -> list[Broken]:
    """In the order of the rules. Two queries at most."""
    rows = _first_of_each()
    people = Person.objects.visible_to(user).in_bulk({row.person_number for row in rows} - {None})
    found = defaultdict(list)
    for row in rows:
        found[row.rule].append(row)
    return [
        Broken(
            rule,
            found[key][0].count,
            [_shown(row, rule, people, user) for row in found[key]],
            _settled_by(rule, user),
        )
        for key, rule in RULES.items()
        if key in found
    ]


def _first_of_each() -> list[Finding]:
    placed = Finding.objects.open().annotate(
        place=Window(RowNumber(), partition_by="rule", order_by=["found_at", "pk"]),
        back=Window(RowNumber(), partition_by="rule", order_by=["-found_at", "-pk"]),
    )
    return list(
        placed.annotate(count=F("place") + F("back") - 1).filter(rule__in=RULES, place__lte=SHOWN)
    )


def _shown(row: Finding, rule: Invariant, people: dict[int, Person], user) -> Shown:
    person = people.get(row.person_number)
    opens = rule.address and user.has_perm(rule.right) and (person or row.person_number is None)
    url = rule.address(row.number, row.person_number) if opens else ""
    return Shown(_about(row, rule, person), row.day, row.found_at, url, person and person.pk)


def _about(row: Finding, rule: Invariant, person: Person | None) -> str:
    """A name only for who sees the person anyway; to others the number of the file."""
    whose = person or (row.person_number and f"karta nr {row.person_number}")
    has_number = row.number and row.number != row.person_number
    thing = " ".join(filter(None, [rule.thing, f"nr {row.number}"])) if has_number else ""
    return ", ".join(str(part) for part in (whose, row.name, thing) if part)


def _settled_by(rule: Invariant, user) -> str:
    if rule.address is None:
        return "" if user.has_perm("accounts.change_user") else "administrator systemu"
    return "" if user.has_perm(rule.right) else "koordynator KIS"
