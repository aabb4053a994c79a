"""Two files that are probably one person's, beside each other: what differs and how much each holds."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Value
from django.utils import timezone

from kis.lib.dates import polish
from kis.lib.pesel import masked
from participants.file import kinds_of_parts
from participants.models import Person


@dataclass(frozen=True)
class Difference:
    label: str
    first: str
    second: str


@dataclass(frozen=True)
class Pair:
    """Two files, the one with the lower number first, with what differs and how much each holds."""

    first: Person
    second: Person
    same_document: bool
    held: dict[int, dict[str, int]]

    @property
    def why(self) -> str:
        return "ten sam numer dokumentu" if self.same_document else "podobne imię i nazwisko"

    @property
    def _compared(self) -> list[Difference]:
        return [Difference(label, told(self.first), told(self.second)) for label, told in COMPARED]

    @property
    def differences(self) -> list[Difference]:
        facts = [row for row in self._compared if row.first != row.second]
        return [*facts, *self.rows]

    @property
    def same(self) -> list[str]:
        return [
            f"{row.label}: {row.first}" for row in self._compared if row.first == row.second != ""
        ]

    @property
    def rows(self) -> list[Difference]:
        """What both hold, by kind."""
        first, second = self.held[self.first.pk], self.held[self.second.pk]
        kinds = [kind for kind in first if first[kind] or second[kind]]
        return [Difference(kind, str(first[kind]), str(second[kind])) for kind in kinds]

    @property
    def to_stay(self) -> Person:
        """The file with more in it; of two alike the older one."""
        first, second = (sum(self.held[person.pk].values()) for person in (self.first, self.second))
        return self.second if second > first else self.first

    @property
    def two_numbers(self) -> bool:
        """Both have a PESEL, each its own: one is wrong, was changed, or they are two people."""
        return bool(self.first.pesel and self.second.pesel)


def _name(person: Person) -> str:
    return " ".join(filter(None, [person.last_name, person.first_name, person.second_name]))


def _document(person: Person) -> str:
    return "" if person.pesel else person.identification


COMPARED = (
    ("Nazwisko i imię", _name),
    ("PESEL", lambda person: masked(person.pesel) if person.pesel else ""),
    ("Dokument", _document),
    ("Data urodzenia", lambda person: polish(person.born_on) if person.born_on else ""),
    ("Adres", lambda person: person.address),
    ("Telefon", lambda person: person.phone),
    ("Prowadzi", lambda person: person.responsible.short_name),
    ("Zarejestrowano", lambda person: polish(timezone.localdate(person.created_at))),
    ("Po czym poznać (przy rejestracji)", lambda person: person.distinguished_by),
)


def read_pairs(found: Collection[tuple[int, int, bool]]) -> list[Pair]:
    """Two queries, however many."""
    numbers = {number for first, second, _ in found for number in (first, second)}
    people = Person.objects.select_related("responsible").in_bulk(numbers)
    held = held_by(numbers)
    return [Pair(people[first], people[second], same, held) for first, second, same in found]


def pair_of(one: Person, other: Person) -> Pair:
    first, second = sorted([one, other], key=lambda person: person.pk)
    return Pair(first, second, same_document=False, held=held_by([first.pk, second.pk]))


def held_by(people: Collection[int]) -> dict[int, dict[str, int]]:
    """How many rows of each kind these files hold. One query."""
    kinds = {words: rows for part in kinds_of_parts() for words, rows in part.holdings().items()}
    held: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(kinds, 0))
    parts = [
        rows.filter(person__in=people)
        .order_by()
        .values("person")
        .annotate(kind=Value(words), rows=Count("pk"))
        .values_list("person", "kind", "rows")
        for words, rows in kinds.items()
    ]
    for person, words, count in parts[0].union(*parts[1:], all=True) if people else ():
        held[person][words] = count
    return held
