import datetime

from django import forms
from django.core.exceptions import ValidationError

from kis.lib.clock import NoSuchHour, moments
from kis.lib.dates import polish_range
from kis.lib.forms import HourField, PolishDateField
from kis.lib.versions import VersionedModelForm
from psu.models import Notice, Referral, WorkEvent

# So long after the last day of work an event of it can still be reported.
REPORTED_LATE = datetime.timedelta(days=31)


class PersonAtWork(forms.ModelChoiceField):
    def label_from_instance(self, referral):
        return f"{referral.person} – {referral.place}"


class WorkEventForm(forms.ModelForm):
    """A report of somebody who works, or worked until lately, at one of the places."""

    referral = PersonAtWork(label="Osoba", queryset=None, empty_label="wybierz osobę")
    kind = forms.ChoiceField(
        label="Co się stało", choices=WorkEvent.Kind.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = WorkEvent
        fields = ["referral", "kind", "day", "hour", "description"]
        field_classes = {"day": PolishDateField, "hour": HourField}
        labels = {"day": "Dzień", "hour": "Godzina", "description": "Krótki opis"}
        help_texts = {
            "day": "Na przyszłość zgłasza się tylko nieobecność.",
            "description": "Wymagany, chyba że to zgłoszona nieobecność. Co się stało i kto to widział; "
            "bez rozpoznań i powodów zdrowotnych.",
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        }

    def __init__(self, *args, places, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["referral"].queryset = (
            Referral.objects.within(on - REPORTED_LATE, on)
            .filter(place__in=places)
            .select_related("person", "place")
            .in_polish_order()
        )

    def clean_description(self):
        return self.cleaned_data["description"].replace("\x00", "").strip()

    def clean_hour(self):
        """Of a night when the clock is put back it is the hour of the clock, whichever of the two."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data["hour"]
        if day:
            try:
                moments(day, hour)
            except NoSuchHour as fault:
                raise ValidationError(str(fault)) from None
        return hour

    def clean(self):
        cleaned = super().clean()
        referral, day, kind = cleaned.get("referral"), cleaned.get("day"), cleaned.get("kind")
        if day and day > self.on and kind != WorkEvent.Kind.ANNOUNCED:
            self.add_error(
                "day", "Tego dnia jeszcze nie było. Na przyszłość zgłasza się tylko nieobecność."
            )
        elif day and referral and not referral.covers(day):
            at_work = polish_range(referral.starts_on, referral.ended_on or referral.ends_on)
            self.add_error("day", f"Ta osoba pracuje tutaj {at_work}. Popraw dzień albo osobę.")
        if kind and kind != WorkEvent.Kind.ANNOUNCED and not cleaned.get("description"):
            self.add_error("description", "Napisz krótko, co się stało.")
        return cleaned


class SettlementForm(forms.Form):
    """What the coordinator did about an announced absence."""

    what = forms.CharField(
        label="Co zrobiono",
        max_length=500,
        help_text="np. rozmowa z osobą, ustalenia z PUP, wysłane pismo",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
    )


class NoticeForm(VersionedModelForm):
    """What the notice says happened; all else on it the program knows."""

    class Meta:
        model = Notice
        fields = ["text"]
        labels = {"text": "Co się stało"}
        help_texts = {
            "text": "Tak będzie na zawiadomieniu. Dane osoby, skierowanie, dzień i godzinę wpisuje program. "
            "Bez rozpoznań i powodów zdrowotnych."
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 5, "maxlength": 1000})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        self.fields["text"].error_messages["required"] = "Napisz, co się stało."

    def clean_text(self):
        return self.cleaned_data["text"].replace("\x00", "").strip()


class GivingUpForm(forms.Form):
    """Why no notice is sent."""

    reason = forms.CharField(
        label="Dlaczego zawiadomienia się nie wysyła",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text="np. PUP już wie z pisma tej osoby; usprawiedliwiono tego samego dnia",
    )
