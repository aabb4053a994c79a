"""The application for an assistant, and the head's no."""

import datetime

from django import forms

from kis.documents.scans import ScanField, keep_scan
from kis.families.applying import apply
from kis.families.models import Cooperation
from kis.lib.forms import PastDateField, WholeNumberField
from kis.lib.versions import VersionedModelForm
from participants.forms.groups import GroupedFields

INTERVIEW = ["interview_on", "interview_by"]
COURT = ["court_name", "court_number", "court_on", "court_report_months"]
CONSENT = ["consent_on", "scan"]


class ApplicationForm(GroupedFields, VersionedModelForm):
    """`applicant`: the social worker who applies with the family's consent, None for whoever received it."""

    groups = [
        ("Wniosek", ["basis", "applied_on", *INTERVIEW, "reasons"]),
        ("Postanowienie sądu", COURT),
        ("Zgoda rodziny", CONSENT),
    ]
    opened_by = dict.fromkeys(COURT, "basis=court") | dict.fromkeys(INTERVIEW, "basis=consent")

    scan = ScanField(label="Skan zgody")

    class Meta:
        model = Cooperation
        fields = ["basis", "applied_on", *INTERVIEW, "reasons", *COURT, "consent_on"]
        field_classes = {
            "interview_on": PastDateField,
            "applied_on": PastDateField,
            "court_on": PastDateField,
            "court_report_months": WholeNumberField,
            "consent_on": PastDateField,
        }
        widgets = {"reasons": forms.Textarea(attrs={"rows": 5, "data-kis-wide": ""})}
        help_texts = {
            "consent_on": "Może przyjść później, najpóźniej w pierwszym dniu pracy asystenta.",
            "basis": "Przy zgodzie rodziny wnioskuje pracownik socjalny po wywiadzie.",
        }

    def __init__(self, *args, applicant, **kwargs):
        super().__init__(*args, **kwargs)
        self.applicant = applicant
        if applicant is None and self.instance.basis != Cooperation.Basis.CONSENT:
            bases = [
                one for one in Cooperation.Basis.choices if one[0] != Cooperation.Basis.CONSENT
            ]
            self.fields["basis"].choices = [("", "---------"), *bases]
            self.fields[
                "basis"
            ].help_text = "Z urzędu, na wniosek rodziny albo z postanowienia sądu."

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("basis") == Cooperation.Basis.CONSENT:
            self.instance.applied_by = self.instance.applied_by or self.applicant
        else:
            self.instance.applied_by = None
            # Of the interview alone this basis asks.
            cleaned["interview_on"], cleaned["interview_by"] = None, ""
        if cleaned.get("basis") != Cooperation.Basis.COURT:
            self._drop_court(cleaned)
        return cleaned

    @staticmethod
    def _drop_court(cleaned):
        cleaned |= {"court_name": "", "court_number": "", "court_on": None}
        cleaned["court_report_months"] = None

    def apply(self, *, by, on: datetime.date) -> Cooperation:
        self._keep_scan(by)
        return apply(self.instance, by=by, on=on)

    def save_by(self, user) -> Cooperation:
        self._keep_scan(user)
        return self.save()

    def _keep_scan(self, by):
        if file := self.cleaned_data["scan"]:
            self.instance.consent_scan = keep_scan(
                file, kind="family_consent", name="zgoda-rodziny", by=by
            )


class NoForm(forms.Form):
    """The head does not assign an assistant."""

    warns = True

    day = PastDateField(label="Dnia")
    reason = forms.CharField(
        label="Dlaczego nie", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
