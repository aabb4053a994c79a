"""Rows of a person: times at the labour office, jobs, the household, ways of being paid."""

from django import forms
from django.utils import timezone

from kis.lib.dates import FIRST_YEAR
from kis.lib.forms import (
    AccountField,
    LineField,
    PastDateField,
    PolishDateField,
    WholeNumberField,
)
from kis.lib.versions import VersionedModelForm
from participants.models import BankAccount, HouseholdMember, Job, LabourOfficePeriod


class LabourPeriodForm(VersionedModelForm):
    class Meta:
        model = LabourOfficePeriod
        fields = [
            *("kind", "starts_on", "ends_on", "benefit_until"),
            *("last_contact_on", "prolonged_until"),
        ]
        field_classes = {
            "starts_on": PastDateField,
            "ends_on": PolishDateField,
            "benefit_until": PolishDateField,
            "last_contact_on": PastDateField,
            "prolonged_until": PolishDateField,
        }
        help_texts = {
            "ends_on": "Puste: trwa nadal.",
            "prolonged_until": "Gdy status trwa dłużej, bo osoba kończy formę pomocy z PUP.",
        }


class ContactForm(forms.Form):
    """The day of the last contact with the labour office."""

    day = PastDateField(label="Dzień kontaktu z PUP")


class JobForm(VersionedModelForm):
    class Meta:
        model = Job
        fields = ["starts_on", "ends_on", "position", "employer"]
        field_classes = {"starts_on": PastDateField, "ends_on": PolishDateField}
        help_texts = {
            "starts_on": "Znany tylko rok: 1.01 tego roku.",
            "ends_on": "Puste: trwa nadal.",
        }


class HouseholdMemberForm(VersionedModelForm):
    class Meta:
        model = HouseholdMember
        fields = ["relation", "name", "born_in", "note", "left_on"]
        field_classes = {"born_in": WholeNumberField, "left_on": PolishDateField}
        error_messages = {"born_in": {"min_value": f"Sprawdź rok urodzenia: od {FIRST_YEAR}."}}
        help_texts = {"left_on": "Puste: mieszka nadal. Kto się wyprowadził, zostaje z tym dniem."}

    def clean_born_in(self):
        """Nobody is born after the day on which this is typed."""
        year = self.cleaned_data["born_in"]
        if year and year > timezone.localdate().year:
            raise forms.ValidationError(f"Roku {year} jeszcze nie było. Sprawdź rok urodzenia.")
        return year


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
