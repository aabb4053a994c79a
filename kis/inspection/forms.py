"""An inspection as it is entered, and further files that it asks for."""

from django import forms

from kis.accounts.models import Inspection, User
from kis.accounts.rights import Role
from kis.inspection.entered import add_people, enter
from kis.inspection.numbers_field import FileNumbersField, refuse_unreadable
from kis.lib.forms import PolishDateField
from kis.lib.versions import VersionedModelForm
from participants.models import Person

MOST_PEOPLE = 500
NUMBERS = {
    "most": MOST_PEOPLE,
    "too_many": f"Wymień najwyżej {MOST_PEOPLE} kart naraz.",
    "label": "Numery kart",
    "widget": forms.Textarea(attrs={"rows": 2}),
    "help_text": "Np. 12, 15, 40. Numer karty stoi w jej adresie.",
}


class _ReadsFiles:
    def clean_files(self) -> list[Person]:
        numbers = self.cleaned_data["files"]
        found = list(Person.objects.visible_to(self.by).filter(pk__in=numbers))
        if why := refuse_unreadable(numbers, found):
            raise forms.ValidationError(why)
        return found


class InspectionForm(_ReadsFiles, forms.ModelForm):
    """Of whom: everybody, or the named files."""

    files = FileNumbersField(required=False, **NUMBERS)

    class Meta:
        model = Inspection
        fields = [
            *("inspector", "authority", "subject", "period_starts_on", "period_ends_on"),
            *("starts_on", "ends_on", "covers_everybody"),
        ]
        field_classes = dict.fromkeys(
            ("period_starts_on", "period_ends_on", "starts_on", "ends_on"), PolishDateField
        )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["inspector"].queryset = User.objects.with_role(Role.INSPECTOR)
        if not self.fields["inspector"].queryset:
            self.fields[
                "inspector"
            ].help_text = "Nie ma jeszcze konta z rolą: kontrola. Zakłada je administrator systemu."

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if bool(cleaned["covers_everybody"]) == bool(cleaned["files"]):
            self.add_error("files", "Wpisz numery kart albo zaznacz wszystkie osoby.")
        return cleaned

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"closed_at"}

    def save(self, commit=True) -> Inspection:
        return enter(self.instance, self.cleaned_data["files"])


class MoreForm(_ReadsFiles, VersionedModelForm):
    """While it runs: its end, and further files."""

    files = FileNumbersField(required=False, **NUMBERS | {"label": "Dodaj karty o numerach"})

    class Meta:
        model = Inspection
        fields = ["ends_on"]
        field_classes = {"ends_on": PolishDateField}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        if self.instance.covers_everybody:
            del self.fields["files"]

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"closed_at", "inspector", "starts_on"}

    def save(self, commit=True) -> Inspection:
        saved = super().save(commit)
        add_people(saved, self.cleaned_data.get("files") or [])
        return saved
