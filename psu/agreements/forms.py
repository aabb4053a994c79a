"""The agreement with the starosta, its persons per period and its rates, on one page."""

from django import forms

from kis.lib.forms import NumberField, PlannedDateField, PolishDateField, WholeNumberField
from kis.lib.rows import BOUNDS, ManyRows
from kis.lib.versions import VersionedModelForm
from participants.forms.groups import GroupedFields
from psu.agreements.covered import (
    FIELDS as COVERED,
    FIELDS_OF_TERMS,
    NO_PERSONS,
    CoveredFields,
    keep_own,
)
from psu.models import (
    AgreedRate,
    Agreement,
    AgreementKind,
    AgreementPeriod,
    Regime,
    WorkKind,
    WorkPlace,
)

EMPTY_ROWS = 3

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
    ("Rodzaj i miejsca prac", COVERED),
    (
        "Finansowanie i refundacja",
        ["refund_percent", "carer_refund_percent", "refund_dates", "financing"],
    ),
    ("Informacje, kontrola, inne", ["information", "monitoring", "remarks"]),
]


class AgreementForm(GroupedFields, CoveredFields, VersionedModelForm):
    """The regime is not asked: it follows from the day of signing."""

    groups = GROUPS

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
            "ends_on": PlannedDateField,
            **FIELDS_OF_TERMS,
            "posts": WholeNumberField,
        }
        error_messages = NO_PERSONS
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
        self.offer(*_own(self.instance))

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

    def kinds_at_some_time(self) -> set[WorkKind] | None:
        """The chosen ones and those that annexes bring; None where the choice is not sound."""
        chosen = self.cleaned_data.get("kinds")
        if chosen is None:
            return None
        brought = AgreementKind.objects.filter(
            agreement=self.instance.pk, from_annex__isnull=False, from_annex__voided_at=None
        )
        return {*chosen, *(row.kind for row in brought.select_related("kind"))}

    def _save_m2m(self):
        keep_own(self.instance, self.cleaned_data["places"], self.cleaned_data["kinds"])


def _own(agreement: Agreement):
    """Places and kinds that the agreement names by itself; what annexes brought is theirs."""
    if not agreement.pk:
        return WorkPlace.objects.none(), WorkKind.objects.none()
    places = agreement.agreement_places.filter(from_annex=None).values("place")
    kinds = agreement.agreement_kinds.filter(from_annex=None).values("kind")
    return WorkPlace.objects.filter(pk__in=places), WorkKind.objects.filter(pk__in=kinds)


def read_choices_once(rows: forms.BaseFormSet, name: str) -> None:
    """Else each row would ask the database for the same list."""
    choices = list(rows.forms[0][name].field.choices) if rows.forms else []
    for row in rows.forms:
        row.fields[name].choices = choices


class AgreementPeriodForm(VersionedModelForm):
    class Meta:
        model = AgreementPeriod
        fields = ["starts_on", "ends_on", "persons"]
        field_classes = {
            "starts_on": PolishDateField,
            "ends_on": PlannedDateField,
            "persons": WholeNumberField,
        }
        error_messages = NO_PERSONS


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


class RateRows(AgreementRows):
    """`kinds`: those that the agreement names at some time, where they are known."""

    kinds: set[WorkKind] | None = None

    def clean(self):
        super().clean()
        if self.kinds is None:
            return
        for form in self.forms:
            kind = form.cleaned_data.get("kind")
            if kind and kind not in self.kinds and not self._should_delete_form(form):
                form.add_error(
                    "kind",
                    "Porozumienie nie obejmuje tej pracy. Zaznacz ją w rodzajach pracy albo usuń stawkę.",
                )


def _rows(model, form, formset):
    return forms.inlineformset_factory(
        Agreement,
        model,
        form=form,
        formset=formset,
        extra=EMPTY_ROWS,
        can_delete=True,
        **BOUNDS,
    )


PeriodFormSet, RateFormSet = (
    _rows(AgreementPeriod, AgreementPeriodForm, AgreementRows),
    _rows(AgreedRate, AgreedRateForm, RateRows),
)
