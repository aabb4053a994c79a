from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from stdnum import iban
from stdnum.exceptions import ValidationError as BadNumber

from kis.accounts.models import User
from kis.lib.dates import polish
from kis.lib.forms import PastDateField, PhoneField, PolishDateField
from kis.lib.pesel import read_pesel
from kis.lib.versions import VersionedModelForm
from participants.duplicates import probable_duplicates
from participants.forms.groups import GroupedFields
from participants.forms.register import CASE_LEADERS
from participants.models import BankAccount, LabourOfficePeriod, Person
from participants.models.people import PersonQuerySet

FOR_PARTICIPATION = "potrzebne do rozpoczęcia udziału"
FOR_SIGNING = "potrzebne do podpisania"

NEEDS_IDENTIFICATION = (
    "Podaj, jak rozpoznać osobę: numer PESEL albo dokument. Jeśli nie ma żadnego, zaznacz „Brak "
    "dokumentów” i napisz, co ustalono."
)
KNOWN_ELSEWHERE = (
    "Taka osoba prawdopodobnie już jest w rejestrze, w sprawie, do której nie masz dostępu. Zanim "
    "zapiszesz, zapytaj koordynatora KIS. Jeśli to ktoś inny, wybierz „To inna osoba” i napisz, "
    "po czym to poznać."
)


# Which answer makes a question worth asking. Without scripts all are asked.
OPENED_BY_CITIZENSHIP = dict.fromkeys(
    ["residence_title", "residence_title_until", "residence_title_by_law_until"],
    "citizenship!=polskie",
)
OPENED_BY_HOMELESSNESS = dict.fromkeys(["place_of_stay", "last_registered_address"], "is_homeless")


class PeselField(forms.CharField):
    """Eleven digits, however they are spaced; the check digit is the model's matter."""

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **{"label": "PESEL", "required": False, **kwargs})
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return ""
        facts = read_pesel(typed)
        if facts is None:
            raise ValidationError("Numer PESEL ma 11 cyfr. Sprawdź, czy żadnej nie brakuje.")
        return facts.number


def keep_pesel_field():
    return forms.BooleanField(
        label="Zostaw ten numer",
        required=False,
        help_text="Tylko gdy taki numer z błędną cyfrą naprawdę jest w dokumencie.",
    )


class PeselRules:
    """Mixin: what PESEL says fills birth date and sex; a wrong check digit stays only with a reason."""

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        facts = read_pesel(cleaned.get("pesel") or "")
        if facts is None or facts.checks or not cleaned.get("keep_pesel"):
            cleaned["pesel_kept_reason"] = ""
        elif not cleaned.get("pesel_kept_reason"):
            self.add_error("pesel_kept_reason", "Napisz, dlaczego ten numer zostaje.")
        if facts:
            cleaned["born_on"] = cleaned.get("born_on") or facts.born_on
            cleaned["sex"] = cleaned.get("sex") or facts.sex
        return cleaned


class BornAlready:
    """Mixin: a birth date is not in the future."""

    def clean_born_on(self):
        born_on = self.cleaned_data["born_on"]
        if born_on and born_on > timezone.localdate():
            raise ValidationError(f"Dnia {polish(born_on)} jeszcze nie było. Sprawdź rok.")
        return born_on


