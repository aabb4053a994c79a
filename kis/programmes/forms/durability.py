"""A typed figure of a year, and among which editions figures are counted."""

from django import forms

from kis.lib.forms import NumberField
from kis.lib.versions import VersionedModelForm
from kis.programmes.models import DurabilityFigure, DurabilitySource, Edition, Kind


class FigureForm(VersionedModelForm):
    class Meta:
        model = DurabilityFigure
        fields = ["value", "source"]
        field_classes = {"value": NumberField}

    def save_figure(self, *, by) -> DurabilityFigure:
        if self.instance.pk is None:
            self.instance.entered_by = by
        return self.save()


class SourcesForm(forms.Form):
    """`editions`: those that the user may read."""

    counted = forms.ModelMultipleChoiceField(
        label="Liczy się z edycji",
        queryset=Edition.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Dzieci i godziny tych edycji program policzy sam. Resztę wpisuje się ze źródłem.",
    )

    def __init__(self, *args, edition: Edition, readable, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.standing = set(edition.counted_from.values_list("counted", flat=True))
        offered = readable.exclude(kind=Kind.DURABILITY) | Edition.objects.filter(
            pk__in=self.standing
        )
        self.fields["counted"].queryset = offered.distinct()
        self.initial["counted"] = self.standing

    def save_sources(self) -> None:
        chosen = {edition.pk for edition in self.cleaned_data["counted"]}
        self.edition.counted_from.exclude(counted__in=chosen).delete()
        DurabilitySource.objects.bulk_create(
            DurabilitySource(edition=self.edition, counted_id=number)
            for number in sorted(chosen - self.standing)
        )
