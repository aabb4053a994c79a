"""Rows of a form under one another: as many as a long paper needs, and none that was typed is cut off."""

import re
from functools import cached_property

from django.core.exceptions import ValidationError

MOST_ROWS = 200
# So many are read back and shown: whoever has too many takes some out, and loses none of the others.
MOST_SHOWN = 1000
# What formset_factory takes; `validate_max` would count empty rows and those to be deleted.
BOUNDS = {"max_num": MOST_ROWS, "absolute_max": MOST_SHOWN, "validate_max": False}

TOO_MANY = (
    f"Może być najwyżej {MOST_ROWS} wierszy. Wpisane zostały na stronie, niczego nie zapisano: "
    "usuń zbędne i zapisz jeszcze raz."
)


def rows_posted(data, prefix: str) -> int:
    """How many rows the posted fields are of, whatever their hidden count says."""
    row = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,4}})-")
    return max((int(found[1]) + 1 for name in data if (found := row.match(name))), default=0)


class ManyRows:
    """Stands before one of Django's formsets made with BOUNDS; `standing` is how many rows would be kept."""

    default_error_messages = {
        "too_many_forms": TOO_MANY,
        "missing_management_form": "Strona przyszła niecała, niczego nie zapisano. Otwórz ją jeszcze raz.",
    }

    @property
    def standing(self) -> int:
        raise NotImplementedError

    def total_form_count(self):
        count = super().total_form_count()
        # One more than was posted, for a button that adds a row: a forged count makes no thousand empty ones.
        return min(count, self._posted + 1) if self.is_bound else count

    @cached_property
    def _posted(self) -> int:
        return rows_posted(self.data, self.prefix)

    def clean(self):
        super().clean()
        if self.standing > MOST_ROWS:
            raise ValidationError(TOO_MANY, code="too_many_forms")
