import datetime

from django import forms
from django.db.models import Q

from kis.activities.models import ActivityKind, Placement
from kis.lib.forms import PastDateField, PolishDateField
from kis.lib.versions import VersionedModelForm


class PlacementForm(VersionedModelForm):
    class Meta:
        model = Placement
        fields = ["kind", "employer", "work", "starts_on", "planned_end_on", "document", "note"]
        field_classes = {"starts_on": PolishDateField, "planned_end_on": PolishDateField}
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = ActivityKind.objects.filter(recorded_as=ActivityKind.RecordedAs.PLACEMENT)
        lasting = Q(valid_to=None) | Q(valid_to__gte=on) | Q(pk=self.instance.kind_id)
        self.fields["kind"].queryset = kinds.filter(lasting).order_by("name", "-valid_from")


class OutcomeForm(VersionedModelForm):
    """How it ended."""

    class Meta:
        model = Placement
        fields = ["ends_on", "outcome", "outcome_note"]
        field_classes = {"ends_on": PastDateField}
        widgets = {"outcome_note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = self.fields["outcome"].required = True
        planned = self.instance.planned_end_on
        self.initial["ends_on"] = self.instance.ends_on or (planned and min(planned, on))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == Placement.Outcome.OTHER and not cleaned.get("outcome_note"):
            self.add_error("outcome_note", "Przy innym wyniku napisz, jaki to wynik.")
        return cleaned

    def save_by(self, user) -> Placement:
        self.instance.ended_by = user
        return self.save()


class PlacementFilter(forms.Form):
    STATES = [("", "trwające"), ("bez-wyniku", "bez wyniku"), ("wszystkie", "wszystkie")]

    stan = forms.ChoiceField(label="Które", choices=STATES, required=False)

    def chosen(self, user, on: datetime.date):
        rows = Placement.objects.visible_to(user).for_list()
        match self.cleaned_data["stan"] if self.is_valid() else "":
            case "bez-wyniku":
                return rows.ending_before(on)
            case "wszystkie":
                return rows
        return rows.filter(ends_on=None)
