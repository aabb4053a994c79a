"""Dated rows of a person: times at the labour office, ways of being paid."""

from django import forms
from django.core.exceptions import ValidationError
from stdnum import iban
from stdnum.exceptions import ValidationError as BadNumber

from kis.lib.forms import PastDateField, PolishDateField
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
    number = forms.CharField(
        label="Numer rachunku",
        max_length=40,
        required=False,
        help_text="26 cyfr. Puste: wypłata w kasie.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    owner = forms.CharField(
        label="Właściciel rachunku",
        max_length=150,
        required=False,
        help_text="Gdy to ktoś inny niż ta osoba.",
    )

    def clean_number(self):
        typed = "".join(self.cleaned_data["number"].split()).upper().removeprefix("PL")
        if not typed:
            return ""
        try:
            return iban.validate(f"PL{typed}").removeprefix("PL")
        except BadNumber:
            raise ValidationError(
                "To nie jest numer polskiego rachunku: ma 26 cyfr, a dwie pierwsze sprawdzają resztę. "
                "Porównaj go z umową."
            ) from None

    def save(self, person) -> BankAccount:
        return BankAccount.objects.change(person, **self.cleaned_data)
