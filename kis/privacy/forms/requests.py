from django import forms

from kis.lib.forms import PastDateField, PlannedDateField
from kis.privacy.models import DataRequest


class RequestForm(forms.ModelForm):
    received_on = PastDateField(label="Wpłynął dnia")

    class Meta:
        model = DataRequest
        fields = ["kind", "received_on", "way", "identified_by", "matter"]
        help_texts = {
            "identified_by": "Np. dowód osobisty okazany na miejscu. Numeru nie wpisuje się."
        }
        widgets = {"matter": forms.Textarea(attrs={"rows": 3})}


class AnswerForm(forms.Form):
    on = PastDateField(label="Odpowiedź dnia")
    answer = forms.ChoiceField(
        label="Odpowiedź", choices=DataRequest.Answer.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Uzasadnienie",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Obowiązkowe, gdy odmówiono albo spełniono w części.",
    )


class ProlongForm(forms.Form):
    until = PlannedDateField(label="Nowy termin")
    reason = forms.CharField(
        label="Powód",
        max_length=300,
        help_text="Osoba dostaje tę informację w ciągu miesiąca od wpływu wniosku.",
    )
