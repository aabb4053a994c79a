"""Which two days of a contract are compared."""

import datetime

from django import forms

from kis.lib.forms import PolishDateField


class DaysForm(forms.Form):
    od = PolishDateField(label="Treść z dnia")
    do = PolishDateField(label="Z treścią z dnia")

    def __init__(self, *args, contract, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.usual = {"od": contract.signed_on, "do": on}
        self.initial |= self.usual

    def days(self) -> tuple[datetime.date, datetime.date]:
        """Those asked for; in place of one that cannot be read, the usual one."""
        asked = self.cleaned_data if self.is_bound and self.full_clean() is None else {}
        found = self.usual | {name: day for name, day in asked.items() if day}
        return found["od"], found["do"]
