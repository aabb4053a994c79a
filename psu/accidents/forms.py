import datetime

from django import forms
from django.core.exceptions import ValidationError

from kis.documents.scans import ScanField
from kis.lib.clock import NoSuchHour, moments
from kis.lib.dates import polish_range
from kis.lib.forms import HourField, PastDateField
from kis.lib.versions import VersionedModelForm
from participants.forms.groups import GroupedFields, names_of
from psu.models import Accident, Referral
from psu.sending import SendingForm

TEXTS = ("activity", "circumstances", "injury", "first_aid", "witnesses", "place")


class WhichReferral(forms.ModelChoiceField):
    def label_from_instance(self, referral):
        time = polish_range(referral.starts_on, referral.last_day)
        return f"{referral.number}, {referral.place}, {time}"


class AccidentForm(GroupedFields, VersionedModelForm):
    """What the protocol says; the referral of an entered one stays."""

    groups = [
        ("Kiedy i gdzie", ["referral", "day", "hour", "place"]),
        ("Co się stało", ["activity", "circumstances", "injury"]),
        ("Pomoc i świadkowie", ["first_aid", "ambulance", "witnesses"]),
        ("Kogo zawiadomiono", ["told_labour_on", "told_zus_on"]),
    ]

    referral = WhichReferral(label="Skierowanie", queryset=None, empty_label=None)

    class Meta:
        model = Accident
        fields = names_of(
            [
                ("", ["referral", "day", "hour", "place", "activity", "circumstances", "injury"]),
                ("", ["first_aid", "ambulance", "witnesses", "told_labour_on", "told_zus_on"]),
            ]
        )
        field_classes = {
            **dict.fromkeys(["day", "told_labour_on", "told_zus_on"], PastDateField),
            "hour": HourField,
        }
        help_texts = {
            "place": "Dokładnie: budynek, pomieszczenie, ulica.",
            "injury": "Tak, jak mówi osoba; bez rozpoznania. Widzą je tylko koordynator i kierownik.",
            "first_aid": "Kto i jak pomógł na miejscu.",
            "witnesses": "Imię i nazwisko oraz jak się skontaktować, każdy w osobnym wierszu.",
        }
        widgets = {
            "activity": forms.Textarea(attrs={"rows": 2}),
            "circumstances": forms.Textarea(attrs={"rows": 5}),
            "injury": forms.Textarea(attrs={"rows": 3}),
            "first_aid": forms.Textarea(attrs={"rows": 2}),
            "witnesses": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, on: datetime.date, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        rows = Referral.objects.filter(person=person, starts_on__lte=on)
        self.fields["referral"].queryset = rows.select_related("place").order_by("-starts_on")
        if self.instance.pk:
            self.fields["referral"].disabled = True

    def clean(self):
        cleaned = super().clean()
        for name in TEXTS:
            if isinstance(cleaned.get(name), str):
                cleaned[name] = cleaned[name].replace("\x00", "").strip()
        day, hour, referral = (cleaned.get(name) for name in ("day", "hour", "referral"))
        if day and referral and not referral.covers(day):
            time = polish_range(referral.starts_on, referral.last_day)
            self.add_error("day", f"Ta osoba pracuje tam {time}. Popraw dzień albo skierowanie.")
        if day and hour:
            try:
                moments(day, hour)
            except NoSuchHour as fault:
                self.add_error("hour", str(fault))
        for name in ("told_labour_on", "told_zus_on"):
            if day and cleaned.get(name) and cleaned[name] < day:
                self.add_error(name, "Zawiadamia się po wypadku: popraw dzień.")
        return cleaned


class FollowingForm(VersionedModelForm):
    """Who was told behind the print."""

    class Meta:
        model = Accident
        fields = ["told_labour_on", "told_zus_on"]
        field_classes = dict.fromkeys(["told_labour_on", "told_zus_on"], PastDateField)

    def clean(self):
        cleaned = super().clean()
        for name in self.Meta.fields:
            if cleaned.get(name) and cleaned[name] < self.instance.day:
                self.add_error(name, "Zawiadamia się po wypadku: popraw dzień.")
        return cleaned


class HandingForm(SendingForm):
    """The documents that ZUS got."""

    handed = forms.CharField(
        label="Które dokumenty",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        help_text="np. protokół podpisany, oświadczenie świadka, kopia skierowania",
    )

    def clean_handed(self):
        handed = self.cleaned_data["handed"].replace("\x00", "").strip()
        if not handed:
            raise ValidationError("Napisz, które dokumenty przekazano.")
        return handed


class SignedScanForm(forms.Form):
    file = ScanField(label="Skan podpisanego protokołu", required=True)
