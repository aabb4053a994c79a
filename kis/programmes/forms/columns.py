"""The columns of the file of participants, arranged anew from a day on."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseFormSet, formset_factory

from kis.lib.dates import DAY
from kis.lib.forms import LineField, PolishDateField, WholeNumberField
from kis.lib.refusals import Refused
from kis.programmes.models import ExportColumn, ExportTemplate
from kis.programmes.project.columns import CONTENTS

SPARE = 3


class ColumnForm(forms.Form):
    place = WholeNumberField(
        label="Miejsce",
        required=False,
        min_value=1,
        max_value=500,
        widget=forms.TextInput({"class": "form-control", "inputmode": "numeric", "size": 4}),
    )
    heading = LineField(
        label="Nagłówek",
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "form-control", "size": 60, "autocomplete": "off"}),
    )
    content = forms.ChoiceField(
        label="Co w niej stoi",
        required=False,
        widget=forms.Select({"class": "form-select"}),
        choices=[("", "–"), *((key, content.label) for key, content in CONTENTS.items())],
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("place") and not (cleaned.get("heading") and cleaned.get("content")):
            raise ValidationError("Kolumna z miejscem ma nagłówek i treść.")
        return cleaned


class Columns(BaseFormSet):
    """A row without a place is left out."""

    def clean(self):
        if any(self.errors):
            return
        places = [form.cleaned_data["place"] for form in self.chosen]
        if not places:
            raise ValidationError("Podaj miejsce co najmniej jednej kolumny.")
        if len(places) != len(set(places)):
            raise ValidationError("Dwie kolumny nie mogą stać na tym samym miejscu.")

    @property
    def chosen(self):
        rows = [form for form in self.forms if form.cleaned_data.get("place")]
        return sorted(rows, key=lambda form: form.cleaned_data["place"])


ColumnRows = formset_factory(ColumnForm, formset=Columns, extra=SPARE, max_num=200)


class TemplateForm(forms.ModelForm):
    class Meta:
        model = ExportTemplate
        fields = ["valid_from", "rows", "source"]
        field_classes = {"valid_from": PolishDateField}
        labels = {"valid_from": "Układ obowiązuje od"}

    @transaction.atomic
    def save_with(self, rows: Columns, *, by) -> ExportTemplate:
        """The one until now ends the day before. Raises Refused."""
        first = self.cleaned_data["valid_from"]
        before = ExportTemplate.objects.select_for_update(no_key=True).filter(valid_to=None).first()
        if before:
            if first <= before.valid_from:
                raise Refused("Nowy układ musi się zacząć później niż dotychczasowy.")
            before.valid_to = first - DAY
            before.save(update_fields=["valid_to"])
        self.instance.entered_by = by
        template = self.save()
        ExportColumn.objects.bulk_create(
            ExportColumn(
                template=template,
                place=place,
                heading=form.cleaned_data["heading"],
                content=form.cleaned_data["content"],
            )
            for place, form in enumerate(rows.chosen, start=1)
        )
        return template


def starting_rows(template: ExportTemplate | None) -> list[dict]:
    columns = template.columns.all() if template else []
    return [
        {"place": column.place, "heading": column.heading, "content": column.content}
        for column in columns
    ]
