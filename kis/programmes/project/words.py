"""The dictionaries of a day, read once for a page or a file."""

import datetime
from collections import defaultdict

from kis.programmes.models import ProjectWord


class Dictionaries:
    """One query. A code that ended keeps its last wording: it was said of somebody."""

    def __init__(self, on: datetime.date):
        self.on = on
        self._rows: dict[str, dict[str, ProjectWord]] = defaultdict(dict)
        for word in ProjectWord.objects.last_by(on):
            self._rows[word.field][word.code] = word

    def word(self, field: str, code: str) -> str:
        """Empty for no answer; a code of later days is told as it is."""
        row = self._rows[field].get(code)
        return row.wording if row else code

    def owner(self, field: str, code: str) -> str:
        """The code that the word belongs to."""
        row = self._rows[field].get(code)
        return row.belongs_to if row else ""

    def of(self, field: str) -> list[ProjectWord]:
        """All that were ever in force, in their order."""
        return sorted(self._rows[field].values(), key=lambda word: (word.order, word.wording))

    def choices(self, field: str, *, kept: str = "") -> list[tuple[str, str]]:
        """Those of the day, and the one that stands already."""
        return [
            (word.code, word.wording)
            for word in self.of(field)
            if word.valid_to is None or word.valid_to >= self.on or word.code == kept
        ]

    def parted(self, field: str, owners: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """Choices under what they belong to."""
        parts = defaultdict(list)
        for code, wording in self.choices(field):
            parts[self.word(owners, self.owner(field, code))].append((code, wording))
        return list(parts.items())
