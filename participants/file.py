"""A person's file: one object for a request, in which each app tells its own part.

The parts and their order are named on the roof, in the setting FILE_PARTS.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string

from participants.files import other_files, whole
from participants.models import CaseOpening, Person, Restriction
from participants.models.people import reads_every_case

GOOD, DUE, LATE, LOOK, NEUTRAL = "good", "due", "late", "look", "neutral"

DUE_DAYS = 30


@dataclass(frozen=True)
class Fact:
    """A chip in the head. The state's colour never stands alone: the text says it in words."""

    text: str
    state: str = NEUTRAL

    @property
    def at_rest(self) -> "Fact":
        """The same of a person who waits for nothing: what lacks or ran out is nobody's task then."""
        return Fact(self.text) if self.state in (DUE, LATE) else self


@dataclass(frozen=True)
class Step:
    """The one thing to do next, as the filled button of the head; `other`: what may be right instead."""

    label: str
    url: str
    other: "Step | None" = None


@dataclass(frozen=True)
class FileGap:
    """What keeps a person from taking part, and the page where it is put right."""

    text: str
    action: str
    url: str


@dataclass(frozen=True)
class Tab:
    """`current` as aria-current has it: "page" for the page itself, "true" for one below it, else empty."""

    title: str
    url: str
    current: str


@dataclass(frozen=True)
class KeptPaper:
    """A paper that was made, or one of which there is a scan, in the file with the number `person`.

    `url`: empty where it cannot be opened, or not by this reader. `place`: where the paper itself is kept.
    """

    on: date
    what: str
    person: int
    url: str = ""
    is_scan: bool = False
    place: str = ""
    is_voided: bool = False

    @property
    def file_word(self) -> str:
        """What the reader can open; empty for nothing."""
        if not self.url:
            return ""
        return "Skan" if self.is_scan else "PDF"


class FilePart:
    """What an app tells in a person's file: a tab, facts for the head, the next step that it knows of.

    A part lives as long as its file: what it reads it keeps, for head, step, tab and other parts ask alike.
    """

    # The tab: its title, the name of its address and the right to open it. A part may do without.
    title = page = right = ""
    # Whether what the part holds shows that the person was admitted to the club and may begin.
    admits = False

    def __init__(self, file: "PersonFile"):
        self.file = file

    @classmethod
    def holdings(cls) -> dict[str, QuerySet]:
        """What the app holds of people, by the words for it: rows with a `person`, to be counted."""
        return {}

    def facts(self) -> list[Fact]:
        return []

    def next_step(self) -> Step | None:
        return None

    def papers(self) -> list[KeptPaper]:
        """Of all the person's files, in any order."""
        return []

    def done_since(self, first: date) -> list[str]:
        """Sentences on what the person did from that day on, for who looks back on a contract."""
        return []


Part = TypeVar("Part", bound=FilePart)
Row = TypeVar("Row")


@cache
def kinds_of_parts() -> list[type[FilePart]]:
    return [import_string(name) for name in settings.FILE_PARTS]


