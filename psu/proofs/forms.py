from django import forms
from django.core.exceptions import ValidationError

from kis.documents.uploads import check_upload
from kis.lib.dates import month_of, polish
from kis.lib.forms import PastDateField
from kis.lib.versions import VersionedModelForm
from psu.models import SignedList


class SignedListForm(VersionedModelForm):
    """`is_behind`: entries changed after whoever compares the paper with them opened the page."""

    file = forms.FileField(
        label="Skan", required=False, help_text="PDF, JPEG albo PNG, najwyżej 10 MB."
    )

    class Meta:
        model = SignedList
        fields = ["received_on", "agrees"]
        field_classes = {"received_on": PastDateField}
        help_texts = {
            "agrees": "Godziny na papierze są takie same jak w programie. Bez tego miesiąca nie można "
            "zamknąć.",
        }

    def __init__(self, *args, today, is_behind=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_behind, self.today = is_behind, today
        if not self.instance.pk:
            self.initial["received_on"] = today

    def clean_agrees(self):
        agrees = self.cleaned_data["agrees"]
        _, last = month_of(self.instance.month)
        if agrees and self.today < last:
            raise ValidationError(
                f"Miesiąc jeszcze trwa: listę można odnotować jako zgodną od {polish(last)}. "
                "Do tego czasu zapisz ją bez „zgodna z wpisami”."
            )
        # Only "zgodna" speaks of the entries: a list that does not agree may be noted at any time.
        if agrees and self.is_behind:
            raise ValidationError(
                "Po otwarciu tej strony zmieniono wpisy tego miesiąca. Porównaj papier z kartą "
                "miesiąca jeszcze raz i zapisz."
            )
        return agrees

    def clean_received_on(self):
        received_on = self.cleaned_data["received_on"]
        if received_on < self.instance.month:
            raise ValidationError("Listy nie można otrzymać przed początkiem jej miesiąca.")
        return received_on

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            self.content_type = check_upload(file)
        return file
