from django import forms
from django.core.exceptions import ValidationError

from kis.lib.forms import PolishDateField


class StepForm(forms.Form):
    """The day of a step: it may have been made on paper before it is entered here."""

    on = PolishDateField(label="Dnia")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"on": today}, **kwargs)
        self.today = today

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError("Ten dzień jeszcze nie nadszedł.")
        return on


class ReturnForm(forms.Form):
    reason = forms.CharField(label="Powód zwrotu", max_length=300)
