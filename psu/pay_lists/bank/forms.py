from django import forms

from kis.lib.dates import polish
from kis.lib.forms import LineField, PolishDateField
from psu.pay_lists.forms import KnownBox
from psu.rules.elixir import next_working_day


class BankFileForm(forms.Form):
    """`mark` is of the differences that the page shows; the reason is asked for the second time on."""

    execute_on = PolishDateField(
        label="Dzień wykonania przelewów", help_text="Tego dnia bank pobierze pieniądze z rachunku."
    )
    reason = LineField(label="Powód ponownego utworzenia", max_length=300)
    despite = forms.CharField(
        label="Plik ma powstać według listy mimo różnic wymienionych na tej stronie", required=False
    )

    def __init__(self, *args, today, mark: str, is_again: bool, **kwargs):
        super().__init__(*args, initial={"execute_on": next_working_day(today)}, **kwargs)
        self.today = today
        self.fields["despite"].widget = KnownBox(mark)
        if not mark:
            del self.fields["despite"]
        if not is_again:
            del self.fields["reason"]

    def clean_execute_on(self):
        day = self.cleaned_data["execute_on"]
        if day < self.today:
            raise forms.ValidationError(
                f"Dzień {polish(day)} już minął. Wybierz dzień od {polish(self.today)}."
            )
        return day
