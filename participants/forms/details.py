"""What is known of a person, to be completed and corrected."""

from django import forms

from kis.lib.versions import VersionedModelForm
from participants.forms.duplicates import AsksAboutDuplicates
from participants.forms.groups import GroupedFields, names_of
from participants.forms.person import (
    CONTACT,
    FIELD_CLASSES,
    HOME,
    IDENTITY,
    INFORMATION,
    OPENED_BY_CITIZENSHIP,
    OPENED_BY_HOMELESSNESS,
    PERSON,
    QUESTION_OF_AGE,
    REPORTED,
    LikelyBirth,
)
from participants.models import Person

LONG_TEXTS = ["qualifications", "work_history", "household"]
GROUPS = [
    PERSON,
    ("Dokument zamiast numeru PESEL", [*IDENTITY, "no_identity_reason"]),
    ("Adres", [*HOME, "registered_address"]),
    CONTACT,
    ("Zgłoszenie", [*INFORMATION, *REPORTED, "distinguished_by"]),
    ("Wykształcenie, praca, dom", ["education", "profession", *LONG_TEXTS]),
    (
        "Rynek pracy i pomoc społeczna",
        [
            *("labour_status", "assistance_since", "assistance_kind", "interview_on"),
            *("case_mark", "domain_system_number", "file_number"),
        ],
    ),
]


class DetailsForm(AsksAboutDuplicates, LikelyBirth, GroupedFields, VersionedModelForm):
    """Everything about the person but PESEL, which has a form of its own and is never sent unasked."""

    opened_by = OPENED_BY_CITIZENSHIP | OPENED_BY_HOMELESSNESS
    groups = GROUPS
    asked_behind = QUESTION_OF_AGE

    class Meta:
        model = Person
        fields = names_of(GROUPS)
        field_classes = FIELD_CLASSES
        labels = {
            "information_given_on": "Informację o danych osobowych przekazano dnia",
            "information_given_how": "Sposób",
            "identity_kind": "Dokument: rodzaj",
            "no_identity_reason": "Brak dokumentów – co ustalono",
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in LONG_TEXTS}

    def _update_errors(self, errors):
        """The number is not in this form: what the model says about it stands above all fields."""
        if hasattr(errors, "error_dict") and "pesel" in errors.error_dict:
            self.add_error(None, errors.error_dict.pop("pesel"))
        super()._update_errors(errors)
