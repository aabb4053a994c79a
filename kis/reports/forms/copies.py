from django import forms
from django.core.exceptions import ValidationError

from kis.lib.dates import polish
from kis.lib.forms import PastDateField
from kis.reports.models import ReportCopy


class KeepForm(forms.Form):
    """Nothing to type: the press of the button keeps what the report says now."""


class SendForm(forms.Form):
    day = PastDateField(label="Wysłano dnia")
    how = forms.ChoiceField(label="Jak wysłano", choices=ReportCopy.How.choices)

    def __init__(self, *args, made_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.made_on = made_on

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < self.made_on:
            raise ValidationError(
                f"Kopia jest z {polish(self.made_on)}: nie mogła wyjść wcześniej. Jeśli wysłano starsze "
                "liczby, odnotuj wykonanie poza programem w terminach urzędowych."
            )
        return day
