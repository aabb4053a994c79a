"""Files in the register that are probably one person's: the question of duplicates, of everybody at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Value
from django.utils import timezone

from kis.lib.dates import polish
from kis.lib.pesel import masked
from kis.lib.worded import sql_of
from participants.file import kinds_of_parts
from participants.models import Person
from participants.words import DASHES

MOST = 1000  # pairs; whoever has more settles these first

# As participants.duplicates asks of one: a given name in common and a surname in common, of a doubled one its
# part; or the two exchanged. Each becomes keys that two people either share or do not. Of two doubled
# surnames a common part is not enough, so one of the two keys must be a whole name.
PAIRS = """
WITH said AS (
    SELECT p.id, p.born_on, p.last_name, p.first_name,
        {parts_of_last_name} AS surname, {parts_of_first_name} AS called, {parts_of_given} AS given
    FROM participants_person p WHERE p.id IN ({people})
), keys AS (
    SELECT id, born_on, array_to_string(ARRAY(SELECT part FROM unnest(surname) part ORDER BY 1), ' ') AS key,
        unnest(given) AS given, 'whole' AS kind FROM said
    UNION SELECT id, born_on, part, name, 'part' FROM said, unnest(surname) part, unnest(given) name
        WHERE cardinality(surname) > 1 AND length(part) > 2
    UNION SELECT id, born_on, array_to_string(ARRAY(SELECT part FROM unnest(called) part ORDER BY 1), ' '),
        unnest(surname), 'exchanged' FROM said
), alike AS (
    SELECT one.id AS first, two.id AS second, FALSE AS same_document
    FROM keys one JOIN keys two ON one.key = two.key AND one.given = two.given AND one.id < two.id
        AND 'whole' IN (one.kind, two.kind)
    WHERE one.born_on IS NULL OR two.born_on IS NULL OR abs(one.born_on - two.born_on) <= 1
        OR (date_part('year', one.born_on) = date_part('year', two.born_on)
            AND date_part('day', one.born_on) = date_part('month', two.born_on)
            AND date_part('month', one.born_on) = date_part('day', two.born_on))
), papers AS (
    SELECT p.id, upper(regexp_replace(p.identity_number, '[^[:alnum:]]', '', 'g')) AS number
    FROM participants_person p WHERE p.identity_number <> '' AND p.id IN ({people})
), found AS (
    SELECT first, second, same_document FROM alike
    UNION ALL SELECT one.id, two.id, TRUE
    FROM papers one JOIN papers two ON one.number = two.number AND one.id < two.id WHERE one.number <> ''
)
SELECT found.first, found.second, bool_or(found.same_document)
FROM found JOIN said ON said.id = found.first
WHERE NOT EXISTS (SELECT 1 FROM participants_toldapart apart
    WHERE apart.first_id = found.first AND apart.second_id = found.second AND apart.undone_at IS NULL)
GROUP BY found.first, found.second, said.last_name, said.first_name
ORDER BY said.last_name, said.first_name, found.first, found.second LIMIT {most}
"""


def _parts(text: str) -> str:
    return f"string_to_array(btrim(regexp_replace({text}, '[\\s{DASHES}]+', ' ', 'g')), ' ')"


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


def probable_pairs(user) -> list[tuple[int, int, bool]]:
    """Numbers of files that the user sees, in Polish order, and whether the document is the same.

    Pairs with a file outside the user's scope are left out, as are those told apart. One query.
    """
    people = Person.objects.visible_to(user).filter(merged_into=None).order_by().values("pk")
    sql, values = sql_of(people)
    text = PAIRS.format(
        people=sql,
        most=MOST,
        parts_of_last_name=_parts("p.folded_last_name"),
        parts_of_first_name=_parts("public.fold(p.first_name)"),
        parts_of_given=_parts("public.fold(p.first_name || ' ' || p.second_name)"),
    )
    with connection.cursor() as cursor:
        cursor.execute(text, [*values, *values])
        return cursor.fetchall()


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
