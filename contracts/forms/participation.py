import datetime
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from contracts.certificates import tells_a_secret
from contracts.models import ClubPaper
from contracts.participation import begin_commissioned, begin_participation
from contracts.stays import DEATH, end_participation
from kis.lib.dates import polish
from kis.lib.forms import PlannedDateField, PolishDateField
from participants.models import Certificate, Participation


class BeginForm(forms.Form):
    starts_on = PolishDateField(label="Początek")
    planned_end_on = PlannedDateField(label="Planowany koniec")
    rules_version = forms.CharField(label="Regulamin – wersja", max_length=60)
    rules_read_on = PolishDateField(label="Dzień zapoznania z regulaminem")
    declaration_signed_on = PolishDateField(label="Deklaracja podpisana dnia")

    def __init__(
        self,
        *args,
        on: datetime.date,
        contract_until=None,
        rules: ClubPaper | None = None,
        **kwargs,
    ):
        """`rules`: the paper with the rules that was given to the person, with its `text`."""
        super().__init__(*args, **kwargs)
        for name in {"starts_on", "rules_read_on", "declaration_signed_on"} & set(self.fields):
            self.fields[name].initial = on
        self.fields["planned_end_on"].initial = contract_until
        if rules:
            self._offer(rules)
            return
        last = Participation.objects.order_by("-pk").values_list("rules_version", flat=True).first()
        self.fields["rules_version"].initial = last or ""

    def _offer(self, rules: ClubPaper) -> None:
        version, read_on = self.fields["rules_version"], self.fields["rules_read_on"]
        version.initial, read_on.initial = rules.version_name, rules.made_on
        version.help_text = (
            f"Tej osobie wydano regulamin {rules.version_name}, dnia {polish(rules.made_on)}."
        )

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("planned_end_on")
        if first and last and last < first:
            self.add_error("planned_end_on", "Planowany koniec nie może być przed początkiem.")
        return cleaned

    def save(self, person, *, by) -> Participation:
        """Raises Refused: see begin_participation."""
        return begin_participation(person, by=by, **self.cleaned_data)


class CommissionedForm(BeginForm):
    """A stay of art. 200: no contract, and no declaration, for taking part is not voluntary."""

    agreement_number = forms.CharField(
        label="Umowa z PUP – numer",
        max_length=60,
        help_text="Umowa starosty z prowadzącym KIS o reintegracji długotrwale bezrobotnych.",
    )
    agreement_on = PolishDateField(label="Umowa z PUP – dzień zawarcia")
    referral_number = forms.CharField(label="Skierowanie – numer", max_length=60)
    referral_on = PolishDateField(label="Skierowanie – dzień")
    declaration_signed_on = None

    field_order = ["agreement_number", "agreement_on", "referral_number", "referral_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        planned = self.fields["planned_end_on"]
        planned.required = False
        planned.help_text = "Puste: ostatni dzień, na który pozwala prawo."

    def clean(self):
        cleaned = super().clean()
        signed, sent = cleaned.get("agreement_on"), cleaned.get("referral_on")
        first = cleaned.get("starts_on")
        if signed and sent and sent < signed:
            self.add_error(
                "referral_on",
                f"Skierowanie nie może być przed zawarciem umowy ({polish(signed)}). Sprawdź obie daty.",
            )
        if sent and first and first < sent:
            self.add_error(
                "starts_on", f"Udział nie może się zacząć przed skierowaniem ({polish(sent)})."
            )
        return cleaned

    def save(self, person, *, by) -> Participation:
        """Raises Refused: see begin_commissioned."""
        return begin_commissioned(person, by=by, **self.cleaned_data)


SECRETS = "o zdrowiu, uzależnieniu, karze i kategorii zaświadczenie nic nie mówi."
WITHOUT_HINT = f"Na zaświadczenie, po jednej w wierszu; {SECRETS}"


class FormsOfReintegration(forms.CharField):
    """What the certificate names, one in a line: nothing of health, addiction or conviction."""

    def __init__(self, **options):
        super().__init__(
            label="Formy reintegracji, w których osoba brała udział",
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="Na zaświadczenie, po jednej w wierszu. Podpowiedź pochodzi z działań kontraktu; "
            f"{SECRETS}",
            **options,
        )

    def clean(self, value):
        text = super().clean(value)
        if secret := [line.strip() for line in text.splitlines() if tells_a_secret(line)]:
            raise ValidationError(
                "Na zaświadczeniu nie pisze się nic o zdrowiu, uzależnieniu ani karze. Usuń albo napisz "
                f"ogólniej (np. „poradnictwo specjalistyczne”): {'; '.join(secret)}"
            )
        return text


class CertificateForm(forms.Form):
    forms = FormsOfReintegration()


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
    certify = forms.BooleanField(
        label="Wystaw zaświadczenie",
        required=False,
        initial=True,
        help_text="Należy się każdemu, kto kończy udział. Po zgonie nie zostanie wystawione.",
    )
    certificate_forms = FormsOfReintegration(required=False)

    def __init__(
        self, *args, stay: Participation, on: datetime.date, known_forms: Iterable[str], **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = on
        if stay.is_commissioned:
            # Law lets it last no longer than it may be planned.
            self.fields["ends_on"].initial = min(on, stay.planned_end_on)
            del self.fields["contract_carried_out"]
            self.fields["certificate_forms"].help_text = WITHOUT_HINT
        self.fields["certificate_forms"].initial = "\n".join(known_forms)

    def clean(self):
        cleaned = super().clean()
        outcome, reason = cleaned.get("outcome"), cleaned.get("leaving_reason")
        if outcome == Participation.Outcome.INTERRUPTED and not reason:
            self.add_error("leaving_reason", "Podaj powód przerwania.")
        if outcome == Participation.Outcome.FINISHED and reason:
            self.add_error(
                "leaving_reason", "Ukończony udział nie ma powodu przerwania. Zostaw jedno z nich."
            )
        is_certified = cleaned.pop("certify", False) and reason != DEATH
        if not is_certified:
            cleaned["certificate_forms"] = ""
        elif not cleaned.get("certificate_forms") and "certificate_forms" not in self.errors:
            self.add_error("certificate_forms", "Wpisz, w czym osoba brała udział.")
        return cleaned

    def save(self, stay: Participation, *, by, today) -> Certificate | None:
        """Raises Refused: see end_participation."""
        return end_participation(stay, by=by, today=today, **self.cleaned_data)
