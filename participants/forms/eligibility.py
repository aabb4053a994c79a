from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from kis.documents.scans import ScanField, keep_scan
from kis.lib.dates import add_months, polish
from kis.lib.forms import OwnedModelForm, PastDateField, PolishDateField
from kis.lib.refusals import Refused
from kis.lib.versions import VersionedModelForm
from participants.eligibility import (
    TEMPORARY_PROTECTION,
    last_day_by_law,
    tells_of_temporary_protection,
)
from participants.forms.person import FOR_PARTICIPATION
from participants.models import (
    AcceptedEvidence,
    Eligibility,
    EligibilityCategory,
    Evidence,
    EvidenceKind,
)

VOIDED_CATEGORY = (
    "Tę kategorię unieważniono. Dokumentu nie zapisano: ustal kategorię od nowa i dodaj go do niej."
)


class EligibilityForm(OwnedModelForm):
    """A category established for the person, in the wording of the day on which it was."""

    owner = "person"

    class Meta:
        model = Eligibility
        fields = ["category", "is_main", "exclusion", "reason", "established_on"]
        field_classes = {"established_on": PastDateField}
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
        field = self.fields["category"]
        # Ended ones too: what was established before the end may be entered after it.
        field.queryset = EligibilityCategory.objects.filter(valid_from__lte=on)
        # The page tells of each what paper to ask for.
        self.categories = list(EligibilityCategory.objects.last_by(on))
        names = ((row.pk, row.name_to_choose(on)) for row in self.categories)
        field.choices = [("", "wybierz"), *names]
        self.initial["established_on"] = self.instance.established_on or on

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        category, day = cleaned.get("category"), cleaned.get("established_on")
        if category and day:
            # The list was of the last wordings; what was established earlier has the wording of its day.
            worded = EligibilityCategory.objects.on(day).filter(code=category.code).first()
            if worded is None:
                self.add_error("category", f"Tej kategorii nie było w ustawie {polish(day)}.")
            cleaned["category"] = worded or category
        return cleaned


class EvidenceForm(VersionedModelForm):
    """A paper that proves the category; beside a new category (`optional`) it may be left empty."""

    needed = ["kind", "issued_on"]
    longest = None  # months, where law limits this kind in this category

    scan_file = ScanField()

    class Meta:
        model = Evidence
        fields = [
            *("kind", "issuer", "number", "issued_on", "valid_until", "is_indefinite"),
            *("extended_until", "extended_basis", "original_place"),
        ]
        field_classes = {
            "issued_on": PastDateField,
            "valid_until": PolishDateField,
            "extended_until": PolishDateField,
        }
        help_texts = {
            "issued_on": "Sprawdzono w SEPI: dzień sprawdzenia. Program indywidualny: jego pierwszy dzień.",
            "valid_until": "Program indywidualny: jego ostatni dzień. Kategoria kończy się z nim sama.",
        }

    def __init__(self, *args, category=None, optional=False, **kwargs):
        super().__init__(*args, **kwargs, empty_permitted=optional, use_required_attribute=False)
        self.category = category
        if category:
            self._offer_accepted()
        for name in self.needed:
            self.fields[name].required = not optional
        if self.instance.pk is None:
            # Nothing to be stale yet; an empty form beside a new category must count as untouched.
            del self.fields["row_version"]

    def _offer_accepted(self):
        """The kinds of the category, ended ones too: what was issued before the end may come after it."""
        accepted = AcceptedEvidence.objects.of(self.category.code).values_list("kind", flat=True)
        kinds = {*accepted, self.instance.kind}
        if accepted:
            choices = [(kind, label) for kind, label in EvidenceKind.choices if kind in kinds]
            field = self.fields["kind"]
            field.choices = [("", "wybierz"), *choices]
            field.error_messages["invalid_choice"] = (
                "Przy tej kategorii tego dokumentu się nie przyjmuje. Wybierz jeden z podanych."
            )

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.category:
            self._judge_by_category(cleaned)
        for name in self.needed:
            if name in cleaned and not cleaned[name]:
                sentence = self.fields[name].error_messages["required"]
                self.add_error(name, ValidationError(sentence, code="required"))
        until, indefinite = cleaned.get("valid_until"), cleaned.get("is_indefinite")
        # A day that nobody could read has its own error already and is left out here.
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

    def _judge_by_category(self, cleaned):
        words = [cleaned.get(name) for name in ("issuer", "number", "original_place")]
        if tells_of_temporary_protection(self.category.code, *words):
            self.add_error("kind", TEMPORARY_PROTECTION)
        kind, issued_on = cleaned.get("kind"), cleaned.get("issued_on")
        if not kind or not issued_on:
            return
        accepted = {
            row.kind: row for row in AcceptedEvidence.objects.of(self.category.code).on(issued_on)
        }
        self.longest = accepted[kind].longest_months if kind in accepted else None
        # What was accepted once stays: only its other facts are corrected.
        if accepted and kind not in accepted and "kind" in self.changed_data:
            names = ", ".join(row.get_kind_display() for row in accepted.values())
            self.add_error(
                "kind", f"Przy tej kategorii przyjmuje się: {names}. Wybierz jeden z nich."
            )
        elif self.longest:
            self._judge_length(cleaned, last_day_by_law(issued_on, self.longest))

    def _judge_length(self, cleaned, last_day):
        until, limit = (
            cleaned.get("valid_until"),
            f"najwyżej {self.longest} mies. od dnia wystawienia",
        )
        if cleaned.get("is_indefinite"):
            sentence = f"Ten dokument jest ważny {limit}: do {polish(last_day)}. Wpisz „ważny do”."
            self.add_error("is_indefinite", sentence)
        elif until and until > last_day:
            sentence = (
                f"Ten dokument jest ważny {limit}: najdalej do {polish(last_day)}. Popraw datę."
            )
            self.add_error("valid_until", sentence)

    def _validity_needed(self, issued_on) -> str:
        if self.longest and issued_on:
            last_day = last_day_by_law(issued_on, self.longest)
            return f"Podaj, do kiedy dokument jest ważny: najdalej do {polish(last_day)}."
        usual = self.category and self.category.usual_validity_months
        hint = f" Zwykle do {polish(add_months(issued_on, usual))}." if usual and issued_on else ""
        return f"Podaj, do kiedy dokument jest ważny, albo zaznacz „bezterminowo”.{hint}"

    @transaction.atomic
    def save_for(self, eligibility: Eligibility, *, by) -> Evidence:
        """Raises Refused for a category that was voided meanwhile."""
        locked = Eligibility.with_voided.select_for_update(no_key=True).get(pk=eligibility.pk)
        if locked.voided_at:
            raise Refused(VOIDED_CATEGORY)
        evidence = self.save(commit=False)
        if file := self.cleaned_data["scan_file"]:
            # A name that tells neither whose paper it is nor what category it proves.
            evidence.scan = keep_scan(file, kind="evidence", name="dokument", by=by)
        if evidence.pk is None:
            evidence.eligibility, evidence.added_by = eligibility, by
        evidence.save()
        return evidence


class EndEligibilityForm(forms.Form):
    last_day = PolishDateField(label="Ostatni dzień")
    reason = forms.CharField(label="Dlaczego się skończyła", max_length=200)
