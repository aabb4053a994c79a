import datetime

from django import forms

from kis.lib.dates import polish
from kis.lib.forms import PastDateField, PolishDateField


class PeriodForm(forms.Form):
    """From when to when; a period that begins later than it ends is refused beside its end."""

    starts_on = PastDateField(label="Od")
    ends_on = PolishDateField(label="Do")

    def __init__(self, *args, first: datetime.date, last: datetime.date, **kwargs):
        super().__init__(*args, initial={"starts_on": first, "ends_on": last}, **kwargs)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", f"Koniec nie może być przed początkiem ({polish(first)}).")
        return cleaned
