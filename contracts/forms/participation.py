import datetime

from django import forms

from contracts.participation import begin_participation, end_participation
from kis.lib.forms import PolishDateField
from participants.models import Participation


class BeginForm(forms.Form):
    starts_on = PolishDateField(label="Początek")
    planned_end_on = PolishDateField(label="Planowany koniec")
    rules_version = forms.CharField(label="Regulamin – wersja", max_length=60)
    rules_read_on = PolishDateField(label="Dzień zapoznania z regulaminem")
    declaration_signed_on = PolishDateField(label="Deklaracja podpisana dnia")

    def __init__(self, *args, on: datetime.date, contract_until=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "rules_read_on", "declaration_signed_on"):
            self.fields[name].initial = on
        self.fields["planned_end_on"].initial = contract_until
        last = Participation.objects.order_by("-pk").values_list("rules_version", flat=True).first()
        self.fields["rules_version"].initial = last or ""

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("planned_end_on")
        if first and last and last < first:
            self.add_error("planned_end_on", "Planowany koniec nie może być przed początkiem.")
        return cleaned

    def save(self, person, *, by) -> Participation:
        """Raises Refused: see begin_participation."""
        return begin_participation(person, by=by, **self.cleaned_data)


def _choice(label, choices, **options):
    return forms.ChoiceField(label=label, choices=[("", "wybierz"), *choices.choices], **options)


class EndParticipationForm(forms.Form):
    ends_on = PolishDateField(label="Ostatni dzień")
    outcome = _choice("Wynik", Participation.Outcome)
    leaving_reason = _choice(
        "Powód przerwania",
        Participation.LeavingReason,
        required=False,
        help_text="Tylko gdy udział przerwano.",
    )
    contract_carried_out = _choice("Kontrakt zrealizowany", Participation.CarriedOut)
    social_effects = forms.CharField(
        label="Efekty społeczne", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    vocational_effects = forms.CharField(
        label="Efekty zawodowe", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    what_next = _choice("Co dalej robi osoba", Participation.Next)

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = on

    def clean(self):
        cleaned = super().clean()
        outcome, reason = cleaned.get("outcome"), cleaned.get("leaving_reason")
        if outcome == Participation.Outcome.INTERRUPTED and not reason:
            self.add_error("leaving_reason", "Podaj powód przerwania.")
        if outcome == Participation.Outcome.FINISHED and reason:
            self.add_error(
                "leaving_reason", "Ukończony udział nie ma powodu przerwania. Zostaw jedno z nich."
            )
        return cleaned

    def save(self, stay: Participation, *, by, today) -> None:
        """Raises Refused: see end_participation."""
        end_participation(stay, by=by, today=today, **self.cleaned_data)
