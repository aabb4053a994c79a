"""The register's question: which people, found by what."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from kis.accounts.models import short_name
from kis.lib.dates import polish
from participants.eligible_people import Lacks, what_they_lack
from participants.models import Area, Eligibility, Participation, Person
from participants.models.other_files import of_other_file
from participants.models.person import address_line
from participants.words import fragments, is_short

# More than these are not shown, unless more are asked for: the words are too few to tell people apart.
MOST = 1000


class PeopleGroup(models.TextChoices):
    NOW = "teraz", "Uczestnicy teraz"
    APPLICATIONS = "zgloszenia", "Zgłoszenia"
    PSU = "psu", "PSU"
    FORMER = "byli", "Byli uczestnicy"
    ALL = "wszyscy", "Wszyscy"


def _stays(person="pk", **conditions):
    return Participation.objects.filter(person=OuterRef(person), **conditions)


def _application(on, person="pk"):
    return Exists(Area.objects.going_on(on).filter(person=OuterRef(person), kind=Area.Kind.KIS))


def _whole(rows):
    """Of rows with a `person` the numbers of the files that stand for their people."""
    return rows.order_by().values_list(Coalesce("person__merged_into", "person"))


def in_group(people, group: str, on: date):
    """The people of one filter of the list; *Zgłoszenia* never began participation.

    What stands in a file merged into another is that one's.
    """
    stays, areas = Participation.objects, Area.objects.open(on)
    match group:
        case PeopleGroup.NOW:
            return people.filter(pk__in=_whole(stays.on(on)))
        case PeopleGroup.APPLICATIONS:
            of_merged = _whole(stays.filter(person__merged_into__isnull=False))
            return people.filter(_application(on), ~Exists(_stays())).exclude(pk__in=of_merged)
        case PeopleGroup.PSU:
            return people.filter(pk__in=_whole(areas.filter(kind=Area.Kind.PSU)))
        case PeopleGroup.FORMER:
            ended = _whole(stays.filter(ends_on__lt=on))
            return people.filter(pk__in=ended).exclude(pk__in=_whole(stays.on(on)))
    return people


def is_active(person: str, on: date) -> Q:
    """Of rows with this column of a person: who takes part now, or came and has not begun yet.

    A stay in the person's other file counts as one in this.
    """
    own, other = _stays(person), Participation.objects.filter(of_other_file(person))
    has_come = Q(_application(on, person)) & ~Exists(own) & ~Exists(other)
    return Q(Exists(own.on(on))) | has_come | Q(Exists(other.on(on)))


@dataclass(frozen=True)
class FoundPerson:
    """A person in a list of the register."""

    pk: int
    last_name: str
    first_name: str
    born_on: date | None
    pesel: str
    town: str
    phone: str
    address: str
    leader: str  # of the case: A. Wrona
    stays_from: date | None = None  # the last stay that has begun
    stays_until: date | None = None
    takes_part: bool = False
    stay_kind: str = ""  # of the same stay: with a contract or without
    categories: str = ""  # of a row `with_categories`
    conditions: str = ""  # of a row `with_conditions`

    def __str__(self):
        return f"{self.last_name} {self.first_name}"

    @property
    def takes_part_since(self) -> date | None:
        """Where the person takes part now."""
        return self.stays_from if self.takes_part else None

    @property
    def took_part_until(self) -> date | None:
        """The last end that has passed."""
        return None if self.takes_part else self.stays_until

    @property
    def participation(self) -> str:
        if self.takes_part:
            return f"trwa od {polish(self.stays_from)}"
        return f"do {polish(self.stays_until)}" if self.stays_until else "bez udziału"


class Found:
    """At most `most` people in Polish order: counted at once, a slice is read with two queries."""

    def __init__(
        self,
        count: int,
        read: Callable[[int, int], list[tuple]],
        on: date,
        *,
        most: int,
        nearly=False,
    ):
        self.count, self.read, self.on, self.most = count, read, on, most
        self.nearly = nearly  # nobody has these words: here are those with a typing error between

    @property
    def too_many(self) -> bool:
        """There are others."""
        return self.count > self.most

    @property
    def count_in_words(self) -> str:
        return f"ponad {self.most}" if self.too_many else str(len(self))

    def __len__(self):
        return min(self.count, self.most)

    def __getitem__(self, part: slice) -> list[FoundPerson]:
        start, stop, _ = part.indices(len(self))
        return _rows(self.read(start, stop), self.on)


def look_up(user, on: date, *, most: int | None = None, **search) -> Found:
    """A typing error is forgiven only where nobody was found: that is the dearer question."""
    most = most or MOST
    if {name for name, asked in search.items() if asked} <= {"group"}:
        return _everybody(search.get("group") or PeopleGroup.ALL, user, on, most)
    numbers = _numbers(found(user, on, **search, most=most))
    nearly = not numbers and bool(search.get("words"))
    if nearly:
        numbers = _numbers(found(user, on, **search, most=most, nearly=True))
    return Found(
        len(numbers),
        lambda *part: _these(numbers[slice(*part)]),
        on,
        most=most,
        nearly=nearly and bool(numbers),
    )


def _everybody(group: str, user, on: date, most: int) -> Found:
    """Of a filter, whom the reader sees."""
    people = _listed(group, user, on)
    # Counted no further than it is told: a million rows would be counted for "ponad 1000".
    count = people.order_by()[: most + 1].count()
    return Found(count, lambda *part: list(people[slice(*part)].values_list(*SHOWN)), on, most=most)


def _numbers(people) -> list[int]:
    return list(people.values_list("pk", flat=True))


def _listed(group: str, user, on: date):
    """The visible people of a filter in Polish order."""
    people = Person.objects.visible_to(user).filter(merged_into=None)
    return in_group(people, group, on).in_polish_order()


def found(
    user,
    on: date,
    *,
    words="",
    group=PeopleGroup.ALL,
    category=None,
    worker=None,
    most: int | None = None,
    nearly=False,
):
    """Visible people in Polish order, at most `most` and one: the one more tells that there are others.

    `category` is a code; it finds only people whose category the user may read.
    """
    people, asked = _listed(group, user, on), (most or MOST) + 1
    if worker:
        people = people.filter(responsible=worker)
    if category:
        readable = Person.objects.with_sensitive_for(user, on)
        held = Eligibility.objects.on(on).filter(category__code=category)
        people = people.filter(pk__in=_whole(held)).filter(pk__in=readable.values("pk"))
    if not words:
        return people[:asked]
    people = people.order_by()
    merged = Person.objects.filter(merged_into__isnull=False)
    # By the names and the number on a merged file its person is found, too.
    by_merged = people.filter(pk__in=_with_words(merged, words, nearly).values("merged_into"))
    by_own = _with_words(people, words, nearly)
    numbers = (part.values("pk")[:asked] for part in (by_own, by_merged))
    # Sorting every match of a frequent word takes a second with a million people; sorting these does not.
    own, others = numbers
    return Person.objects.filter(pk__in=own.union(others)).in_polish_order()[:asked]


def _with_words(people, words: str, nearly: bool):
    return people.nearly_found_by(words) if nearly else people.found_by(words)


SHOWN = (
    *("pk", "last_name", "first_name", "born_on", "pesel", "town", "phone"),
    *("street", "house", "postal_code", "place_of_stay"),
    *("responsible__first_name", "responsible__last_name", "responsible__username"),
)


def _these(numbers: list[int]) -> list[tuple]:
    return list(Person.objects.filter(pk__in=numbers).in_polish_order().values_list(*SHOWN))


def _files_of(numbers: list[int]):
    return Person.objects.filter(Q(pk__in=numbers) | Q(merged_into__in=numbers)).values("pk")


def _stays_begun(numbers: list[int], on: date):
    begun = Participation.objects.filter(person__in=_files_of(numbers), starts_on__lte=on)
    whole = Coalesce("person__merged_into", "person")
    return begun.order_by("starts_on").values_list(whole, "starts_on", "ends_on", "kind")


def _rows(answered: list[tuple], on: date) -> list[FoundPerson]:
    stays = _stays_begun([facts[0] for facts in answered], on)
    # In the order of their beginning: of several stays the last one stays in the dict.
    last_stays = {person: days for person, *days in stays}
    return [_row(facts, last_stays.get(facts[0]), on) for facts in answered]


def _row(facts: tuple, stay: list | None, on: date) -> FoundPerson:
    *own, town, phone, street, house, postal_code, place, first_name, last_name, username = facts
    address = address_line(street, house, postal_code, town, place)
    leader = short_name(first_name, last_name, username)
    row = FoundPerson(*own, town, phone, address, leader)
    if stay is None:
        return row
    since, until, kind = stay
    return replace(
        row,
        stays_from=since,
        stays_until=until,
        takes_part=until is None or until >= on,
        stay_kind=Participation.Kind(kind).label,
    )


def with_categories(people: list[FoundPerson], user, on: date) -> list[FoundPerson]:
    """Each with the names of the categories of the day, the main one first, as the user may read them.

    One query.
    """
    files = _files_of([person.pk for person in people])
    whole = Coalesce("person__merged_into", "person")
    readable = Person.objects.with_sensitive_for(user, on).filter(pk=OuterRef("whole"))
    held = Eligibility.objects.on(on).filter(person__in=files).annotate(whole=whole)
    rows = held.annotate(sensitive=Exists(readable)).select_related("category")
    names: dict[int, list[str]] = {}
    for row in rows:
        names.setdefault(row.whole, []).append(row.category.name_for(sensitive=row.sensitive))
    return [replace(person, categories="; ".join(names.get(person.pk, ()))) for person in people]


def with_conditions(people: list[FoundPerson], user, on: date) -> list[FoundPerson]:
    """Each with what the person lacks that day to be eligible, where the user may read it. One query."""
    numbers = [person.pk for person in people]
    readable = Person.objects.with_sensitive_for(user, on).filter(pk__in=numbers)
    lacking = what_they_lack(readable, on)
    return [replace(person, conditions=_conditions(lacking.get(person.pk))) for person in people]


def _conditions(lacks: Lacks | None) -> str:
    if lacks is None:
        return "zastrzeżone"
    missing = [
        *(["kategorii z ważnym dokumentem"] if lacks.ground else []),
        *(["odpowiedzi o świadczeniach"] if lacks.benefits else []),
        *(["informacji o danych"] if lacks.information else []),
    ]
    return f"brakuje: {', '.join(missing)}" if missing else "spełnione"


def short_fragments(words: str) -> list[str]:
    """Those of one or two letters: they find beginnings of surnames only."""
    return [fragment for fragment in fragments(words) if is_short(fragment)]
