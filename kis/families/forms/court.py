"""The forms of papers for a court and of monitoring."""

from django import forms

from kis.families.models import CourtPaper, MonitoringNote
from kis.lib.forms import PastDateField, WholeNumberField
from kis.lib.versions import VersionedModelForm

TEXT = forms.Textarea(attrs={"rows": 12, "data-kis-wide": ""})
OF_KIND = {
    CourtPaper.Kind.OPINION: ["requested_on", "within_days"],
    CourtPaper.Kind.REPORT: ["period_from", "period_to"],
}


class CourtForm(VersionedModelForm):
    """Of the kind that its row has already."""

    class Meta:
        model = CourtPaper
        fields = [
            *("court_name", "court_number"),
            *("requested_on", "within_days", "period_from", "period_to"),
            *("text", "number", "dated"),
        ]
        field_classes = {
            "requested_on": PastDateField,
            "within_days": WholeNumberField,
            "period_from": PastDateField,
            "period_to": PastDateField,
            "dated": PastDateField,
        }
        widgets = {"text": TEXT}
        help_texts = {
            "dated": "Potrzebna dopiero do wydruku.",
            "within_days": "Ile dni na odpowiedź dał sąd.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind, names in OF_KIND.items():
            for name in names:
                if kind == self.instance.kind:
                    self.fields[name].required = True
                else:
                    del self.fields[name]


class SentForm(forms.Form):
    on = PastDateField(label="Wysłano dnia")


class MonitoringForm(forms.ModelForm):
    class Meta:
        model = MonitoringNote
        fields = ["on", "way", "text"]
        field_classes = {"on": PastDateField}
        widgets = {"text": forms.Textarea(attrs={"rows": 6, "data-kis-wide": ""})}


class EndMonitoringForm(forms.Form):
    on = PastDateField(label="Monitorowanie do dnia")
