"""The agreement with the starosta, its persons per period and its rates, on one page."""

from django import forms

from kis.lib.forms import HoursField, NumberField, PolishDateField, WholeNumberField
from kis.lib.rows import BOUNDS, ManyRows
from kis.lib.versions import VersionedModelForm
from participants.forms.groups import GroupedFields
from psu.models import (
    AgreedRate,
    Agreement,
    AgreementKind,
    AgreementPeriod,
    AgreementPlace,
    Regime,
    WorkKind,
    WorkPlace,
)

EMPTY_ROWS = 3
NONE_TO_CHOOSE = (
    "Nie ma jeszcze żadnych do wyboru: wpisuje je administrator merytoryczny w słownikach."
)
LIMITS = ["total_hours", "weekly_hours", "monthly_hours", "refund_percent", "carer_refund_percent"]


# What art. 142 ust. 6 of the act of 20 March 2025 (Dz.U. 2025 poz. 620) asks for, in its order.
GROUPS = [
    (
        "Porozumienie",
        ["number", "signed_on", "county_office", "is_application", "starts_on", "ends_on"],
    ),
    (
        "Osoby, stanowiska i godziny",
        ["persons", "posts", "total_hours", "weekly_hours", "monthly_hours"],
    ),
    ("Rodzaj i miejsca prac", ["places", "kinds"]),
    (
        "Finansowanie i refundacja",
        ["refund_percent", "carer_refund_percent", "refund_dates", "financing"],
    ),
    ("Informacje, kontrola, inne", ["information", "monitoring", "remarks"]),
]


class AgreementForm(GroupedFields, VersionedModelForm):
    """The regime is not asked: it follows from the day of signing."""

    groups = GROUPS

    places = forms.ModelMultipleChoiceField(
        WorkPlace.objects.none(),
        label="Miejsca PSU",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Zaznacz co najmniej jedno miejsce."},
    )
    kinds = forms.ModelMultipleChoiceField(
        WorkKind.objects.none(),
        label="Rodzaje pracy",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Zaznacz co najmniej jeden rodzaj pracy."},
    )

    class Meta:
        model = Agreement
        fields = [
            "number",
            "signed_on",
            "county_office",
            "is_application",
            "starts_on",
            "ends_on",
            "persons",
            "total_hours",
            "weekly_hours",
            "monthly_hours",
            "refund_percent",
            "carer_refund_percent",
            "posts",
            "financing",
            "refund_dates",
            "information",
            "monitoring",
            "remarks",
        ]
        field_classes = {
            "signed_on": PolishDateField,
            "starts_on": PolishDateField,
            "ends_on": PolishDateField,
            **dict.fromkeys(LIMITS, HoursField),
            "persons": WholeNumberField,
            "posts": WholeNumberField,
        }
        help_texts = {
            "signed_on": "Od tego dnia zależy, według których przepisów wykonuje się porozumienie.",
            "total_hours": "Wszystkich osób razem, przez cały okres.",
            "weekly_hours": "Ustawa pozwala najwyżej na 10.",
            "monthly_hours": "Porozumienie podpisane od 1.06.2025: puste, gdy nie ma w nim takiego limitu. "
            "Wcześniejsze: puste znaczy 40.",
            "refund_percent": "Od 0 do 60.",
            "carer_refund_percent": "Tylko porozumienia podpisane od 1.06.2025: 100. Puste: tak jak w innych "
            "miejscach.",
            "posts": "Jak w porozumieniu, obok godzin.",
            "refund_dates": "Np. do 20. dnia następnego miesiąca.",
        }
        widgets = dict.fromkeys(
            ["financing", "information", "monitoring", "remarks"], forms.Textarea(attrs={"rows": 2})
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["places"].queryset = _used_or_chosen(WorkPlace, self.instance, "places")
        self.fields["kinds"].queryset = _used_or_chosen(WorkKind, self.instance, "kinds")
        for name in ("places", "kinds"):
            field = self.fields[name]
            field.choices = [(row.pk, str(row)) for row in field.queryset]
            if not field.choices:
                field.help_text = NONE_TO_CHOOSE
        if self.instance.pk:
            self.initial["places"] = list(self.instance.places.values_list("pk", flat=True))
            self.initial["kinds"] = list(self.instance.kinds.values_list("pk", flat=True))

    def clean(self):
        cleaned = super().clean()
        if signed_on := cleaned.get("signed_on"):
            regime = Regime.objects.signed(signed_on).first()
            if regime is None:
                self.add_error(
                    "signed_on",
                    "Dla porozumień podpisanych tego dnia nie ma przepisów w słowniku. "
                    "Wpisuje je administrator merytoryczny.",
                )
            else:
                self.instance.regime = regime
                if "monthly_hours" in cleaned and cleaned["monthly_hours"] is None:
                    cleaned["monthly_hours"] = regime.usual_monthly_hours
        return cleaned

    def _save_m2m(self):
        """Places and kinds one by one, so that each change keeps its history."""
        agreement = self.instance
        _keep(AgreementPlace, agreement, "place", self.cleaned_data["places"])
        _keep(AgreementKind, agreement, "kind", self.cleaned_data["kinds"])


def read_choices_once(rows: forms.BaseFormSet, name: str) -> None:
    """Else each row would ask the database for the same list."""
    choices = list(rows.forms[0][name].field.choices) if rows.forms else []
    for row in rows.forms:
        row.fields[name].choices = choices


def _used_or_chosen(model, agreement, relation):
    """Rows in use, and those of the agreement even when they are used no more."""
    rows = model.objects.filter(is_active=True)
    if agreement.pk:
        rows |= model.objects.filter(pk__in=getattr(agreement, relation).values("pk"))
    return rows


def _keep(through, agreement, name, chosen):
    rows = through.objects.filter(agreement=agreement)
    for row in rows.exclude(**{f"{name}__in": chosen}):
        row.delete()
    there = set(rows.values_list(f"{name}_id", flat=True))
    for thing in chosen:
        if thing.pk not in there:
            through.objects.create(agreement=agreement, **{name: thing})


class AgreementPeriodForm(VersionedModelForm):
    class Meta:
        model = AgreementPeriod
        fields = ["starts_on", "ends_on", "persons"]
        field_classes = {
            "starts_on": PolishDateField,
            "ends_on": PolishDateField,
            "persons": WholeNumberField,
        }


class AgreedRateForm(VersionedModelForm):
    class Meta:
        model = AgreedRate
        fields = ["kind", "per_hour", "valid_from", "valid_to"]
        field_classes = {
            "per_hour": NumberField,
            "valid_from": PolishDateField,
            "valid_to": PolishDateField,
        }


class AgreementRows(ManyRows, forms.BaseInlineFormSet):
    @property
    def standing(self) -> int:
        typed = [form for form in self.forms if form.instance.pk or form.has_changed()]
        return sum(not self._should_delete_form(form) for form in typed)


def _rows(model, form):
    return forms.inlineformset_factory(
        Agreement,
        model,
        form=form,
        formset=AgreementRows,
        extra=EMPTY_ROWS,
        can_delete=True,
        **BOUNDS,
    )


PeriodFormSet, RateFormSet = (
    _rows(AgreementPeriod, AgreementPeriodForm),
    _rows(AgreedRate, AgreedRateForm),
)
