from django import forms

from kis.lib.forms import PastDateField, PlannedDateField
from participants.models import Restriction


class RestrictionForm(forms.ModelForm):
    starts_on = PastDateField(label="Ograniczono dnia")
    look_again_on = PlannedDateField(
        label="Sprawdzić dnia",
        required=False,
        help_text="Kiedy przypomnieć na pulpicie; bez tego po miesiącu.",
    )

    class Meta:
        model = Restriction
        fields = ["ground", "reason", "starts_on", "look_again_on"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}


class LiftForm(forms.Form):
    informed_on = PastDateField(
        label="Osobę uprzedzono dnia",
        help_text="Zanim ograniczenie zostanie zniesione (art. 18 ust. 3).",
    )
    on = PastDateField(label="Zniesiono dnia")
    outcome = forms.CharField(
        label="Co ustalono", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
