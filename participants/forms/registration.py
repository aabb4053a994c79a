"""The short entry of a person who comes for the first time."""

from django import forms

from kis.accounts.models import User
from participants.forms.duplicates import AsksAboutDuplicates
from participants.forms.groups import GroupedFields, names_of
from participants.forms.person import (
    CONTACT,
    FIELD_CLASSES,
    FOR_PARTICIPATION,
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
from participants.forms.pesel import PeselField, PeselRules, keep_pesel_field
from participants.handover import CASE_LEADERS
from participants.models import Person

FOR_SIGNING = "potrzebne do podpisania"

GROUPS = [
    ("Informacja o danych osobowych", INFORMATION),
    ("Numer PESEL", ["pesel", "no_pesel", "keep_pesel", "pesel_kept_reason"]),
    ("Dokument, gdy nie ma numeru PESEL", [*IDENTITY, "no_identity", "no_identity_reason"]),
    PERSON,
    ("Miejsce zamieszkania lub pobytu", HOME),
    CONTACT,
    ("Zgłoszenie", [*REPORTED, "responsible", "note"]),
]
OPENED_BY = {
    **dict.fromkeys(
        [*IDENTITY, "no_pesel", "no_identity", "no_identity_reason", "born_on", "sex"], "!pesel"
    ),
    "is_homeless": "!street",
    **OPENED_BY_HOMELESSNESS,
    **OPENED_BY_CITIZENSHIP,
}
ASKED_HERE = {"no_pesel", "keep_pesel", "no_identity", "note"}  # the person has no such columns


class RegistrationForm(
    AsksAboutDuplicates, LikelyBirth, PeselRules, GroupedFields, forms.ModelForm
):
    """The short entry: a name and the worker in charge are enough to save."""

    pesel = PeselField()
    no_pesel = forms.BooleanField(label="Brak numeru PESEL", required=False)
    keep_pesel = keep_pesel_field()
    no_identity = forms.BooleanField(label="Brak dokumentów", required=False)
    note = forms.CharField(
        label="Notatka", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    opened_by = OPENED_BY
    groups = GROUPS
    asked_behind = QUESTION_OF_AGE

    class Meta:
        model = Person
        fields = [
            *(name for name in names_of(GROUPS) if name not in ASKED_HERE),
            "distinguished_by",
        ]
        field_classes = FIELD_CLASSES
        labels = {
            "information_given_on": "Przekazano dnia",
            "information_given_how": "Sposób",
            "identity_kind": "Dokument: rodzaj",
            "no_identity_reason": "Co ustalono",
            "pesel_kept_reason": "Dlaczego zostaje",
            "responsible": "Prowadzi",
        }
        help_texts = {
            "information_given_on": f"Przed pierwszym pytaniem; {FOR_PARTICIPATION}.",
            "last_name": "Jak w dokumencie; obce pismo – zapis z rejestru PESEL.",
            "born_on": f"Z numeru PESEL albo wpisana; {FOR_SIGNING}.",
            "sex": f"Z numeru PESEL albo wybrana; {FOR_SIGNING}.",
            "residence_title": "Gdy obywatelstwo inne niż polskie.",
            "street": "Mieszka i zameldowany to dwie różne rzeczy.",
            "safe_contact": "Np. „nie dzwonić po 16”.",
            "language": "Gdy inny niż polski.",
            "place_of_stay": "Gdzie przebywa osoba bezdomna.",
        }

    def __init__(self, *args, user, on, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["responsible"].queryset = User.objects.with_role(*CASE_LEADERS)
        self.fields["responsible"].initial = user.pk
        self.fields["responsible"].error_messages["required"] = (
            "Wybierz osobę, która prowadzi sprawę."
        )
        self.fields["reported_on"].initial = on
        self.fields["distinguished_by"].label = "Po czym to poznać"
        if not self.is_bound:
            self.fields["information_given_on"].widget.attrs["autofocus"] = True

    def is_asked(self, name):
        """A number is kept in spite of its check digit only after it was refused."""
        if name in ("keep_pesel", "pesel_kept_reason"):
            return "pesel" in self.errors or bool(self.data.get("keep_pesel"))
        return super().is_asked(name)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("no_pesel") and cleaned.get("pesel"):
            self.add_error("no_pesel", "Wpisano numer PESEL. Zostaw jedno z nich.")
        if cleaned.get("no_identity") and not cleaned.get("no_identity_reason"):
            self.add_error("no_identity_reason", "Napisz, co ustalono o tożsamości osoby.")
        return cleaned