class PersonFile:
    """The file of one person as one user reads it on a day."""

    # Of a case that the user opened with a reason; only participants.scope finds it, and notes the look.
    opening: CaseOpening | None = None

    def __init__(self, person: Person, user, on: date):
        self.person, self.user, self.on = person, user, on
        self._parts: dict[type[FilePart], FilePart] = {}

    @property
    def whole(self) -> int:
        """The number of the file that stands for the person: this one, or the one that it was merged into."""
        return whole(self.person)

    @cached_property
    def others(self) -> list[Person]:
        """The person's other files. No query for who was read with `has_merged` and has none."""
        return other_files(self.person)

    @property
    def files(self) -> QuerySet:
        """Of all the person's files, to be asked within another query: rows by them stand in either."""
        return Person.objects.files_of(self.whole)

    @property
    def has_merged(self) -> bool:
        """Whether other files were merged into this one. No query for who was read with the answer."""
        known = getattr(self.person, "has_merged", None)
        return bool(self.others) if known is None else known

    @property
    def first(self) -> Person | None:
        """The file that this one was merged into."""
        return self.person.merged_into if self.person.merged_into_id else None

    def part(self, kind: type[Part]) -> Part:
        if kind not in self._parts:
            self._parts[kind] = kind(self)
        return self._parts[kind]

    @property
    def writable(self) -> bool:
        """Whether something may be entered: in a case of the user's, while the data are not restricted."""
        return self.leads and not self.is_restricted

    @cached_property
    def is_restricted(self) -> bool:
        """By art. 18 RODO. One query, unless the person was read with the answer."""
        known = getattr(self.person, "is_restricted", None)
        return Restriction.objects.of_files(self.files).exists() if known is None else known

    @cached_property
    def restriction(self) -> Restriction | None:
        """The one in force. One query where there is one."""
        if not self.is_restricted:
            return None
        return Restriction.objects.of_files(self.files).first()

    @cached_property
    def leads(self) -> bool:
        """Whether the user may write in the case. One query, unless the person was read with the answer.

        In a merged file that is carrying on what stands there: the database lets nothing new in.
        """
        people = Person.objects.rows_writable_by(self.user, self.on)
        return people.filter(pk=self.person.pk).exists()

    @property
    def sensitive(self) -> bool:
        """Whether the user may read category, evidence, restricted notes and contracts of this person.

        Who does not read every case reads the own ones, and those opened with a reason. Of many people:
        Person.objects.with_sensitive_for.
        """
        return reads_every_case(self.user) or self.leads or self.opening is not None

    def shown(self, rows: Iterable[Row], days: Callable[[Row], tuple]) -> list[Row]:
        """Those that this reader is shown: of an inspector what touches the period of the inspection.

        For what a page lists, behind all that was decided by them: a stay is not without a contract because
        its reader may not see that one. `days` gives the first and the last day of a row.
        """
        return [row for row in rows if self.user.window.touches(*days(row))]

    @property
    def may_begin(self) -> bool:
        """Whether a part holds what settles an application to the club: nothing else is waited for."""
        return any(part.admits for part in self._all())

    def facts(self) -> list[Fact]:
        return [fact for part in self._all() for fact in part.facts()]

    def next_step(self) -> Step | None:
        """The first that a part names, as lower floors come first: a category is needed before a contract.

        None for a reader who may not write in the case.
        """
        if not self.writable or self.person.merged_into_id:
            return None
        return next((step for part in self._all() if (step := part.next_step())), None)

    def done_since(self, first: date) -> list[str]:
        return [sentence for part in self._all() for sentence in part.done_since(first)]

    def papers(self) -> list[KeptPaper]:
        """The newest first; of one day in the order in which the parts tell them."""
        told = [paper for part in self._all() for paper in part.papers()]
        shown = self.shown(told, lambda paper: (paper.on, paper.on))
        return sorted(shown, key=lambda paper: paper.on, reverse=True)

    def _all(self) -> Iterator[FilePart]:
        return (self.part(kind) for kind in kinds_of_parts())


def tabs(request, person: Person) -> list[Tab]:
    shown = [
        (kind.title, kind.page, reverse(kind.page, args=[whole(person)]))
        for kind in kinds_of_parts()
        if kind.page and request.user.has_perm(kind.right)
    ]
    return [Tab(title, url, _current(request, page, url)) for title, page, url in shown]


def _current(request, page: str, url: str) -> str:
    if request.resolver_match.view_name == page:
        return "page"
    # Every page of the file stands below the overview's address: that one says nothing.
    return "true" if request.path.startswith(url) and page != kinds_of_parts()[0].page else ""


def state_until(day: date | None, on: date) -> str:
    """How near an end is: late when it passed, due within thirty days, else good."""
    if day is None:
        return GOOD
    if day < on:
        return LATE
    return DUE if (day - on).days <= DUE_DAYS else GOOD


def act_context(request, file: PersonFile, **more) -> dict:
    """What participants/file_act.html needs, for an act of any app: `act_context(..., form=form)`."""
    return {
        "person": file.person,
        "merged_into": file.first,
        "on": file.on,
        "sensitive": file.sensitive,
        "writable": file.writable,
        "opening": file.opening,
        "restriction": file.restriction,
        "age": file.person.age(file.on),
        "file_tabs": tabs(request, file.person),
        **more,
    }


def file_context(request, file: PersonFile, **more) -> dict:
    """What participants/file.html needs, for a tab of any app: what matters now as well."""
    context = act_context(request, file)
    return context | {"facts": file.facts(), "next_step": file.next_step()} | more
