from django import forms

from kis.lib.forms import PastDateField


class StepForm(forms.Form):
    """The day of a step: it may have been made on paper before it is entered here."""

    on = PastDateField(label="Dnia")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"on": today}, **kwargs)


class ReturnForm(forms.Form):
    reason = forms.CharField(label="Powód zwrotu", max_length=300)
