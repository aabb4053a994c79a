"""The cells of a sheet that the program cannot count, typed by the office."""

import hashlib
import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from kis.lib.forms import LineField
from kis.lib.typed import plain_number
from kis.reports.models import TypedFigure
from kis.reports.report import Report

NUMBER = re.compile(r"[0-9]{1,13}([.,][0-9]{1,2})?")
SIGNS = {".", "x"}
NOT_A_NUMBER = "Wpisz liczbę, kropkę (brak danych) albo x (nie dotyczy)."
CHANGED = (
    "Ktoś inny wpisał w tym czasie inne liczby. Niczego nie zapisano: otwórz stronę jeszcze raz i "
    "porównaj."
)


class TypedField(LineField):
    """A number as it is written here, or one of the two signs of statistics."""

    def __init__(self, **kwargs):
        attrs = {"autocomplete": "off", "size": 12}
        super().__init__(**{"required": False, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def to_python(self, value):
        text = plain_number(super().to_python(value), ("zł", "zl")).lower()
        if text and text not in SIGNS and not NUMBER.fullmatch(text):
            raise ValidationError(NOT_A_NUMBER)
        return text if text in SIGNS else text.replace(".", ",")


class TypedForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, report: Report, **kwargs):
        super().__init__(*args, **kwargs)
        self.report = report
        self.cells = {
            f"{line.key}.{column.key}": (line, column)
            for filled in report.tables
            for line in filled.table.lines
            for column in filled.table.columns
            if filled.table.may_be_typed(line, column, report.year)
        }
        kept = self._kept()
        self.initial = {"seen": _digest(kept), **kept}
        for name, (line, column) in self.cells.items():
            self.fields[name] = TypedField(label=f"{line.label} – {column.heading}")

    def _kept(self) -> dict[str, str]:
        rows = TypedFigure.objects.filter(sheet=self.report.key, year=self.report.year)
        return {f"{row.code}.{row.column}": row.text for row in rows}

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as the report has them, by its parts."""
        found = []
        for filled in self.report.tables:
            names = [name for name, (line, _) in self.cells.items() if line in filled.table.lines]
            if names:
                found.append((filled.table.title, [self[name] for name in names]))
        return found

    @transaction.atomic
    def save(self, *, by) -> None:
        """Only what changed, one by one, so that each keeps its history."""
        own = {"sheet": self.report.key, "year": self.report.year}
        rows = {
            f"{row.code}.{row.column}": row
            for row in TypedFigure.objects.select_for_update(no_key=True).filter(**own)
        }
        if self.cleaned_data["seen"] != _digest({name: row.text for name, row in rows.items()}):
            self.add_error(None, CHANGED)
            return
        for name, (line, column) in self.cells.items():
            text, row = self.cleaned_data[name], rows.get(name)
            if row is None and text:
                row = TypedFigure(**own, code=line.key, column=column.key)
            if row and row.text != text:
                row.text, row.entered_by = text, by
                row.save()


def _digest(kept: dict[str, str]) -> str:
    told = "|".join(f"{name}={text}" for name, text in sorted(kept.items()) if text)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