class RegistrationForm(BornAlready, PeselRules, GroupedFields, forms.ModelForm):
    """The short entry: a name and the worker in charge are enough to save."""

    pesel = PeselField()
    no_pesel = forms.BooleanField(label="Brak numeru PESEL", required=False)
    keep_pesel = keep_pesel_field()
    no_identity = forms.BooleanField(label="Brak dokumentów", required=False)
    other_person = forms.BooleanField(label="To inna osoba", required=False)
    note = forms.CharField(
        label="Notatka", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    opened_by = {
        **dict.fromkeys(
            [
                *("no_pesel", "identity_kind", "identity_number", "identity_country"),
                *("identity_valid_until", "no_identity", "no_identity_reason", "born_on", "sex"),
            ],
            "!pesel",
        ),
        "is_homeless": "!street",
        **OPENED_BY_HOMELESSNESS,
        **OPENED_BY_CITIZENSHIP,
    }
    groups = [
        (
            "Informacja o danych osobowych",
            ["information_given_on", "information_given_how"],
        ),
        ("Numer PESEL", ["pesel", "no_pesel", "keep_pesel", "pesel_kept_reason"]),
        (
            "Dokument, gdy nie ma numeru PESEL",
            [
                *("identity_kind", "identity_number", "identity_country", "identity_valid_until"),
                *("no_identity", "no_identity_reason"),
            ],
        ),
        (
            "Osoba",
            [
                *("last_name", "first_name", "second_name", "born_on", "sex", "citizenship"),
                *("residence_title", "residence_title_until", "residence_title_by_law_until"),
            ],
        ),
        (
            "Miejsce zamieszkania lub pobytu",
            [
                *("street", "house", "postal_code", "town", "is_homeless"),
                *("place_of_stay", "last_registered_address"),
            ],
        ),
        (
            "Kontakt i porozumienie",
            [
                *("phone", "safe_contact", "trusted_person", "language"),
                *("needs_interpreter", "reads_with_difficulty", "cannot_write"),
            ],
        ),
        ("Zgłoszenie", ["reported_by", "reported_on", "responsible", "note"]),
    ]

    class Meta:
        model = Person
        fields = [
            *("information_given_on", "information_given_how"),
            *("pesel", "pesel_kept_reason"),
            *("identity_kind", "identity_number", "identity_country", "identity_valid_until"),
            *("no_identity_reason", "last_name", "first_name", "second_name", "born_on", "sex"),
            *("citizenship", "residence_title", "residence_title_until"),
            *("residence_title_by_law_until", "street", "house", "postal_code", "town"),
            *("is_homeless", "place_of_stay", "last_registered_address", "phone", "safe_contact"),
            *("trusted_person", "language", "needs_interpreter", "reads_with_difficulty"),
            *("cannot_write", "reported_by", "reported_on", "responsible", "distinguished_by"),
        ]
        field_classes = {
            "information_given_on": PastDateField,
            "identity_valid_until": PolishDateField,
            "born_on": PolishDateField,
            "residence_title_until": PolishDateField,
            "residence_title_by_law_until": PolishDateField,
            "reported_on": PastDateField,
            "phone": PhoneField,
        }
        labels = {
            "information_given_on": "Przekazano dnia",
            "information_given_how": "Sposób",
            "identity_kind": "Dokument: rodzaj",
            "no_identity_reason": "Co ustalono",
            "pesel_kept_reason": "Dlaczego zostaje",
            "responsible": "Prowadzi",
        }
        help_texts = {
            "information_given_on": f"Przed pierwszym pytaniem; {FOR_PARTICIPATION}.",
            "last_name": "Jak w dokumencie; obce pismo – zapis z rejestru PESEL.",
            "born_on": f"Z numeru PESEL albo wpisana; {FOR_SIGNING}.",
            "sex": f"Z numeru PESEL albo wybrana; {FOR_SIGNING}.",
            "residence_title": "Gdy obywatelstwo inne niż polskie.",
            "street": "Mieszka i zameldowany to dwie różne rzeczy.",
            "safe_contact": "Np. „nie dzwonić po 16”.",
            "language": "Gdy inny niż polski.",
            "place_of_stay": "Gdzie przebywa osoba bezdomna.",
        }

    def __init__(self, *args, user, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.duplicates, self.known_elsewhere = user, [], False
        self.fields["responsible"].queryset = User.objects.with_role(*CASE_LEADERS)
        self.fields["responsible"].initial = user.pk
        self.fields["responsible"].error_messages["required"] = (
            "Wybierz osobę, która prowadzi sprawę."
        )
        self.fields["reported_on"].initial = on
        self.fields["distinguished_by"].label = "Po czym to poznać"
        if not self.is_bound:
            self.fields["information_given_on"].widget.attrs["autofocus"] = True

    def is_asked(self, name):
        """A number is kept in spite of its check digit only after it was refused."""
        if name in ("keep_pesel", "pesel_kept_reason"):
            return "pesel" in self.errors or bool(self.data.get("keep_pesel"))
        return super().is_asked(name)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("no_pesel") and cleaned.get("pesel"):
            self.add_error("no_pesel", "Wpisano numer PESEL. Zostaw jedno z nich.")
        if cleaned.get("no_identity") and not cleaned.get("no_identity_reason"):
            self.add_error("no_identity_reason", "Napisz, co ustalono o tożsamości osoby.")
        if cleaned.get("last_name") and cleaned.get("first_name"):
            self._look_for_duplicates(cleaned)
        return cleaned

    def _look_for_duplicates(self, cleaned):
        known = probable_duplicates(
            pesel=cleaned.get("pesel") or "",
            last_name=cleaned["last_name"],
            first_name=cleaned["first_name"],
            born_on=cleaned.get("born_on"),
        )
        self.duplicates = list(visible(known, self.user)[:5])
        self.known_elsewhere = not self.duplicates and known.exists()
        if not (self.duplicates or self.known_elsewhere):
            return
        if not cleaned.get("other_person"):
            self.add_error("other_person", self._duplicate_sentence())
        elif not cleaned.get("distinguished_by"):
            self.add_error("distinguished_by", "Napisz, po czym poznać, że to inna osoba.")

    def _duplicate_sentence(self) -> str:
        if self.known_elsewhere:
            return KNOWN_ELSEWHERE
        first = self.duplicates[0]
        born = f", ur. {polish(first.born_on)}" if first.born_on else ""
        return (
            f"Taka osoba prawdopodobnie już jest: {first}{born}. Otwórz jej kartę albo wybierz "
            "„To inna osoba” i napisz, po czym to poznać."
        )


def visible(people: PersonQuerySet, user) -> PersonQuerySet:
    return people.visible_to(user).select_related("responsible")


class DetailsForm(BornAlready, GroupedFields, VersionedModelForm):
    """Everything about the person but PESEL, which has a form of its own and is never sent unasked."""

    opened_by = OPENED_BY_CITIZENSHIP | OPENED_BY_HOMELESSNESS
    groups = [
        (
            "Osoba",
            [
                *("last_name", "first_name", "second_name", "born_on", "sex", "citizenship"),
                *("residence_title", "residence_title_until", "residence_title_by_law_until"),
            ],
        ),
        (
            "Dokument zamiast numeru PESEL",
            [
                *("identity_kind", "identity_number", "identity_country", "identity_valid_until"),
                "no_identity_reason",
            ],
        ),
        (
            "Adres",
            [
                *("street", "house", "postal_code", "town", "is_homeless", "place_of_stay"),
                *("last_registered_address", "registered_address"),
            ],
        ),
        (
            "Kontakt i porozumienie",
            [
                *("phone", "safe_contact", "trusted_person", "language", "needs_interpreter"),
                *("reads_with_difficulty", "cannot_write"),
            ],
        ),
        (
            "Zgłoszenie",
            [
                *("information_given_on", "information_given_how", "reported_by", "reported_on"),
                "distinguished_by",
            ],
        ),
        (
            "Wykształcenie, praca, dom",
            ["education", "profession", "qualifications", "work_history", "household"],
        ),
        (
            "Rynek pracy i pomoc społeczna",
            [
                *("labour_status", "assistance_since", "assistance_kind", "interview_on"),
                *("case_mark", "domain_system_number", "file_number"),
            ],
        ),
    ]

    class Meta:
        model = Person
        fields = [
            *("last_name", "first_name", "second_name", "born_on", "sex", "citizenship"),
            *("residence_title", "residence_title_until", "residence_title_by_law_until"),
            *("identity_kind", "identity_number", "identity_country", "identity_valid_until"),
            *("no_identity_reason", "street", "house", "postal_code", "town", "is_homeless"),
            *("place_of_stay", "last_registered_address", "registered_address", "phone"),
            *("safe_contact", "trusted_person", "language", "needs_interpreter"),
            *("reads_with_difficulty", "cannot_write", "information_given_on"),
            *("information_given_how", "reported_by", "reported_on", "distinguished_by"),
            *("education", "profession", "qualifications", "work_history", "household"),
            *("labour_status", "assistance_since", "assistance_kind", "interview_on"),
            *("case_mark", "domain_system_number", "file_number"),
        ]
        field_classes = {
            **dict.fromkeys(
                (
                    *("born_on", "residence_title_until", "residence_title_by_law_until"),
                    *("identity_valid_until", "assistance_since", "interview_on"),
                ),
                PolishDateField,
            ),
            "information_given_on": PastDateField,
            "reported_on": PastDateField,
            "phone": PhoneField,
        }
        labels = {
            "information_given_on": "Informację o danych osobowych przekazano dnia",
            "information_given_how": "Sposób",
            "identity_kind": "Dokument: rodzaj",
            "no_identity_reason": "Brak dokumentów – co ustalono",
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("qualifications", "work_history", "household")
        }

    def _update_errors(self, errors):
        """The number is not in this form: what the model says about it stands above all fields."""
        if hasattr(errors, "error_dict") and "pesel" in errors.error_dict:
            self.add_error(None, errors.error_dict.pop("pesel"))
        super()._update_errors(errors)


class PeselForm(BornAlready, PeselRules, VersionedModelForm):
    """A number added, corrected or changed; the earlier one stays in the person's history."""

    pesel = PeselField(required=True, label="Nowy numer PESEL")
    keep_pesel = keep_pesel_field()

    class Meta:
        model = Person
        fields = ["pesel", "pesel_kept_reason", "born_on", "sex"]
        field_classes = {"born_on": PolishDateField}
        labels = {"pesel_kept_reason": "Dlaczego zostaje"}
        help_texts = {
            "born_on": "Puste pole wypełni numer PESEL.",
            "sex": "Puste pole wypełni numer PESEL.",
        }

    field_order = ["pesel", "keep_pesel", "pesel_kept_reason", "born_on", "sex"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["pesel"] = self.initial["pesel_kept_reason"] = ""

    def _shown(self, name, value):
        """A number that somebody else typed meanwhile is not sent whole."""
        return f"…{value[-4:]}" if name == "pesel" and value else super()._shown(name, value)


class LabourPeriodForm(VersionedModelForm):
    class Meta:
        model = LabourOfficePeriod
        fields = ["kind", "starts_on", "ends_on", "benefit_until"]
        field_classes = {
            "starts_on": PastDateField,
            "ends_on": PolishDateField,
            "benefit_until": PolishDateField,
        }
        help_texts = {"ends_on": "Puste: trwa nadal."}


class BankAccountForm(forms.Form):
    """How the person is paid from a day on."""

    starts_on = PolishDateField(label="Od dnia")
    number = forms.CharField(
        label="Numer rachunku",
        max_length=40,
        required=False,
        help_text="26 cyfr. Puste: wypłata w kasie.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    owner = forms.CharField(
        label="Właściciel rachunku",
        max_length=150,
        required=False,
        help_text="Gdy to ktoś inny niż ta osoba.",
    )

    def clean_number(self):
        typed = "".join(self.cleaned_data["number"].split()).upper().removeprefix("PL")
        if not typed:
            return ""
        try:
            return iban.validate(f"PL{typed}").removeprefix("PL")
        except BadNumber:
            raise ValidationError(
                "To nie jest numer polskiego rachunku: ma 26 cyfr, a dwie pierwsze sprawdzają resztę. "
                "Porównaj go z umową."
            ) from None

    def save(self, person) -> BankAccount:
        return BankAccount.objects.change(person, **self.cleaned_data)
