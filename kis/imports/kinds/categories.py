"""Categories of people with their evidence, and that they were asked about entitlements that exclude."""

from collections.abc import Sequence

from django import forms
from django.db import models
from django.urls import reverse

from kis.imports.kinds.cells import ChoiceCell, NamedCell, YesNoCell
from kis.imports.kinds.columns import Column
from kis.imports.kinds.of_forms import OfForms, columns_of, tell_faults, typed
from kis.imports.kinds.rows import Row
from kis.imports.kinds.whose import WHOSE
from kis.lib.dates import add_months, polish
from kis.lib.forms import PastDateField, PlannedDateField, PolishDateField
from participants.forms.benefits import ASK_AGAIN_MONTHS, BenefitsForm
from participants.forms.eligibility import EligibilityForm, EvidenceForm
from participants.models import (
    BenefitCheck,
    Eligibility,
    EligibilityCategory,
    Evidence,
    EvidenceKind,
)
from participants.words import fold

HEADINGS = {
    "category": ("Kategoria", ("nr kategorii", "kategoria kis"), "5"),
    "is_main": ("Główna", ("kategoria główna",), "tak"),
    "established_on": ("Ustalono dnia", ("data ustalenia",), "12.01.2026"),
    "exclusion": ("Na czym polega wykluczenie", ("opis wykluczenia",), "brak stałego dochodu"),
    "reason": ("Powód", (), ""),
}
CATEGORY = NamedCell(
    required=True,
    help_text="Numer kategorii ze słownika programu albo jej nazwa.",
)
TABLE = [
    *WHOSE,
    *columns_of(EligibilityForm, HEADINGS, category=CATEGORY),
    Column(
        "kind", "Dokument", ChoiceCell(EvidenceKind.choices), ("rodzaj dokumentu",), "zaświadczenie"
    ),
    Column("issuer", "Wystawca", forms.CharField(required=False), (), "PUP w Puławach"),
    Column("document", "Numer dokumentu", forms.CharField(required=False), ("nr dokumentu",), ""),
    Column("issued_on", "Wystawiono dnia", PastDateField(required=False), (), "12.01.2026"),
    Column("valid_until", "Dokument ważny do", PolishDateField(required=False), ("ważny do",), ""),
    Column("is_indefinite", "Bezterminowo", YesNoCell(), (), "tak"),
    Column("original_place", "Gdzie jest oryginał", forms.CharField(required=False), (), ""),
    Column(
        "asked_on",
        "O świadczenia zapytano dnia",
        PastDateField(
            required=False,
            help_text="Tylko gdy osoba nie ma prawa do żadnego świadczenia, które wyklucza z KIS.",
        ),
        ("pytanie o świadczenia",),
        "12.01.2026",
    ),
    Column(
        "basis",
        "Na jakiej podstawie (świadczenia)",
        forms.CharField(required=False, max_length=200),
        (),
        "oświadczenie",
    ),
    Column("ask_again_on", "Zapytać ponownie dnia", PlannedDateField(required=False), (), ""),
]
OF_EVIDENCE = ["kind", "issuer", "issued_on", "valid_until", "is_indefinite", "original_place"]
MEANT = {"number": "document"}


class Categories(OfForms):
    name, title, what = "categories", "Kategorie z dokumentami", "kategorii"
    about = "Kategoria osoby, dokument, który ją potwierdza, i pytanie o świadczenia."

    @classmethod
    def columns(cls) -> list[Column]:
        return TABLE

    def __init__(self, *, by, on):
        super().__init__(by=by, on=on)
        self.known = {}
        for category in EligibilityCategory.objects.last_by(on):
            words = (str(category.code), category.public_wording, category.statutory_wording)
            self.known |= {fold(word): category for word in words}

    def read(self, rows: Sequence[Row], beside: Sequence[Row] = ()) -> None:
        super().read(rows, beside)
        for row in rows:
            row.facts["category"] = row.named("category", self.known, TABLE)
            if not row.cells.get("is_main"):
                row.facts["is_main"] = True

    def judge(self, row: Row) -> None:
        if not row.facts["category"]:
            return
        form, evidence, question = self._forms(row)
        tell_faults(row, form)
        evidence.category = form.cleaned_data.get("category") or row.facts["category"]
        tell_faults(row, evidence, **MEANT)
        if question:
            tell_faults(row, question)

    def _forms(self, row: Row):
        eligibility = Eligibility(person=row.facts["person"], established_by=self.by)
        return (
            EligibilityForm(typed(row, HEADINGS), instance=eligibility, on=self.on),
            EvidenceForm(typed(row, OF_EVIDENCE, **MEANT), optional=True),
            self._question(row) if row.facts.get("asked_on") else None,
        )

    def _question(self, row: Row) -> BenefitsForm:
        sent = typed(row, ["asked_on", "basis", "ask_again_on"])
        sent["none"] = "on"
        if "ask_again_on" not in sent:
            again = add_months(row.facts["asked_on"], ASK_AGAIN_MONTHS)
            sent["ask_again_on"] = polish(again)
        return BenefitsForm(sent, on=self.on)

    def act(self, row: Row) -> list[models.Model]:
        form, evidence, question = self._forms(row)
        form.is_valid()
        evidence.category = form.cleaned_data["category"]
        evidence.is_valid()
        made: list[models.Model] = [form.save()]
        if evidence.has_changed():
            made.append(evidence.save_for(made[0], by=self.by))
        if question and question.is_valid():
            made.append(question.save(row.facts["person"], by=self.by))
        return made

    @staticmethod
    def named(record: Eligibility | Evidence | BenefitCheck):
        """Never the category itself: it is told in the person's file, to whoever may know it."""
        person = record.eligibility.person if isinstance(record, Evidence) else record.person
        page = reverse("participants:eligibility", args=[person.pk])
        return f"{person}: {record._meta.verbose_name}", page, person.pk
