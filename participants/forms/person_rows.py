"""Dated rows of a person: times at the labour office, ways of being paid."""

from django import forms

from kis.lib.forms import AccountField, LineField, PastDateField, PolishDateField
from kis.lib.versions import VersionedModelForm
from participants.models import BankAccount, LabourOfficePeriod


class LabourPeriodForm(VersionedModelForm):
    class Meta:
        model = LabourOfficePeriod
        fields = ["kind", "starts_on", "ends_on", "benefit_until"]
        field_classes = {
            "starts_on": PastDateField,
            "ends_on": PolishDateField,
            "benefit_until": PolishDateField,
        }
        help_texts = {"ends_on": "Puste: trwa nadal."}


class BankAccountForm(forms.Form):
    """How the person is paid from a day on."""

    starts_on = PolishDateField(label="Od dnia")
    number = AccountField(
        label="Numer rachunku", required=False, help_text="26 cyfr. Puste: wypłata w kasie."
    )
    owner = LineField(
        label="Właściciel rachunku",
        max_length=150,
        required=False,
        help_text="Gdy to ktoś inny niż ta osoba.",
    )

    def save(self, person) -> BankAccount:
        return BankAccount.objects.change(person, **self.cleaned_data)
