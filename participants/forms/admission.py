from django import forms

from kis.lib.forms import PastDateField
from participants.models import Admission


class DecisionForm(forms.Form):
    """What of it the person's application allows is said by participants.admission."""

    what = forms.ChoiceField(
        label="Decyzja", choices=Admission.What.choices, widget=forms.RadioSelect
    )
    decided_on = PastDateField(label="Dzień decyzji")
    reason = forms.CharField(
        label="Powód",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Potrzebny przy odmowie, rezygnacji i braku kontaktu (np. kiedy i jak próbowano).",
    )

    def __init__(self, *args, admitted: bool, on, **kwargs):
        super().__init__(*args, initial={"decided_on": on}, **kwargs)
        if admitted:
            choices = self.fields["what"].choices
            self.fields["what"].choices = [
                each for each in choices if each[0] != Admission.What.ADMITTED
            ]
