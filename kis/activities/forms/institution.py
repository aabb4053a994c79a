from django import forms

from kis.activities.models import Institution
from kis.lib.forms import PhoneField
from kis.lib.versions import VersionedModelForm
from participants.forms.groups import GroupedFields, names_of

GROUPS = [
    ("Kto to jest", ["name", "kind"]),
    ("W czym pomaga", ["matters", "offer", "bring"]),
    ("Jak tam trafić", ["address", "opening_hours", "phone", "email", "website", "contact"]),
    ("Dla pracowników", ["note", "is_active"]),
]


class InstitutionForm(GroupedFields, VersionedModelForm):
    groups = GROUPS

    matters = forms.TypedMultipleChoiceField(
        label="W jakich sprawach",
        choices=Institution.Matter.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Zaznacz, w jakich sprawach pomaga."},
    )
    website = forms.URLField(
        label="Strona internetowa",
        required=False,
        assume_scheme="https",
        max_length=200,
        error_messages={"invalid": "To nie jest adres strony. Wpisz go tak: www.przyklad.pl"},
    )

    class Meta:
        model = Institution
        fields = names_of(GROUPS)
        field_classes = {"phone": PhoneField}
        widgets = {
            "offer": forms.Textarea(attrs={"rows": 3}),
            "bring": forms.Textarea(attrs={"rows": 2}),
            "opening_hours": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }


class InstitutionFilter(forms.Form):
    """Nothing in its address is about anybody."""

    STATES = [("", "działające"), ("do-sprawdzenia", "do sprawdzenia"), ("wszystkie", "wszystkie")]

    szukaj = forms.CharField(label="Szukaj", required=False, max_length=100)
    sprawa = forms.ChoiceField(
        label="W sprawie",
        choices=[("", "każdej"), *Institution.Matter.choices],
        required=False,
    )
    stan = forms.ChoiceField(label="Które", choices=STATES, required=False)

    def chosen(self, on):
        facts = self.cleaned_data if self.is_valid() else {}
        match facts.get("stan"):
            case "wszystkie":
                found = Institution.objects.all()
            case "do-sprawdzenia":
                found = Institution.objects.to_check(on)
            case _:
                found = Institution.objects.in_use()
        if facts.get("sprawa"):
            found = found.filter(matters__contains=[facts["sprawa"]])
        return found.found(facts.get("szukaj", ""))
