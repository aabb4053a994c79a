"""The form that notes when a printed letter was sent, and its way to the person who asks for the paper."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from kis.lib.dates import polish
from kis.lib.forms import PastDateField
from psu.models import SentHow


class SendingForm(forms.Form):
    day = PastDateField(label="Wysłano dnia")
    how = forms.ChoiceField(label="Jak wysłano", choices=SentHow.choices)

    def __init__(self, *args, written_on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.written_on = written_on

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < self.written_on:
            raise ValidationError(
                f"Pismo sporządzono {polish(self.written_on)}: nie mogło wyjść wcześniej."
            )
        return day


def given_out(document) -> HttpResponse:
    """The kept bytes, in the window."""
    return HttpResponse(
        document.content,
        content_type=document.content_type,
        headers={"Content-Disposition": f'inline; filename="{document.name}"'},
    )
