from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from kis.documents.models import Document
from kis.documents.uploads import check_upload
from kis.lib.dates import add_months, polish
from kis.lib.forms import OwnedModelForm, PolishDateField
from kis.lib.versions import VersionedModelForm
from participants.models import (
    BenefitAnswer,
    BenefitCheck,
    Eligibility,
    EligibilityCategory,
    Evidence,
)

FOR_PARTICIPATION = "potrzebne do rozpoczęcia udziału"
# A file name tells neither whose paper it is nor what category it proves.
SCAN_NAMES = {
    "application/pdf": "dokument.pdf",
    "image/jpeg": "dokument.jpg",
    "image/png": "dokument.png",
}
ASK_AGAIN_MONTHS = 3


def not_later_than(day, on, what: str):
    if day and day > on:
        raise ValidationError(
            f"{what} {polish(day)} jeszcze nie było. Wpisz dzień do {polish(on)}."
        )
    return day


class EligibilityForm(OwnedModelForm):
    """A category established for the person, in the wording of the day on which it was."""

    owner = "person"

    class Meta:
        model = Eligibility
        fields = ["category", "is_main", "exclusion", "reason", "established_on"]
        field_classes = {"established_on": PolishDateField}
        labels = {
            "is_main": "Główna",
            "exclusion": "Na czym polega wykluczenie",
            "reason": "Powód",
        }
        help_texts = {
            "category": "Ochrona czasowa (PESEL UKR) to nie jest status uchodźcy.",
            "is_main": "Bez zaznaczenia: dalsza. Sprawozdania liczą osobę w kategorii głównej.",
            "exclusion": "Potrzeby, których osoba nie zaspokaja, i to, co ogranicza udział w życiu "
            f"zawodowym, społecznym lub rodzinnym; {FOR_PARTICIPATION}.",
            "reason": "Wymagany przy kategorii „inna osoba podlegająca wykluczeniu”.",
        }
        widgets = {
            "exclusion": forms.Textarea(attrs={"rows": 4}),
            "reason": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        field = self.fields["category"]
        field.queryset = EligibilityCategory.objects.on(on)
        self.categories = list(field.queryset)  # the page tells of each what paper to ask for
        names = ((row.pk, field.label_from_instance(row)) for row in self.categories)
        field.choices = [("", "wybierz"), *names]
        self.initial["established_on"] = self.instance.established_on or on

    def clean_established_on(self):
        return not_later_than(self.cleaned_data["established_on"], self.on, "Dnia")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        category, day = cleaned.get("category"), cleaned.get("established_on")
        if category and day:
            worded = EligibilityCategory.objects.on(day).filter(code=category.code).first()
            if worded is None:
                self.add_error("category", f"Tej kategorii nie było w ustawie {polish(day)}.")
            cleaned["category"] = worded or category
        return cleaned


class EvidenceForm(VersionedModelForm):
    """A paper that proves the category; beside a new category (`optional`) it may be left empty."""

    needed = ["kind", "issued_on"]

    scan_file = forms.FileField(
        label="Skan",
        required=False,
        help_text="PDF, JPEG albo PNG, najwyżej 10 MB.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )

    class Meta:
        model = Evidence
        fields = [
            *("kind", "issuer", "number", "issued_on", "valid_until", "is_indefinite"),
            *("extended_until", "extended_basis", "original_place"),
        ]
        field_classes = {
            "issued_on": PolishDateField,
            "valid_until": PolishDateField,
            "extended_until": PolishDateField,
        }

    def __init__(self, *args, on, category=None, optional=False, **kwargs):
        super().__init__(*args, **kwargs, empty_permitted=optional, use_required_attribute=False)
        self.on, self.category = on, category
        for name in self.needed:
            self.fields[name].required = not optional
        if self.instance.pk is None:
            # Nothing to be stale yet; an empty form beside a new category must count as untouched.
            del self.fields["row_version"]

    def clean_issued_on(self):
        return not_later_than(self.cleaned_data["issued_on"], self.on, "Dnia")

    def clean_scan_file(self):
        file = self.cleaned_data["scan_file"]
        if file:
            file.checked_type = check_upload(file)
        return file

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        for name in self.needed:
            if name in cleaned and not cleaned[name]:
                sentence = self.fields[name].error_messages["required"]
                self.add_error(name, ValidationError(sentence, code="required"))
        until, indefinite = cleaned.get("valid_until"), cleaned.get("is_indefinite")
        if "valid_until" in cleaned and not until and not indefinite and cleaned.get("kind"):
            self.add_error("valid_until", self._validity_needed(cleaned.get("issued_on")))
        elif until and indefinite:
            self.add_error("is_indefinite", "Wpisano dzień ważności. Zostaw jedno z nich.")
        extended, basis = cleaned.get("extended_until"), cleaned.get("extended_basis")
        if extended and not basis:
            self.add_error("extended_basis", "Podaj przepis, który przedłuża ważność.")
        elif basis and not extended and "extended_until" in cleaned:
            self.add_error("extended_until", "Podaj, do kiedy przepis przedłuża ważność.")
        elif extended and not (until and extended > until):
            self.add_error("extended_until", "Przedłużenie musi być późniejsze niż „ważny do”.")
        return cleaned

    def _validity_needed(self, issued_on) -> str:
        usual = self.category and self.category.usual_validity_months
        hint = f" Zwykle do {polish(add_months(issued_on, usual))}." if usual and issued_on else ""
        return f"Podaj, do kiedy dokument jest ważny, albo zaznacz „bezterminowo”.{hint}"

    @transaction.atomic
    def save_for(self, eligibility: Eligibility, *, by) -> Evidence:
        evidence = self.save(commit=False)
        if file := self.cleaned_data["scan_file"]:
            evidence.scan = Document.objects.keep(
                kind="evidence",
                name=SCAN_NAMES[file.checked_type],
                content=file.read(),
                content_type=file.checked_type,
                by=by,
            )
        if evidence.pk is None:
            evidence.eligibility, evidence.added_by = eligibility, by
        evidence.save()
        return evidence


class EndEligibilityForm(forms.Form):
    last_day = PolishDateField(label="Ostatni dzień")
    reason = forms.CharField(label="Dlaczego się skończyła", max_length=200)


class VoidForm(forms.Form):
    reason = forms.CharField(
        label="Powód unieważnienia", widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )


class BenefitsForm(forms.Form):
    """Whether the person is entitled to what excludes: none of them in one line, or each since a day."""

    none = forms.BooleanField(label="Nie ma prawa do żadnego z wymienionych", required=False)
    asked_on = PolishDateField(label="Data pytania", help_text=f"{FOR_PARTICIPATION.capitalize()}.")
    basis = forms.CharField(
        label="Na jakiej podstawie",
        max_length=200,
        help_text=f"Np. oświadczenie, zaświadczenie z ZUS; {FOR_PARTICIPATION}.",
    )
    ask_again_on = PolishDateField(label="Zapytać ponownie dnia")

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
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

    def clean_asked_on(self):
        return not_later_than(self.cleaned_data["asked_on"], self.on, "Dnia")

    def clean(self):
        cleaned = super().clean()
        asked, again = cleaned.get("asked_on"), cleaned.get("ask_again_on")
        if asked and again and again <= asked:
            self.add_error("ask_again_on", "Ponowne pytanie musi być później niż to.")
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
