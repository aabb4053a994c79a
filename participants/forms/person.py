"""What entry and details share: groups of fields about the person, and how days and phones are read."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from kis.lib.dates import polish
from kis.lib.forms import PastDateField, PhoneField, PolishDateField

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

# Which answer makes a question worth asking. Without scripts all are asked.
OPENED_BY_CITIZENSHIP = dict.fromkeys(
    ["residence_title", "residence_title_until", "residence_title_by_law_until"],
    "citizenship!=polskie",
)
OPENED_BY_HOMELESSNESS = dict.fromkeys(["place_of_stay", "last_registered_address"], "is_homeless")

FIELD_CLASSES = {
    **dict.fromkeys(
        [
            *("born_on", "residence_title_until", "residence_title_by_law_until"),
            *("identity_valid_until", "assistance_since", "interview_on"),
        ],
        PolishDateField,
    ),
    "information_given_on": PastDateField,
    "reported_on": PastDateField,
    "phone": PhoneField,
}


class BornAlready:
    """Mixin: a birth date is not in the future."""

    def clean_born_on(self):
        born_on = self.cleaned_data["born_on"]
        if born_on and born_on > timezone.localdate():
            raise ValidationError(f"Dnia {polish(born_on)} jeszcze nie było. Sprawdź rok.")
        return born_on
