"""A row of a list corrected cell by cell: what is typed is judged as the file's cells are."""

import hashlib
import json

from django import forms

from kis.imports.kinds.columns import Column
from kis.imports.models import ImportRow
from kis.imports.reading.table import LONGEST_CELL

CHANGED = "Ktoś inny zmienił w tym czasie ten wiersz. Niczego nie zapisano: otwórz go jeszcze raz i porównaj."


class RowForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, columns: list[Column], row: ImportRow, **kwargs):
        super().__init__(*args, **kwargs)
        self.row, self.columns = row, columns
        self.initial = {"seen": _digest(row), **row.cells}
        for column in columns:
            self.fields[column.key] = self._field(column)

    def _field(self, column: Column) -> forms.Field:
        text = self.row.cells.get(column.key, "")
        hint = f"Dozwolone: {', '.join(column.allowed)}." if column.allowed else column.hint
        widget = forms.Textarea(attrs={"rows": 3}) if "\n" in text else forms.TextInput()
        widget.attrs["autocomplete"] = "off"
        return forms.CharField(
            label=column.heading,
            required=False,
            max_length=LONGEST_CELL,
            widget=widget,
            help_text=hint,
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != _digest(self.row):
            self.add_error(None, CHANGED)
        return cleaned

    @property
    def cells(self) -> dict[str, str]:
        typed = {column.key: self.cleaned_data[column.key] for column in self.columns}
        return {key: text for key, text in typed.items() if text}

    def tell(self) -> None:
        """Each fault at its field, as the last judgement said it."""
        for fault in self.row.faults:
            name = fault["column"] if fault["column"] in self.fields else None
            self.add_error(name, fault["text"])


def _digest(row: ImportRow) -> str:
    told = json.dumps([row.cells, row.state], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
