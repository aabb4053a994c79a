from django import forms

from kis.documents.models import NumberSeries
from kis.imports.numbers import LAST_NUMBER, SERIES, begin_behind
from kis.lib.forms import WholeNumberField


class NumbersForm(forms.Form):
    """The last number of each kind of paper in the year; where the program has begun, it stays."""

    def __init__(self, *args, used: dict[str, NumberSeries], **kwargs):
        initial = {kind: series.last for kind, series in used.items()}
        super().__init__(*args, initial=initial, **kwargs)
        for kind, title in SERIES.items():
            begun = used[kind].last > used[kind].before_program
            self.fields[kind] = WholeNumberField(
                label=title,
                min_value=0,
                max_value=LAST_NUMBER,
                disabled=begun,
                help_text="Program nadaje już te numery." if begun else "",
            )

    def save(self, year: int) -> None:
        """Raises what the guard raises of a series that was begun meanwhile."""
        begin_behind(year, {kind: self.cleaned_data[kind] for kind in self.changed_data})
