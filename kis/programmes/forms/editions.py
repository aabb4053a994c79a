"""An edition, its numbers and groups, and who runs it."""

import datetime

from django import forms

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.forms import HoursField, PlannedDateField, PolishDateField, WholeNumberField
from kis.lib.versions import VersionedModelForm
from kis.programmes import editing
from kis.programmes.models import Edition, EditionNumber, EditionStaff, Group, Kind
from participants.forms.groups import GroupedFields

DAYS = {"starts_on": PolishDateField, "ends_on": PlannedDateField}


class EditionForm(GroupedFields, VersionedModelForm):
    groups = [
        ("Edycja", ["kind", "name", "starts_on", "ends_on", "funding", "contract_number"]),
        ("Zasady", ["source", "entitlement", "limit_unit", "eligible_costs"]),
    ]

    eligible_costs = forms.MultipleChoiceField(
        label="Koszty kwalifikowane obok godzin",
        choices=Edition.Cost,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Edition
        fields = [
            *("kind", "name", "starts_on", "ends_on", "funding", "contract_number"),
            *("source", "entitlement", "limit_unit", "eligible_costs"),
        ]
        field_classes = DAYS
        widgets = {"source": forms.Textarea(attrs={"rows": 2, "data-kis-wide": ""})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk or self.instance.copied_from:
            del self.fields["kind"]
        if self.instance.kind and not self.instance.has_services:
            for name in ("entitlement", "limit_unit", "eligible_costs"):
                del self.fields[name]


class CopyForm(EditionForm):
    """The days of the earlier edition stand a year later; everything is to be looked at."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        earlier = self.instance.copied_from
        for name in ("starts_on", "ends_on"):
            self.initial[name] = a_year_later(getattr(earlier, name))
        self.initial["name"] = earlier.name.replace(
            str(earlier.starts_on.year), str(earlier.starts_on.year + 1)
        )
        self.fields[
            "source"
        ].help_text = (
            f"W poprzedniej edycji: {earlier.source}. Sprawdź, jaki tekst obowiązuje teraz."
        )


def a_year_later(day: datetime.date) -> datetime.date:
    """The 29 of February becomes the 28."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


class ConfirmedForm(VersionedModelForm):
    """A number is confirmed in the same act, or it waits for whoever compares it with its source."""

    is_confirmed = forms.BooleanField(
        label="Liczby są porównane ze źródłem",
        required=False,
        help_text="Bez tego liczba czeka na potwierdzenie, a pisma z nią mają ostrzeżenie.",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_confirmed") and not cleaned.get("source", "").strip():
            self.add_error(
                "source", "Wpisz, w jakim tekście stoi ta liczba, np. program, część IV."
            )
        return cleaned

    def save_by(self, user) -> None:
        editing.change(self.instance, is_confirmed=self.cleaned_data["is_confirmed"], by=user)


class NumberForm(ConfirmedForm):
    class Meta:
        model = EditionNumber
        fields = ["code", "value", "source"]
        field_classes = {"value": HoursField}

    field_order = ["code", "value", "source", "is_confirmed"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]
            return
        used = set(self.instance.edition.numbers.values_list("code", flat=True))
        offered = [one for one in codes_of(self.instance.edition.kind) if one not in used]
        self.fields["code"].choices = [("", "---------"), *[(one, one.label) for one in offered]]


def codes_of(kind: str) -> list[EditionNumber.Code]:
    """Which numbers a programme of this kind has."""
    code = EditionNumber.Code
    own = {
        Kind.ASSISTANCE: [code.PROVIDER_HOURS, code.HOUR_RATE, code.KM_RATE],
        Kind.RESPITE: [code.HOUR_RATE, code.DAY_RATE],
        Kind.PROJECT: [code.LEAVING_DAYS],
    }
    return [*own.get(kind, []), code.PLACES, code.BUDGET]


class GroupForm(GroupedFields, ConfirmedForm):
    groups = [
        ("Kogo dotyczy", ["name", "degree", "is_coupled", "points_from", "age_from", "age_to"]),
        ("Ile na osobę", ["hours_limit", "days_limit", "source", "is_confirmed"]),
    ]

    class Meta:
        model = Group
        fields = [
            *("name", "degree", "is_coupled", "points_from", "age_from", "age_to"),
            *("hours_limit", "days_limit", "source"),
        ]
        field_classes = {
            **dict.fromkeys(["points_from", "age_from", "age_to", "days_limit"], WholeNumberField),
            "hours_limit": HoursField,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.edition.kind != Kind.RESPITE:
            del self.fields["days_limit"]
        if self.instance.edition.entitlement != Edition.Entitlement.POINTS:
            del self.fields["points_from"]


class ConfirmForm(forms.Form):
    """The source is typed by whoever has it in hand: a copy comes without one."""

    source = forms.CharField(
        label="W jakim tekście stoi ta liczba",
        max_length=300,
        help_text="Np. „Program na 2027 r., część IV pkt 16”.",
    )


class StaffForm(VersionedModelForm):
    class Meta:
        model = EditionStaff
        fields = ["user", "starts_on"]
        field_classes = {"starts_on": PolishDateField}

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.with_role(Role.PROGRAMME_STAFF)
        self.fields[
            "user"
        ].help_text = "Konto z rolą realizatora programu. Nadaje ją administrator."
        self.initial.setdefault("starts_on", max(on, self.instance.edition.starts_on))


class StaffEndForm(VersionedModelForm):
    class Meta:
        model = EditionStaff
        fields = ["ends_on"]
        field_classes = {"ends_on": PolishDateField}

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = True
        self.initial["ends_on"] = self.instance.ends_on or on
