"""An application for an edition, what is answered to it, and its end."""

import datetime
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model

from kis.documents.scans import ScanField, keep_scan
from kis.lib.forms import (
    BirthDateField,
    PastDateField,
    PhoneField,
    PolishDateField,
    PostalCodeField,
    WholeNumberField,
)
from kis.lib.pesel import read_pesel
from kis.lib.refusals import refused_by_database
from kis.lib.versions import VersionedModelForm
from kis.programmes.enrolling import apply
from kis.programmes.models import Edition, Enrolment, Group, Kind
from kis.programmes.people import enter_known, enter_typed
from participants.forms.groups import GroupedFields
from participants.forms.person import QUESTION_OF_AGE, LikelyBirth
from participants.forms.pesel import PeselField
from participants.models import Person
from participants.recognising import Typed

PERSON = [
    *("last_name", "first_name", "born_on", "street", "house", "postal_code", "town", "phone"),
]
OF_PERSON = {"born_on": BirthDateField, "phone": PhoneField, "postal_code": PostalCodeField}
PARTICIPANT, CARED_FOR = "", "cared_"

APPLICATION = ["applied_on", "number"]
RESPITE = ["relation", "shares_household"]
SERVICES = ["group", "degree_until", "points"]
SUPPORT = ["scopes", "needs", "wishes", "scan"]


