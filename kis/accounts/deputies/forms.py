"""Who stands in for whom: both work in the office today."""

from django import forms

from kis.accounts.models import TAKEN_OVER, Deputy, User
from kis.lib.forms import PolishDateField


class DeputyForm(forms.ModelForm):
    class Meta:
        model = Deputy
        fields = ["absent", "deputy", "starts_on", "ends_on", "reason"]
        field_classes = {"starts_on": PolishDateField, "ends_on": PolishDateField}

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        office = User.objects.with_role(*TAKEN_OVER)
        self.fields["absent"].queryset = office
        # Only somebody who is let in can do the work; the rights come with the substitution.
        self.fields["deputy"].queryset = office.filter(pk__in=User.objects.let_in(on).values("pk"))

    def clean(self):
        cleaned = super().clean()
        ends_on = cleaned.get("ends_on")
        if ends_on and ends_on < self.on:
            self.add_error("ends_on", "Zastępstwo nie może skończyć się, zanim je wpisano.")
        return cleaned

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"cancelled_at", "entered_by"}
