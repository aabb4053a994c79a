"""The kinds of many papers at once: each app says its own, the roof names them in EXPORT_KINDS."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from kis.documents.models import Document, ExportItem


@dataclass(frozen=True)
class Wanted:
    """One paper to be made. Its `title` and the file's `name` are about nobody: no name of a person."""

    title: str
    name: str
    number: int | None = None
    person: int | None = None
    facts: dict = field(default_factory=dict)
    comes_last: bool = False  # put together of the others, when all of them are settled


@dataclass(frozen=True)
class Made:
    """The bytes with what was not known before: see ExportItem.outcome."""

    content: bytes
    outcome: dict


class ExportKind:
    """What papers one order gives, who may have them, and how one of them is made.

    `act` and `thing` are what the access log says when they are taken out.
    """

    name = act = thing = ""

    def readable(self, people: Collection[int], user, on: datetime.date) -> set[int]:
        """Of the people with these numbers those whose papers of this kind the user may have that day."""
        raise NotImplementedError

    def make(self, item: ExportItem, user, on: datetime.date) -> bytes | Document | Made:
        """The paper, or the one that is kept. Raises Refused with why there is none."""
        raise NotImplementedError

    def may_fetch(self, item: ExportItem, user) -> bool:
        """Whether the user may still have what was made, beside whose it is."""
        return True

    def people(self, item: ExportItem) -> list[int]:
        """Whom the paper is about, for the access log."""
        return [item.person_number]

    def address(self, item: ExportItem) -> str:
        """The page where the reason of a failed paper can be looked at, empty where there is none."""
        return ""


@cache
def kinds() -> dict[str, ExportKind]:
    found = [import_string(name)() for name in settings.EXPORT_KINDS]
    return {kind.name: kind for kind in found}
