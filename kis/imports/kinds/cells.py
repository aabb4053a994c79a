"""Fields of cells: as those of forms, for words that an office typed into a list."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kis.lib.dates import MONTHS, UnreadableDate, read_date
from kis.lib.forms import LineField
from kis.lib.pesel import masked, read_pesel
from kis.lib.typed import one_line
from participants.forms.pesel import PeselField
from participants.words import fold

MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})[.\-/ ](?P<year>\d{4})")
YEAR_FIRST = re.compile(r"(?P<year>\d{4})[.\-/ ](?P<month>\d{1,2})")
MONTHS_BY_NAME = {fold(name): number for number, name in enumerate(MONTHS, start=1)}
NO_MONTH = "Nie ma takiego miesiąca: {typed}. Wpisz miesiąc i rok, np. 3.2026."
YES = {"tak", "t", "x", "1", "prawda", "true", "yes"}
NO = {"nie", "n", "0", "falsz", "false", "no", "-"}


@dataclass(frozen=True)
class Remarked:
    """A value that was read with something to tell."""

    value: Any
    remark: str


class ChoiceCell(forms.Field):
    """One of the words, however its letters are written; another word is a fault, never left out silently."""

    def __init__(self, choices: Iterable[tuple[str, str]], **kwargs):
        super().__init__(**{"required": False, **kwargs})
        self.choices = [(value, str(label)) for value, label in choices if value]
        self.allowed = [label for _, label in self.choices]
        self.by_word = {fold(value): value for value, _ in self.choices}
        self.by_word |= {fold(label): value for value, label in self.choices}

    def to_python(self, value):
        typed = " ".join(value.split())
        if not typed:
            return ""
        if fold(typed) not in self.by_word:
            raise ValidationError(
                f"Nie ma takiej wartości: „{typed}”. Dozwolone: {', '.join(self.allowed)}."
            )
        return self.by_word[fold(typed)]


class YesNoCell(forms.Field):
    allowed = ["tak", "nie"]

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, **kwargs})

    def to_python(self, value):
        word = fold(value.strip())
        if word and word not in YES | NO:
            raise ValidationError(f"Wpisz „tak” albo „nie”, a nie „{value.strip()}”.")
        return word in YES


class MonthCell(forms.Field):
    """The first day of a month typed as 3.2026, 03.2026, 2026-03, marzec 2026 or as any of its days."""

    def to_python(self, value):
        typed = one_line(value)
        if not typed:
            return None
        for shape in (MONTH_FIRST, YEAR_FIRST):
            if match := shape.fullmatch(typed):
                return self._first_day(match["year"], match["month"], typed)
        name, _, year = fold(typed).partition(" ")
        if name in MONTHS_BY_NAME and year.isdigit():
            return self._first_day(year, MONTHS_BY_NAME[name], typed)
        try:
            return read_date(typed, today=timezone.localdate()).replace(day=1)
        except UnreadableDate:
            raise ValidationError(NO_MONTH.format(typed=typed)) from None

    @staticmethod
    def _first_day(year, month, typed) -> datetime.date:
        try:
            return datetime.date(int(year), int(month), 1)
        except ValueError:
            raise ValidationError(NO_MONTH.format(typed=typed)) from None


class PeselCell(PeselField):
    """A spreadsheet that took the number for a number lost the zeros in front."""

    def clean(self, value):
        digits = "".join(value.split())
        if digits.isascii() and digits.isdigit() and 8 <= len(digits) < 11:
            facts = read_pesel(digits.zfill(11))
            if facts and facts.checks:
                number = super().clean(facts.number)
                told = f"Dopisano zera, które zgubił arkusz: {masked(number)}."
                return Remarked(number, told)
        return super().clean(value)


class NamedCell(LineField):
    """A row of a dictionary of the centre by its name; `named` is filled when the reading begins."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, **kwargs})

    def found(self, typed: str, named: Mapping[str, Any]):
        """Raises ValidationError; None for an empty cell."""
        if not typed:
            return None
        if (found := named.get(fold(typed))) is None:
            raise ValidationError(f"W programie nie ma „{typed}”. Wpisz tak, jak tam stoi.")
        return found


class NamedSeveral(NamedCell):
    """Several rows of a dictionary in one cell, parted by a semicolon or by a line; none of an empty one."""

    def __init__(self, **kwargs):
        super().__init__(**{"help_text": "Nazwy jak w słowniku, po średniku.", **kwargs})

    def to_python(self, value):
        return super().to_python((value or "").replace("\n", ";"))

    def found(self, typed: str, named: Mapping[str, Any]):
        names = [name.strip() for name in typed.split(";") if name.strip()]
        return [super(NamedSeveral, self).found(name, named) for name in names]
