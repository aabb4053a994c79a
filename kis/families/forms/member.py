"""Members of a family: what art. 16 lets an assistant know of each (see kis.families.known)."""

import datetime

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.models import fields_for_model

from kis.families.known import columns_of
from kis.families.members import change
from kis.families.models import FamilyMember
from kis.lib.forms import BirthDateField, PastDateField
from kis.lib.versions import VersionedModelForm
from participants.forms.groups import GroupedFields
from participants.forms.person import QUESTION_OF_AGE, LikelyBirth
from participants.forms.pesel import PeselField
from participants.models import Person
from participants.recognising import Typed

PERSON = columns_of(Person)
PLACE = ["part", "starts_on"]
GROWN_UP = ["civil_status", "workplace", "income_sources"]
CHILD = ["whereabouts", "authority", "legal_situation", "development", "alternating_reason"]
GROUPS = [
    ("W rodzinie", PLACE),
    ("Sytuacja", GROWN_UP),
    ("Gdy to dziecko", CHILD),
]
OF_CHILD = dict.fromkeys(CHILD, "part=child")
OF_PERSON = {"born_on": BirthDateField}


class MemberForm(GroupedFields, VersionedModelForm):
    groups = GROUPS
    opened_by = OF_CHILD

    class Meta:
        model = FamilyMember
        fields = [*PLACE, *GROWN_UP, *CHILD]
        field_classes = {"starts_on": PastDateField}
        widgets = {
            "legal_situation": forms.Textarea(attrs={"rows": 2}),
            "development": forms.Textarea(attrs={"rows": 2}),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("part") == FamilyMember.Part.CHILD and not cleaned.get("whereabouts"):
            self.add_error("whereabouts", "Przy dziecku wybierz, gdzie przebywa.")
        return cleaned

    def save(self, commit=True):
        return change(self.instance)


class NewMemberForm(LikelyBirth, MemberForm):
    """Who was typed becomes the same person where the register knows one."""

    groups = [("Osoba", ["pesel", *PERSON]), *GROUPS]
    asked_behind = QUESTION_OF_AGE

    pesel = PeselField(
        help_text="Tylko po to, żeby sprawdzić, czy osoba jest już w rejestrze. Tu się go nie zapisuje."
    )

    def __init__(self, *args, asks_for_pesel: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= fields_for_model(Person, fields=PERSON, field_classes=OF_PERSON)
        self.fields[
            "born_on"
        ].help_text = "Po niej program sprawdza, czy osoba jest już w rejestrze."
        if not asks_for_pesel:
            del self.fields["pesel"]
        family = self.instance.family
        for name in ("street", "house", "postal_code", "town"):
            self.initial.setdefault(name, getattr(family, name))

    def _was_born_on(self):
        return None

    @property
    def typed(self) -> Typed:
        known = self.cleaned_data
        return Typed(
            known["last_name"], known["first_name"], known.get("born_on"), known.get("pesel") or ""
        )

    @property
    def new_person(self) -> Person:
        return Person(**{name: self.cleaned_data[name] for name in PERSON})


class EndMemberForm(VersionedModelForm):
    class Meta:
        model = FamilyMember
        fields = ["ends_on"]
        field_classes = {"ends_on": PastDateField}
        labels = {"ends_on": "Ostatni dzień w rodzinie"}

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = True
        self.initial["ends_on"] = self.instance.ends_on or on


class PersonForm(LikelyBirth, VersionedModelForm):
    """What art. 16 names of a person whom nobody else of the office leads."""

    asked_behind = QUESTION_OF_AGE

    class Meta:
        model = Person
        fields = PERSON
        field_classes = OF_PERSON

    def _update_errors(self, errors):
        """What the model says of columns that this form may not hold stands above all fields."""
        if hasattr(errors, "error_dict"):
            for name in set(errors.error_dict) - {*self.fields, NON_FIELD_ERRORS}:
                self.add_error(None, errors.error_dict.pop(name))
        super()._update_errors(errors)


class FindForm(forms.Form):
    """Words that the address never carries."""

    words = forms.CharField(
        label="Nazwisko i imię", max_length=100, help_text="Wystarczy początek nazwiska."
    )
