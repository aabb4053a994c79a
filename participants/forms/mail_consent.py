"""Consent to reminders by e-mail, and its end."""

from django import forms

from kis.lib.forms import PastDateField
from participants.models import MailConsent


class MailConsentForm(forms.Form):
    email = forms.EmailField(
        label="Adres e-mail osoby",
        max_length=254,
        help_text="Zapytaj, czy nikt inny nie czyta tej poczty.",
    )
    given_on = PastDateField(label="Zgoda z dnia")

    def save(self, person, *, by) -> MailConsent:
        return MailConsent.objects.give(
            person, email=self.cleaned_data["email"], on=self.cleaned_data["given_on"], by=by
        )


class MailConsentEndForm(forms.Form):
    withdrawn_on = PastDateField(label="Wycofana dnia")
