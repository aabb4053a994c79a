"""Parts of a form beside its record's own fields: each is saved, and after a conflict kept, as a whole."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from contracts.forms.draft_rows import in_words, mark
from kis.lib.sentences import inside_a_sentence
from kis.lib.versions import MINE, THEIRS, Conflict


class KeptTogether:
    """`labels` name the parts by their keys; `data` is what was posted, None where nothing was.

    A part is compared by its shape: whatever of lists and texts tells two savings of it apart. The form
    carries a mark of each shape as it was shown.
    """

    def __init__(self, labels: Mapping[str, str], data=None):
        self.labels, self.data = labels, data
        self.conflicts: list[Conflict] = []

    def seen(self, saved: Mapping[str, list]) -> dict[str, str]:
        """Marks of the parts as the person saw them: they come back with the form.

        A page refused for another reason keeps its old marks; only a conflict that was shown renews them.
        """
        fresh = {key: mark(shape) for key, shape in saved.items()}
        if self.data is None:
            return fresh
        shown = {conflict.name for conflict in self.conflicts}
        return {
            key: now if key in shown else self.data.get(f"seen-{key}", "")
            for key, now in fresh.items()
        }

    def find_conflicts(self, typed: Mapping[str, list], saved: Mapping[str, list]) -> None:
        """Parts that somebody saved since the page was opened, where these differ from what was typed."""
        self.conflicts = [
            Conflict(
                name=key,
                label=label,
                theirs=in_words(saved[key]),
                mine=in_words(typed[key]),
                choice=f"keep-{key}",
            )
            for key, label in self.labels.items()
            if typed[key] != saved[key] and not self._is_settled(key, saved[key])
        ]

    def _is_settled(self, key: str, saved: list) -> bool:
        """Nobody saved meanwhile, or the question that was asked about it has its answer."""
        was_asked = f"asked-{key}" in self.data
        is_answered = self.data.get(f"keep-{key}") in (MINE, THEIRS)
        return self.data.get(f"seen-{key}") == mark(saved) and (not was_asked or is_answered)

    def keeps_mine(self, key: str) -> bool:
        return self.data.get(f"keep-{key}", MINE) != THEIRS

    @property
    def refusal(self) -> ValidationError:
        labels = ", ".join(inside_a_sentence(conflict.label) for conflict in self.conflicts)
        return ValidationError(
            f"W tym czasie zmieniono: {labels}. Obie wersje są poniżej, wpisany tekst został. "
            "Niczego jeszcze nie zapisano: wybierz, która wersja zostaje, i zapisz.",
            code="stale",
        )
