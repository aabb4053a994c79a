from django.contrib import admin
from django.db.models import Count, Q

from kis.accounts.once import AddedOnce
from kis.lib.admin import DatedAdmin
from participants.forms.category import AcceptedForm, CategoryForm, CommissionForm, LimitForm
from participants.models import (
    AcceptedEvidence,
    CommissionLimit,
    EligibilityCategory,
    OpeningLimit,
    ProjectDefinition,
    RegisterLimit,
)


@admin.register(EligibilityCategory)
class EligibilityCategoryAdmin(AddedOnce, DatedAdmin):
    """Wordings of the act over time: a change of law is a new row of the same number."""

    form = CategoryForm
    explanation = (
        "Brzmienie, które mają już osoby, jest zamknięte: decyzja zostaje taka, jaka była. Gdy zmienia się "
        "prawo, otwórz obowiązujące brzmienie i wybierz „Nowe brzmienie od dnia…”: dotychczasowe skończy się "
        "dzień wcześniej, a osoby, które je mają, niczego nie tracą. Gdy kategoria przestaje istnieć, wpisz "
        "jej ostatni dzień: osoby, które ją mają, staną na pulpicie pracowników."
    )
    list_display = ["code", "public_wording", "valid_from", "valid_to", "is_sensitive", "people"]
    list_display_links = ["public_wording"]
    list_filter = ["code", "is_sensitive"]
    search_fields = ["public_wording", "statutory_wording", "legal_pointer"]
    readonly_fields = ["people"]
    fields = [
        *("code", "statutory_wording", "public_wording", "legal_pointer", "evidence_asked"),
        *("usual_validity_months", "is_sensitive", "needs_reason", "people"),
        *("valid_from", "valid_to", "end_is_meant"),
    ]

    def get_queryset(self, request):
        counted = Q(eligibilities__voided_at=None)
        people = Count("eligibilities__person", filter=counted, distinct=True)
        return super().get_queryset(request).annotate(people=people)

    @admin.display(description="mają to brzmienie, osoby")
    def people(self, row):
        return getattr(row, "people", 0)


@admin.register(AcceptedEvidence)
class AcceptedEvidenceAdmin(AddedOnce, DatedAdmin):
    """Which papers are offered beside a category, and the longest time that law leaves them."""

    form = AcceptedForm
    explanation = (
        "Przy kategorii program proponuje te rodzaje dokumentów, które mają tu wpis; bez żadnego wpisu "
        "proponuje wszystkie. Rodzaju już nieprzyjmowanego nie usuwa się: wpisz jego ostatni dzień. "
        "Dokumenty, które osoby już mają, zostają."
    )
    list_display = ["code", "kind", "longest_months", "valid_from", "valid_to", "source"]
    list_display_links = ["kind"]
    list_filter = ["code", "kind"]
    search_fields = ["source"]
    fields = ["code", "kind", "longest_months", "source", "valid_from", "valid_to", "end_is_meant"]


@admin.register(RegisterLimit)
class RegisterLimitAdmin(AddedOnce, DatedAdmin):
    """How long a registration at the labour office lasts, and how often it wants a contact."""

    form = LimitForm
    explanation = (
        "Według tych liczb program przypomina o kontakcie z PUP i o końcu statusu bezrobotnego. Gdy zmienia "
        "się prawo, otwórz obowiązujący wpis i wybierz „Nowe brzmienie od dnia…”."
    )
    list_display = ["valid_from", "valid_to", "longest_months", "contact_days", "source"]
    search_fields = ["source"]
    fields = [
        *("longest_months", "contact_days", "again_after_days", "source"),
        *("valid_from", "valid_to", "end_is_meant"),
    ]


@admin.register(CommissionLimit)
class CommissionLimitAdmin(AddedOnce, DatedAdmin):
    """How long a commissioned stay lasts and how many hours a day it takes."""

    form = CommissionForm
    explanation = (
        "Według tych liczb program pilnuje udziału w KIS w grupie z art. 200 (bez kontraktu). Liczy się wpis "
        "z dnia rozpoczęcia udziału. Gdy zmienia się prawo, otwórz obowiązujący wpis i wybierz „Nowe "
        "brzmienie od dnia…”."
    )
    list_display = ["valid_from", "valid_to", "longest_months", "hours_a_day", "source"]
    search_fields = ["source"]
    fields = ["longest_months", "hours_a_day", "source", "valid_from", "valid_to", "end_is_meant"]


@admin.register(ProjectDefinition)
class ProjectDefinitionAdmin(AddedOnce, DatedAdmin):
    """Whom EU projects call long-term unemployed."""

    form = LimitForm
    explanation = (
        "Według tej definicji program pokazuje przy kategorii, czy osoba jest długotrwale bezrobotna dla "
        "projektu UE. Do decyzji o udziale w KIS służy definicja z ustawy. Sprawdź wpis z regulaminem "
        "projektu; gdy definicja się zmienia, wybierz „Nowe brzmienie od dnia…”."
    )
    list_display = ["valid_from", "valid_to", "more_than_months", "young_below", "source"]
    search_fields = ["source"]
    fields = [
        *("more_than_months", "young_below", "young_more_than_months", "source"),
        *("valid_from", "valid_to", "end_is_meant"),
    ]


@admin.register(OpeningLimit)
class OpeningLimitAdmin(AddedOnce, DatedAdmin):
    """For how long a case of another worker is opened with a reason."""

    form = LimitForm
    explanation = (
        "Przez tyle godzin pracownik spoza sprawy czyta to, co w niej zastrzeżone, gdy otworzy ją z podaniem "
        "powodu; najwyżej 24. Sprawy otwarte wcześniej zamykają się tak, jak je otwarto. Zmienia się przez "
        "„Nowe brzmienie od dnia…”."
    )
    list_display = ["valid_from", "valid_to", "hours", "source"]
    search_fields = ["source"]
    fields = ["hours", "source", "valid_from", "valid_to", "end_is_meant"]
