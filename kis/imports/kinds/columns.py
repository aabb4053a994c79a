"""A column of a list: its heading, what may stand in it, and how it is found in a file of the office."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

from participants.words import fold

NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Column:
    """`field` reads the text of a cell, as a form does, and says in Polish what is wrong with it.

    `known_as`: other headings under which offices have the column. `example` stands in the template.
    `secret` is shown masked in lists.
    """

    key: str
    heading: str
    field: forms.Field
    known_as: tuple[str, ...] = ()
    example: str = ""
    secret: bool = False

    @property
    def is_needed(self) -> bool:
        return self.field.required

    @property
    def allowed(self) -> list[str]:
        """The words that may stand in it, empty where anything may."""
        return list(getattr(self.field, "allowed", []))

    @property
    def hint(self) -> str:
        return str(self.field.help_text)


def plain(heading: str) -> str:
    """A heading without what offices write differently: letters and digits of its words."""
    return NOT_A_LETTER.sub(" ", fold(heading)).strip()


def mapped(columns: Sequence[Column], headings: Sequence[str]) -> dict[str, int]:
    """Which column of the file holds what, as far as its headings tell; each place once."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if plain(heading):
            places.setdefault(plain(heading), place)
    found = {}
    for column in columns:
        names = (column.heading, column.key, *column.known_as)
        place = next((places.pop(plain(name)) for name in names if plain(name) in places), None)
        if place is not None:
            found[column.key] = place
    return found


def likely_headings(columns: Sequence[Column], lines) -> int:
    """The number of the row that names the most columns; a title often stands above it."""
    best = max(lines, key=lambda line: len(mapped(columns, line.cells)), default=None)
    return best.number if best else 1
