"""Who gives the services, and whom of them a participant has chosen."""

import datetime

from django import forms
from django.db.models import Q

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.forms import PastDateField, PhoneField, PlannedDateField, PolishDateField
from kis.lib.refusals import Refused
from kis.lib.versions import VersionedModelForm
from kis.programmes.models import Choice, Provider
from kis.programmes.providing import FAMILY, known_person
from participants.forms.groups import GroupedFields
from participants.forms.pesel import PeselField

WHO = ["name", "is_institution", "pesel", "phone", "user"]
WORK = ["qualifications", "offender_register_checked_on", "employment", "contract_number"]


class ProviderForm(GroupedFields, VersionedModelForm):
    groups = [("Kto", WHO), ("Kwalifikacje i umowa", [*WORK, "starts_on", "ends_on"])]
    opened_by = dict.fromkeys(["pesel", "user"], "!is_institution")

    pesel = PeselField(
        help_text="Tylko po to, żeby nikt nie świadczył usług sobie ani rodzinie. Numeru się tu nie zapisuje."
    )

    class Meta:
        model = Provider
        fields = ["name", "is_institution", "phone", "user", *WORK, "starts_on", "ends_on"]
        field_classes = {
            "phone": PhoneField,
            "offender_register_checked_on": PastDateField,
            "starts_on": PolishDateField,
            "ends_on": PlannedDateField,
        }
        widgets = {"qualifications": forms.Textarea(attrs={"rows": 2, "data-kis-wide": ""})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        accounts = User.objects.with_role(Role.PROGRAMME_STAFF)
        free = Q(provides=None) | Q(provides=self.instance.pk)
        self.fields["user"].queryset = accounts.filter(free)
        if self.instance.pk:
            del self.fields["is_institution"]
            for name in self.opened_by:
                del self.fields[name].widget.attrs["data-kis-when"]

    def clean(self):
        cleaned = super().clean()
        try:
            person = known_person(cleaned.get("pesel") or "", cleaned.get("name") or "")
        except Refused as refusal:
            self.add_error("pesel", str(refusal))
        else:
            self.instance.person = person or self.instance.person
        return cleaned

    def save_by(self, user) -> Provider:
        if not self.instance.pk:
            self.instance.entered_by = user
        return self.save()


class ChoiceForm(VersionedModelForm):
    """The participant says whom, and that it is nobody of the family."""

    is_family = forms.ChoiceField(
        label="Czy ta osoba jest z rodziny uczestnika albo z nim mieszka?",
        choices=[("no", "nie, uczestnik to oświadczył"), ("yes", "tak")],
        widget=forms.RadioSelect,
        error_messages={"required": "Zapytaj uczestnika i zaznacz odpowiedź."},
    )

    class Meta:
        model = Choice
        fields = ["provider", "starts_on", "declared_not_family_on"]
        field_classes = {"starts_on": PolishDateField, "declared_not_family_on": PastDateField}
        labels = {"declared_not_family_on": "Oświadczenie z dnia"}

    field_order = ["provider", "starts_on", "is_family", "declared_not_family_on"]

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        people = Provider.objects.filter(is_institution=False)
        self.fields["provider"].queryset = people.exclude(ends_on__lt=on).in_polish_order()
        self.fields["declared_not_family_on"].required = True
        enrolment = self.instance.enrolment
        first = enrolment.starts_on or enrolment.applied_on
        self.initial |= {"starts_on": first, "declared_not_family_on": min(first, on)}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_family") == "yes":
            self.add_error("is_family", FAMILY)
        return cleaned


class ChoiceEditForm(VersionedModelForm):
    """The days of a choice and of its declaration; whom, stays."""

    class Meta:
        model = Choice
        fields = ["starts_on", "ends_on", "declared_not_family_on"]
        field_classes = {
            "starts_on": PolishDateField,
            "ends_on": PlannedDateField,
            "declared_not_family_on": PastDateField,
        }
        labels = {"declared_not_family_on": "Oświadczenie z dnia"}
