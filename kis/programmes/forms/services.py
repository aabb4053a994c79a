"""Services: the rows of a card, days of respite care, and one's own from a phone."""

import datetime

from django import forms
from django.forms import BaseFormSet, formset_factory

from kis.lib.clock import WARSAW, NoSuchHour, moments
from kis.lib.dates import MONTHS_LOCATIVE, month_name, polish
from kis.lib.forms import HourField, LineField, PastDateField
from kis.lib.refusals import Refused
from kis.lib.rows import BOUNDS, ManyRows
from kis.lib.typed import one_line
from kis.programmes.hours import MIDNIGHT, span
from kis.programmes.models import Enrolment, Kind, Service

EMPTY_ROWS = 12
TYPED = ("day", "starts_at", "ends_at")
WRONG_HOUR = "Wpisz godzinę i minuty od 0.00 do 24.00, np. 8.15."
SCOPES = [("", "–"), *Enrolment.Scope.choices]


class StartField(HourField):
    default_error_messages = {"invalid": WRONG_HOUR}


class EndField(HourField):
    """Also 24.00, which is the midnight behind the day."""

    default_error_messages = {"invalid": WRONG_HOUR}

    def to_python(self, value):
        if isinstance(value, str) and one_line(value) in ("24", "24.00", "24:00"):
            return MIDNIGHT
        return super().to_python(value)


class DayOfMonthField(PastDateField):
    """A day of the card's month: its number is enough."""

    def __init__(self, *, month: datetime.date, **kwargs):
        self.month = month
        super().__init__(**kwargs)

    def to_python(self, value):
        typed = one_line(value) if isinstance(value, str) else value
        if isinstance(typed, str) and typed.rstrip(".").isdecimal() and len(typed) <= 3:
            typed = f"{typed.rstrip('.')}.{self.month:%m.%Y}"
        day = super().to_python(typed)
        if day and (day.year, day.month) != (self.month.year, self.month.month):
            raise forms.ValidationError(
                f"{polish(day)} nie jest w {MONTHS_LOCATIVE[self.month.month - 1]}, a karta jest za miesiąc "
                f"{month_name(self.month)}."
            )
        return day


def as_span(form, cleaned: dict) -> None:
    """`starts_at` and `ends_at` become the moments that they are, or errors of the form."""
    if any(cleaned.get(name) is None for name in TYPED):
        return
    try:
        cleaned["span"] = span(*(cleaned[name] for name in TYPED))
    except (Refused, NoSuchHour) as refusal:
        form.add_error("ends_at", str(refusal))


class ServiceRow(forms.Form):
    """One line of the card."""

    use_required_attribute = False

    def __init__(self, *args, month: datetime.date, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        narrow = {"size": 5, "autocomplete": "off"}
        self.fields["day"] = DayOfMonthField(month=month, label="Dzień", required=False)
        self.fields["day"].widget.attrs |= narrow
        self.fields["starts_at"] = StartField(label="Od", required=False)
        self.fields["ends_at"] = EndField(label="Do", required=False)
        if kind == Kind.ASSISTANCE:
            self.fields["scope"] = forms.ChoiceField(label="Rodzaj", choices=SCOPES, required=False)
        self.fields["place"] = forms.ChoiceField(
            label="Miejsce", choices=Service.Place, initial=Service.Place.HOME
        )
        self.fields["note"] = LineField(label="Uwagi", required=False, max_length=300)

    def clean(self):
        cleaned = self.cleaned_data
        for name in TYPED:
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, {"day": "Wpisz dzień."}.get(name, "Wpisz godzinę."))
        as_span(self, cleaned)
        return cleaned

    def service(self, **facts) -> Service:
        cleaned = self.cleaned_data
        starts_at, ends_at = cleaned["span"]
        return Service(
            starts_at=starts_at,
            ends_at=ends_at,
            scope=cleaned.get("scope", ""),
            place=cleaned["place"],
            note=cleaned["note"],
            **facts,
        )


class Rows(ManyRows, BaseFormSet):
    @property
    def standing(self) -> int:
        return len(self.written)

    @property
    def written(self) -> list[ServiceRow]:
        return [form for form in self.forms if form.has_changed()]

    def clean(self):
        super().clean()
        if not self.written and not any(self.errors):
            raise forms.ValidationError("Wpisz przynajmniej jedną usługę.")


