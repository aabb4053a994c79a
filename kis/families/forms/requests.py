"""Requests for accompanying: asked for, and taken into the calendar."""

import datetime

from django import forms

from kis.families.forms.hours import as_moments, drop_unread, wall
from kis.families.forms.visits import NumbersField
from kis.families.models import AccompanyingRequest, FamilyMember
from kis.families.models.visit import day_of
from kis.lib.forms import HourField, LineField, PastDateField, PlannedDateField


class RequestForm(forms.ModelForm):
    """What the family asks for. `members`: whom the family has today."""

    asked_on = PastDateField(label="Poproszono dnia")
    day = PlannedDateField(label="Na dzień")
    starts_at = HourField(label="Od godziny")
    ends_at = HourField(label="Do godziny")
    for_whom = NumbersField(label="Dla kogo")

    class Meta:
        model = AccompanyingRequest
        fields = [
            *("where", "place", "starts_at", "ends_at", "for_whom", "matter"),
            *("asked_by", "asked_by_other", "asked_on"),
        ]
        widgets = {
            "matter": forms.Textarea(attrs={"rows": 2, "data-kis-wide": True}),
            "where": forms.RadioSelect,
        }

    field_order = [
        *("where", "place", "day", "starts_at", "ends_at", "for_whom", "matter"),
        *("asked_by", "asked_by_other", "asked_on"),
    ]

    def __init__(self, *args, members: list[FamilyMember], today: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("asked_on", today)
        people = [(one.pk, str(one.person)) for one in members]
        self.fields["for_whom"].choices = people
        self.fields["where"].choices = AccompanyingRequest.Where.choices
        asks = self.fields["asked_by"]
        asks.queryset = FamilyMember.objects.filter(pk__in=[pk for pk, _ in people])
        asks.choices = [("", "ktoś inny"), *people]

    def clean(self):
        cleaned = super().clean()
        as_moments(self, cleaned)
        if not cleaned.get("asked_by") and not cleaned.get("asked_by_other"):
            self.add_error("asked_by", "Wybierz, kto prosi, albo wpisz kogoś spoza listy.")
        asked, day = cleaned.get("asked_on"), cleaned.get("day")
        if asked and day and day < asked:
            self.add_error("day", "Prosi się z wyprzedzeniem: ten dzień był przed prośbą.")
        return cleaned

    def _post_clean(self):
        drop_unread(self)
        super()._post_clean()


class TakeForm(forms.Form):
    """The time that it takes the assistant, as asked for until changed."""

    day = PlannedDateField(label="Dzień")
    starts_at = HourField(label="Od godziny")
    ends_at = HourField(label="Do godziny")
    place = LineField(label="Miejsce", max_length=150)

    def __init__(self, *args, request_row: AccompanyingRequest, **kwargs):
        initial = {
            "day": day_of(request_row.starts_at),
            "starts_at": wall(request_row.starts_at),
            "ends_at": wall(request_row.ends_at),
            "place": request_row.place,
        }
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self):
        cleaned = super().clean()
        as_moments(self, cleaned)
        return cleaned
