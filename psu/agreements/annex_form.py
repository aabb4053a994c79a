"""An annex: the terms as they are to be, filled in with those that hold behind the last one."""

import datetime

from django import forms

from kis.lib.forms import PlannedDateField, PolishDateField
from participants.forms.groups import GroupedFields
from psu.agreements.covered import (
    FIELDS as COVERED,
    FIELDS_OF_TERMS,
    NO_PERSONS,
    TERMS,
    CoveredFields,
    keep_from,
)
from psu.models import Agreement, AgreementAnnex


class AgreementAnnexForm(GroupedFields, CoveredFields, forms.ModelForm):
    groups = [
        ("Aneks", ["number", "signed_on", "valid_from", "remarks"]),
        ("Od tego dnia", ["ends_on", *TERMS]),
        ("Miejsca i rodzaje pracy od tego dnia", COVERED),
    ]

    class Meta:
        model = AgreementAnnex
        fields = [
            *("number", "signed_on", "valid_from", "remarks"),
            *("ends_on", *TERMS),
        ]
        field_classes = {
            **dict.fromkeys(["signed_on", "valid_from"], PolishDateField),
            "ends_on": PlannedDateField,
            **FIELDS_OF_TERMS,
        }
        error_messages = NO_PERSONS
        help_texts = {
            "valid_from": "Wcześniejsze dni zostają przy tym, co obowiązywało wtedy.",
            "total_hours": "Od początku porozumienia, wszystkich osób razem.",
            "weekly_hours": "Ustawa pozwala najwyżej na 10.",
            "monthly_hours": "Puste: bez limitu w miesiącu.",
            "refund_percent": "Od 0 do 60.",
            "carer_refund_percent": "Puste: tak jak w innych miejscach. Ustawa: 100.",
        }
        widgets = {"remarks": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, agreement: Agreement, by, **kwargs):
        instance = AgreementAnnex(agreement=agreement, entered_by=by)
        terms = agreement.latest_terms
        initial = {name: getattr(terms, name) for name in TERMS}
        super().__init__(
            *args, instance=instance, initial={**initial, "ends_on": agreement.ends_on}, **kwargs
        )
        self.offer(agreement.places_on(datetime.date.max), agreement.kinds_on(datetime.date.max))
        if agreement.regime.is_old:
            del self.fields["carer_refund_percent"]

    def _save_m2m(self):
        keep_from(self.instance, self.cleaned_data["places"], self.cleaned_data["kinds"])
