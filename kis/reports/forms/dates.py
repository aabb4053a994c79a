from django import forms
from django.core.exceptions import ValidationError

from kis.lib.forms import PastDateField


class DoneForm(forms.Form):
    done_on = PastDateField(label="Wykonano dnia")
    note = forms.CharField(
        label="Co zrobiono i gdzie jest pismo",
        help_text="np. numer pisma, teczka",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_note(self):
        note = self.cleaned_data["note"].strip()
        if not note:
            raise ValidationError("Napisz, co zrobiono i gdzie jest pismo.")
        return note
