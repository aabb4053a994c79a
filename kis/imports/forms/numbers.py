from django import forms

from kis.imports.numbers import SERIES, use_up_to
from kis.lib.forms import WholeNumberField


class NumbersForm(forms.Form):
    """The last number that each kind of paper had in the year."""

    def __init__(self, *args, used: dict[str, int], **kwargs):
        super().__init__(*args, initial=used, **kwargs)
        self.used = used
        for kind, title in SERIES.items():
            self.fields[kind] = WholeNumberField(label=title, min_value=0, max_value=99_999)

    def clean(self):
        cleaned = super().clean()
        for kind, last in self.used.items():
            if kind in cleaned and cleaned[kind] < last:
                self.add_error(
                    kind, f"Program zajął już numery do {last}. Wpisz {last} albo więcej."
                )
        return cleaned

    def save(self, year: int) -> list[str]:
        return use_up_to(year, {kind: self.cleaned_data[kind] for kind in self.changed_data})