CardRows = formset_factory(ServiceRow, formset=Rows, extra=EMPTY_ROWS, **BOUNDS)


class StayForm(forms.Form):
    """Round-the-clock care, counted in begun days of the clock on the wall."""

    provider = forms.ModelChoiceField(label="Kto świadczył", queryset=None, empty_label="wybierz")
    day = PastDateField(label="Pierwszy dzień")
    starts_at = StartField(label="Od godziny")
    last_day = PastDateField(label="Ostatni dzień")
    ends_at = EndField(label="Do godziny", help_text="Każde rozpoczęte 24 godziny to jedna doba.")
    place = forms.ChoiceField(label="Miejsce", choices=Service.Place, initial=Service.Place.CENTRE)
    note = LineField(label="Uwagi", required=False, max_length=300)

    def __init__(self, *args, providers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = providers

    def clean(self):
        cleaned = self.cleaned_data
        names = (*TYPED, "last_day")
        if any(cleaned.get(name) is None for name in names):
            return cleaned
        last = cleaned["last_day"]
        if cleaned["ends_at"] == MIDNIGHT:
            last += datetime.timedelta(days=1)
        try:
            first = moments(cleaned["day"], cleaned["starts_at"])[0]
            end = moments(last, cleaned["ends_at"])[-1]
        except NoSuchHour as refusal:
            self.add_error("ends_at", str(refusal))
            return cleaned
        if end <= first:
            self.add_error("ends_at", "Pobyt kończy się po początku. Sprawdź dni i godziny.")
        cleaned["span"] = first, end
        return cleaned

    def service(self, **facts) -> Service:
        cleaned = self.cleaned_data
        starts_at, ends_at = cleaned["span"]
        return Service(
            provider=cleaned["provider"],
            form=Service.Form.DAYS,
            starts_at=starts_at,
            ends_at=ends_at,
            place=cleaned["place"],
            note=cleaned["note"],
            **facts,
        )


class OwnServiceForm(forms.Form):
    """On a phone, just behind the service: whom, from when until when, what."""

    enrolment = forms.TypedChoiceField(label="Dla kogo", coerce=int, widget=forms.RadioSelect)
    day = PastDateField(label="Dzień")
    starts_at = StartField(label="Od")
    ends_at = EndField(label="Do")
    scope = forms.ChoiceField(
        label="Rodzaj", choices=SCOPES[1:], required=False, widget=forms.RadioSelect
    )
    place = forms.ChoiceField(
        label="Miejsce", choices=Service.Place, initial=Service.Place.HOME, widget=forms.RadioSelect
    )
    note = LineField(label="Uwagi", required=False, max_length=300)

    def __init__(self, *args, served: list[Enrolment], **kwargs):
        super().__init__(*args, **kwargs)
        self.served = {row.pk: row for row in served}
        self.fields["enrolment"].choices = [(row.pk, str(row.beneficiary)) for row in served]
        if len(served) == 1:
            self.initial["enrolment"] = served[0].pk
        if all(row.edition.kind != Kind.ASSISTANCE for row in served):
            del self.fields["scope"]

    def clean(self):
        as_span(self, self.cleaned_data)
        return self.cleaned_data

    def service(self, **facts) -> Service:
        cleaned = self.cleaned_data
        starts_at, ends_at = cleaned["span"]
        enrolment = self.served[cleaned["enrolment"]]
        is_assistance = enrolment.edition.kind == Kind.ASSISTANCE
        return Service(
            enrolment=enrolment,
            starts_at=starts_at,
            ends_at=ends_at,
            scope=cleaned.get("scope", "") if is_assistance else "",
            place=cleaned["place"],
            note=cleaned["note"],
            **facts,
        )


def usual_hours(now: datetime.datetime) -> dict:
    """What the phone proposes: the two hours that just end."""
    end = now.astimezone(WARSAW)
    end = end.replace(minute=end.minute // 15 * 15, second=0, microsecond=0)
    start = max(end - datetime.timedelta(hours=2), end.replace(hour=0, minute=0))
    return {"day": end.date(), "starts_at": start.time(), "ends_at": end.time()}
