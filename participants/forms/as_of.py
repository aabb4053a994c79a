from django import forms

from kis.lib.forms import PastDateField


class AsOfForm(forms.Form):
    """The day whose state is asked about."""

    dzien = PastDateField(label="Dzień")
