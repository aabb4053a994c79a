"""The question about entitlements that exclude from the club (art. 1 ust. 3)."""

from django import forms
from django.db import transaction

from kis.lib.dates import add_months
from kis.lib.forms import PastDateField, PlannedDateField, PolishDateField
from participants.forms.person import FOR_PARTICIPATION
from participants.models import BenefitAnswer, BenefitCheck

ASK_AGAIN_MONTHS = 3


class BenefitsForm(forms.Form):
    """Whether the person is entitled to what excludes: none of them in one line, or each since a day."""

    none = forms.BooleanField(label="Nie ma prawa do żadnego z wymienionych", required=False)
    asked_on = PastDateField(label="Data pytania", help_text=f"{FOR_PARTICIPATION.capitalize()}.")
    basis = forms.CharField(
        label="Na jakiej podstawie",
        max_length=200,
        help_text=f"Np. oświadczenie, zaświadczenie z ZUS; {FOR_PARTICIPATION}.",
    )
    ask_again_on = PlannedDateField(label="Zapytać ponownie dnia")

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked_on"].initial = on
        self.fields["ask_again_on"].initial = add_months(on, ASK_AGAIN_MONTHS)
        for benefit in BenefitAnswer.Benefit:
            self.fields[self._since(benefit)] = PolishDateField(
                label=f"{benefit.label} – ma prawo od", required=False
            )

    @staticmethod
    def _since(benefit) -> str:
        return f"since_{benefit.value}"

    @property
    def benefit_fields(self) -> list:
        return [self[self._since(benefit)] for benefit in BenefitAnswer.Benefit]

    @property
    def question_fields(self) -> list:
        return [self["asked_on"], self["basis"], self["ask_again_on"]]

    def clean(self):
        cleaned = super().clean()
        asked, again = cleaned.get("asked_on"), cleaned.get("ask_again_on")
        if asked and again and again <= asked:
            self.add_error("ask_again_on", "Ponowne pytanie musi być później niż to.")
        # With an unreadable day it is not known yet whether any right was typed.
        if any(self._since(benefit) in self.errors for benefit in BenefitAnswer.Benefit):
            return cleaned
        if cleaned["none"] and self._entitlements():
            self.add_error("none", "Niżej wpisano prawo do świadczenia. Zostaw jedno z nich.")
        elif not cleaned["none"] and not self._entitlements():
            self.add_error(
                "none",
                "Zaznacz „Nie ma prawa do żadnego” albo wpisz, od kiedy i do czego ma prawo.",
            )
        return cleaned

    def _entitlements(self) -> dict:
        found = {b: self.cleaned_data.get(self._since(b)) for b in BenefitAnswer.Benefit}
        return {benefit: since for benefit, since in found.items() if since}

    @transaction.atomic
    def save(self, person, *, by) -> BenefitCheck:
        made = BenefitCheck.objects.create(
            person=person,
            asked_on=self.cleaned_data["asked_on"],
            basis=self.cleaned_data["basis"],
            ask_again_on=self.cleaned_data["ask_again_on"],
            asked_by=by,
        )
        for benefit, since in self._entitlements().items():
            BenefitAnswer.objects.create(check_made=made, benefit=benefit, entitled_from=since)
        return made
