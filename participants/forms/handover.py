from django import forms

from kis.accounts.models import User
from kis.lib.forms import PlannedDateField
from participants.handover import CASE_LEADERS


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        label="Nowy prowadzący", queryset=User.objects.none(), empty_label="wybierz"
    )
    reason = forms.CharField(label="Powód", max_length=300)
    keep_until = PlannedDateField(
        label="Dotychczasowy pracownik może pisać w sprawie do dnia",
        help_text="Włącznie; potem tylko czyta.",
    )

    def __init__(self, *args, person, on, **kwargs):
        super().__init__(*args, **kwargs)
        workers = User.objects.with_role(*CASE_LEADERS)
        self.fields["to"].queryset = workers.exclude(pk=person.responsible_id)
        self.fields["keep_until"].initial = on