class ApplicationForm(GroupedFields, VersionedModelForm):
    """What is asked depends on the programme; the day room and a project have pages of their own."""

    groups = [
        ("Zgłoszenie", APPLICATION),
        ("Opieka", RESPITE),
        ("Grupa i uprawnienie", SERVICES),
        ("Wsparcie", SUPPORT),
    ]

    scopes = forms.MultipleChoiceField(
        label="Zakres wsparcia",
        choices=Enrolment.Scope,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    scan = ScanField(label="Skan karty albo kwestionariusza")

    class Meta:
        model = Enrolment
        fields = [*APPLICATION, *RESPITE, *SERVICES, "scopes", "needs", "wishes"]
        field_classes = {
            "applied_on": PastDateField,
            "degree_until": PolishDateField,
            "points": WholeNumberField,
        }
        widgets = {"needs": forms.Textarea(attrs={"rows": 3, "data-kis-wide": ""})}
        help_texts = {
            "group": "Od niej zależy limit. Można wybrać dopiero przy przyjęciu.",
            "degree_until": "Puste, gdy orzeczenie jest bezterminowe.",
            "shares_household": "Opieka wytchnieniowa jest dla opiekuna, który mieszka z tą osobą.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        edition = self.instance.edition
        for name in _not_asked(edition):
            self.fields.pop(name, None)
        if "group" in self.fields:
            self.fields["group"].queryset = edition.groups.all()
            self.fields["group"].empty_label = "jeszcze nie wiadomo"
        if edition.kind == Kind.RESPITE:
            self.fields["relation"].required = True

    def save_by(self, user) -> None:
        self._keep_scan(user)
        self.save()

    def _keep_scan(self, by):
        if file := self.cleaned_data.get("scan"):
            self.instance.questionnaire_scan = keep_scan(
                file, kind="programme_questionnaire", name="karta-zgloszenia", by=by
            )


def _not_asked(edition: Edition) -> list[str]:
    if not edition.has_services:
        return [*RESPITE, *SERVICES, *SUPPORT]
    dropped = [] if edition.entitlement == Edition.Entitlement.POINTS else ["points"]
    return dropped if edition.kind == Kind.RESPITE else [*RESPITE, *dropped]


@dataclass(frozen=True)
class Came:
    """Whom the act found: the names of those who were in the register already."""

    known: list[str]


class NewApplicationForm(LikelyBirth, ApplicationForm):
    """`person`: of the register, else whoever comes is typed; the cared-for always is."""

    asked_behind = QUESTION_OF_AGE

    def __init__(self, *args, person: Person | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.people: dict[str, Person] = {}
        is_respite = self.instance.edition.kind == Kind.RESPITE
        asked = (
            {} if person else {PARTICIPANT: "Opiekun, czyli uczestnik" if is_respite else "Osoba"}
        )
        if is_respite:
            asked[CARED_FOR] = "Osoba, którą się opiekuje"
        self.asked = list(asked)
        for prefix in self.asked:
            self._add_fields(prefix)
        people = [(title, _names(prefix)) for prefix, title in asked.items()]
        self.groups = [*people, *ApplicationForm.groups]

    def _add_fields(self, prefix: str) -> None:
        fields = fields_for_model(Person, fields=PERSON, field_classes=OF_PERSON)
        fields["born_on"].help_text = "Po niej program sprawdza, czy osoba jest już w rejestrze."
        fields = {"pesel": PeselField(), **fields}
        self.fields |= {f"{prefix}{name}": field for name, field in fields.items()}

    def _was_born_on(self):
        return None

    def clean(self):
        cleaned = super().clean()
        for prefix in self.asked:
            self._read_person(prefix, cleaned)
        return cleaned

    def _read_person(self, prefix: str, cleaned: dict) -> None:
        facts = read_pesel(cleaned.get(f"{prefix}pesel") or "")
        born_on = f"{prefix}born_on"
        if facts and facts.checks:
            cleaned[born_on] = cleaned.get(born_on) or facts.born_on
        values = {name: cleaned.get(f"{prefix}{name}") or "" for name in ["pesel", *PERSON]}
        values["born_on"] = cleaned.get(born_on)
        person = Person(**values)
        try:
            person.clean()
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                self.add_error(f"{prefix}{name}" if name in values else None, errors)
        self.people[prefix] = person

    def apply(self, *, by) -> Came:
        """The people and the application, or nothing. Raises Refused."""
        row, known = self.instance, []
        with refused_by_database():
            row.person = self._came(PARTICIPANT, by, known)
            is_respite = row.edition.kind == Kind.RESPITE
            row.beneficiary = self._came(CARED_FOR, by, known) if is_respite else row.person
            self._keep_scan(by)
            apply(row, by=by)
        return Came(known)

    def _came(self, prefix: str, by, known: list[str]) -> Person:
        since = self.instance.applied_on
        if prefix not in self.people:
            return enter_known(self.person, since=since)
        person = self.people[prefix]
        # A row that a refused save gave a number is new again.
        person.pk, person._state.adding = None, True
        typed = Typed(person.last_name, person.first_name, person.born_on, person.pesel)
        found, is_known = enter_typed(person, typed, responsible=by, since=since)
        if is_known:
            known.append(str(found))
        return found


def _names(prefix: str) -> list[str]:
    return [f"{prefix}{name}" for name in ["pesel", *PERSON]]


class AdmitForm(forms.Form):
    starts_on = PolishDateField(label="Udział od")
    group = forms.ModelChoiceField(
        label="Grupa",
        queryset=Group.objects.none(),
        error_messages={"required": "Wybierz grupę: od niej zależy limit godzin."},
    )

    def __init__(self, *args, enrolment: Enrolment, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        edition = enrolment.edition
        day = min(max(on, enrolment.applied_on, edition.starts_on), edition.ends_on)
        self.initial |= {"starts_on": day, "group": enrolment.group_id}
        if edition.has_services:
            self.fields["group"].queryset = edition.groups.all()
        else:
            del self.fields["group"]


class RefuseForm(forms.Form):
    warns = True

    day = PastDateField(label="Dnia")
    reason = forms.CharField(
        label="Dlaczego odmówiono", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class EndForm(forms.Form):
    last_day = PolishDateField(label="Ostatni dzień udziału")
    reason = forms.ChoiceField(
        label="Powód", choices=[("", "---------"), *Enrolment.EndReason.choices]
    )
    note = forms.CharField(
        label="O zakończeniu",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Przy innym powodzie napisz, jaki to powód.",
    )

    def clean(self):
        cleaned = super().clean()
        if (
            cleaned.get("reason") == Enrolment.EndReason.OTHER
            and not cleaned.get("note", "").strip()
        ):
            self.add_error("note", "Napisz, jaki to powód.")
        return cleaned


class PersonForm(LikelyBirth, VersionedModelForm):
    """Names and address of somebody whom nobody else of the office leads."""

    asked_behind = QUESTION_OF_AGE

    class Meta:
        model = Person
        fields = PERSON
        field_classes = OF_PERSON

    def _update_errors(self, errors):
        """What the model says of columns that this form may not hold stands above all fields."""
        if hasattr(errors, "error_dict"):
            for name in set(errors.error_dict) - set(self.fields):
                self.add_error(None, errors.error_dict.pop(name))
        super()._update_errors(errors)


class FindForm(forms.Form):
    """Words that the address never carries."""

    words = forms.CharField(
        label="Nazwisko i imię", max_length=100, help_text="Wystarczy początek nazwiska."
    )
