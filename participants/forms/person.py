"""What entry and details share: groups of fields about the person, and how days and phones are read."""

from datetime import date

from django import forms
from django.utils import timezone

from kis.lib.dates import polish, years_between
from kis.lib.forms import BirthDateField, PastDateField, PhoneField, PolishDateField

FOR_PARTICIPATION = "potrzebne do rozpoczęcia udziału"

INFORMATION = ["information_given_on", "information_given_how"]
IDENTITY = ["identity_kind", "identity_number", "identity_country", "identity_valid_until"]
PERSON = (
    "Osoba",
    [
        *("last_name", "first_name", "second_name", "born_on", "sex", "citizenship"),
        *("residence_title", "residence_title_until", "residence_title_by_law_until"),
    ],
)
HOME = [
    *("street", "house", "postal_code", "town", "is_homeless"),
    *("place_of_stay", "last_registered_address"),
]
CONTACT = (
    "Kontakt i porozumienie",
    [
        *("phone", "safe_contact", "trusted_person", "language"),
        *("needs_interpreter", "reads_with_difficulty", "cannot_write"),
    ],
)
REPORTED = ["reported_by", "reported_on"]
QUESTION_OF_AGE = {"born_on": "is_so_old"}

# Which answer makes a question worth asking. Without scripts all are asked.
OPENED_BY_CITIZENSHIP = dict.fromkeys(
    ["residence_title", "residence_title_until", "residence_title_by_law_until"],
    "citizenship!=polskie",
)
OPENED_BY_HOMELESSNESS = dict.fromkeys(["place_of_stay", "last_registered_address"], "is_homeless")

FIELD_CLASSES = {
    **dict.fromkeys(
        [
            *("residence_title_until", "residence_title_by_law_until"),
            *("identity_valid_until", "assistance_since", "interview_on"),
        ],
        PolishDateField,
    ),
    "born_on": BirthDateField,
    "information_given_on": PastDateField,
    "reported_on": PastDateField,
    "phone": PhoneField,
}


OLDEST = 110  # years; the oldest person of Poland lived some more


class LikelyBirth:
    """Mixin: a birth date of over 110 years ago is saved once confirmed.

    The question, `is_so_old`, is in the form only where there is something to ask.
    """

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        born_on, on = self._born_on(cleaned), timezone.localdate()
        if born_on and born_on != self._was_born_on() and years_between(born_on, on) > OLDEST:
            self._ask_about_age(years_between(born_on, on), born_on)
        return cleaned

    def _born_on(self, facts) -> date | None:
        return facts.get("born_on")

    def _was_born_on(self) -> date | None:
        """As it is saved: what was confirmed once is asked about no more."""
        return self.instance.born_on

    def _ask_about_age(self, years, born_on):
        field = forms.BooleanField(label="Data urodzenia się zgadza", required=False)
        self.fields["is_so_old"] = field
        self.cleaned_data["is_so_old"] = bool(self.data.get(self.add_prefix("is_so_old")))
        if not self.cleaned_data["is_so_old"]:
            self.add_error(
                "is_so_old",
                f"Osoba urodzona {polish(born_on)} ma {years} lat. Sprawdź rok w dokumencie; jeśli się "
                "zgadza, zaznacz to pole.",
            )
