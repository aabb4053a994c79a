from django import forms
from django.core.exceptions import ValidationError

from kis.lib.forms import PastDateField, PolishDateField
from kis.lib.versions import VersionedModelForm
from psu.models import StatusNews


class StatusNewsForm(VersionedModelForm):
    class Meta:
        model = StatusNews
        fields = ["what", "cause", "starts_on", "letter", "received_on"]
        field_classes = {"starts_on": PolishDateField, "received_on": PastDateField}
        help_texts = {
            "starts_on": "Odmowa: dzień odmowy. Niepodjęcie: dzień po skierowaniu. Przerwanie: dzień "
            "przerwania. Kontrakt: dzień podpisania.",
        }


class NewsDecisionForm(VersionedModelForm):
    """The coordinator's decision on hours behind the day; and the day on which the status came back."""

    class Meta:
        model = StatusNews
        fields = ["pay", "pay_reason", "ends_on"]
        field_classes = {"ends_on": PolishDateField}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("pay") and not cleaned.get("pay_reason"):
            self.add_error("pay_reason", "Podaj powód decyzji.")
        if not cleaned.get("pay") and cleaned.get("pay_reason"):
            raise ValidationError("Wybierz, czy godziny po tym dniu wypłacić.")
        return cleaned


class StatusCheckForm(forms.Form):
    words = forms.CharField(
        label="Co ustalono",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Np. PUP potwierdza utratę statusu; skierowanie kończy się wcześniej.",
    )
