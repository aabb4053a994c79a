"""What is entered for the yearly report: who works in the club, and the money that it got."""

from django import forms

from kis.lib.forms import (
    HoursField,
    NumberField,
    PastDateField,
    PolishDateField,
    WholeNumberField,
)
from kis.lib.versions import VersionedModelForm
from kis.reports.models import Grant, Staff


class StaffForm(VersionedModelForm):
    class Meta:
        model = Staff
        fields = [
            *("name", "sex", "position", "basis", "basis_note"),
            *("full_time", "monthly_hours", "starts_on", "ends_on"),
        ]
        field_classes = {
            "full_time": HoursField,
            "monthly_hours": HoursField,
            "starts_on": PolishDateField,
            "ends_on": PolishDateField,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, condition in (
            ("basis_note", "basis=other"),
            ("full_time", "basis=employment"),
            ("monthly_hours", "basis!=employment"),
        ):
            self.fields[name].widget.attrs["data-kis-when"] = condition

    def _get_validation_exclusions(self):
        # The constraint that nobody stands twice asks whether the row is voided: no field of the form.
        return super()._get_validation_exclusions() - {"voided_at"}


class GrantForm(VersionedModelForm):
    class Meta:
        model = Grant
        fields = [
            *("year", "source", "title", "agreement", "received_on"),
            *("received", "spent", "returned", "settled_on", "note"),
        ]
        field_classes = {
            "year": WholeNumberField,
            "received": NumberField,
            "spent": NumberField,
            "returned": NumberField,
            "received_on": PastDateField,
            "settled_on": PastDateField,
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
