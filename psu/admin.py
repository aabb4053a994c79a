from operator import attrgetter

from django import forms
from django.contrib import admin
from django.db.models import Count, Max, Q
from django.utils import timezone

from kis.accounts.models import User
from kis.accounts.once import AddedOnce
from kis.accounts.rights import Role
from kis.lib.admin import DictionaryAdmin, TrialSaveForm
from kis.lib.dates import polish
from psu.models import (
    Ceiling,
    PayingAccount,
    PayTax,
    Rate,
    Referral,
    Regime,
    Supervision,
    WorkKind,
    WorkPlace,
)


@admin.register(Regime)
class RegimeAdmin(AddedOnce, DictionaryAdmin):
    """The act that agreements follow by the day they were signed."""

    list_display = ["name", "code", "signed_from", "signed_until"]
    search_fields = ["name", "source"]
    fields = ["code", "name", "signed_from", "signed_until", "source"]


@admin.register(Ceiling)
class CeilingAdmin(AddedOnce, DictionaryAdmin):
    """Ceilings of law; a change of law is a new row from its day on."""

    list_display = ["regime", "valid_from", "weekly_hours", "monthly_hours", "refund_max_percent"]
    list_display_links = ["regime", "valid_from"]
    list_filter = ["regime"]
    list_select_related = ["regime"]
    search_fields = ["source", "regime__name"]
    fields = [
        *("regime", "valid_from", "weekly_hours", "monthly_hours", "refund_max_percent"),
        *("carer_refund_max_percent", "year_days", "pauses_count", "source"),
    ]


class RateForm(TrialSaveForm):
    """An unlikely rate is asked about, and saved when it was confirmed."""

    DOUBTED = ("regime", "per_hour", "valid_from")

    is_meant = forms.BooleanField(
        label="Stawka jest taka w przepisie",
        required=False,
        help_text="Zaznacz tylko wtedy, gdy program zapyta o tę stawkę.",
    )

    def _post_clean(self):
        super()._post_clean()
        is_new_fact = not self.instance.pk or set(self.DOUBTED) & set(self.changed_data)
        if self.errors or not is_new_fact or self.cleaned_data.get("is_meant"):
            return
        if doubted := self.instance.doubts():
            self.add_error(
                "is_meant",
                f"{' '.join(doubted)} Porównaj ją z przepisem. Jeśli tam jest taka, zaznacz to pole.",
            )


@admin.register(Rate)
class RateAdmin(AddedOnce, DictionaryAdmin):
    """Minimum rates; a new one is a new row, behind the last day of the one before."""

    explanation = (
        "Nowa stawka to nowy wpis: najpierw wpisz ostatni dzień dotychczasowej, potem dodaj następną od dnia "
        "następnego. Stawki, według której zamknięto już miesiąc, zmienić nie można."
    )

    form = RateForm
    list_display = ["valid_from", "valid_to", "per_hour", "regime", "source"]
    list_filter = ["regime"]
    list_select_related = ["regime"]
    search_fields = ["source", "regime__name"]
    fields = ["regime", "per_hour", "valid_from", "valid_to", "source", "is_meant"]

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if self.has_add_permission(request):
            return fields
        return [name for name in fields if name != "is_meant"]


@admin.register(WorkKind)
class WorkKindAdmin(AddedOnce, DictionaryAdmin):
    explanation = (
        "Rodzaj, którego już się nie używa, wyłącza się: nie ma go do wyboru w nowych skierowaniach i "
        "porozumieniach, a tam, gdzie jest już wpisany, zostaje."
    )
    list_display = ["name", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name"]
    fields = ["name", "is_active"]


class WorkPlaceForm(TrialSaveForm):
    def clean(self):
        """The row is locked by now: a new referral to the place waits, and is refused once it is off."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and "is_active" in self.changed_data and not cleaned.get("is_active"):
            on = timezone.localdate()
            running = Referral.objects.at(self.instance).not_over(on)
            told = running.aggregate(people=Count("person", distinct=True), last=Max("last_day"))
            if told["people"]:
                self.add_error("is_active", _still_sent(**told))
        return cleaned


def _still_sent(people: int, last) -> str:
    return (
        f"Trwają tu skierowania PUP, osoby: {people} (najdłużej do {polish(last)}). Najpierw koordynator "
        "KIS zakończy je albo wpisze skierowania do innego miejsca; potem to miejsce można wyłączyć."
    )


@admin.register(WorkPlace)
class WorkPlaceAdmin(AddedOnce, DictionaryAdmin):
    form = WorkPlaceForm
    explanation = (
        "Miejsce, do którego nikogo już się nie kieruje, wyłącza się: zostaje w historii i w miesiącach, "
        "które są jeszcze otwarte. Dopóki trwają do niego skierowania, wyłączyć go nie można."
    )
    list_display = ["name", "kind", "street", "town", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "street", "town"]
    fields = [
        *("name", "kind", "street", "postal_code", "town", "phone"),
        *("household_duties", "is_active"),
    ]


@admin.register(Supervision)
class SupervisionAdmin(AddedOnce, DictionaryAdmin):
    """Who looks after which place; the hours of that place are that person's to mark."""

    explanation = (
        "Gdy ktoś przestaje być opiekunem miejsca, wpisz jego ostatni dzień i dodaj wpis następnej osoby od "
        "następnego dnia. Miejsca osoby, której konto wyłączono, przekazuje koordynator KIS na pulpicie."
    )

    list_display = ["place", "user", "starts_on", "ends_on"]
    list_filter = ["place"]
    list_select_related = ["place", "user"]
    search_fields = ["place__name", "user__last_name", "user__first_name"]
    fields = ["place", "user", "starts_on", "ends_on"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Only those who may open the pages of a supervisor, and whom the row names already."""
        form = super().get_form(request, obj, change, **kwargs)
        if field := form.base_fields.get("user"):
            named = Q(pk=obj.user_id if obj else None)
            field.queryset = User.objects.to_choose(Role.SUPERVISOR, named=named)
            field.label_from_instance = attrgetter("name_to_choose")
        return form


@admin.register(PayingAccount)
class PayingAccountAdmin(AddedOnce, DictionaryAdmin):
    """The one row."""

    explanation = (
        "Z tego rachunku ośrodek przelewa świadczenia za prace społecznie użyteczne. Kodowanie, "
        "rozszerzenie, liczbę przelewów w pliku i ostatnie pole podaje bank w opisie importu Elixir-O. "
        "Zmiana dotyczy nowych plików; utworzone zostają takie, jakie są."
    )
    list_display = ["number", "encoding", "extension", "most_orders", "has_last_field"]
    fields = ["number", "encoding", "extension", "most_orders", "has_last_field"]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """There is no other one to add behind it."""
        told = {"show_save_and_add_another": False} | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, told)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not PayingAccount.objects.exists()


@admin.register(PayTax)
class PayTaxAdmin(AddedOnce, DictionaryAdmin):
    """The chief accountant's decision, dated."""

    explanation = (
        "Czy od świadczenia za prace społecznie użyteczne pobiera się zaliczkę na podatek, rozstrzyga główny "
        "księgowy: przepisy o tych pracach tego nie mówią. Bez wpisu listy wypłat nie mają kolumn podatku. "
        "Zmiana to nowy wpis od jej dnia; listy już sporządzone zostają takie, jakie są. Refundację liczy "
        "się od stawki minimalnej, bez względu na podatek."
    )
    list_display = ["valid_from", "percent", "to_zloty", "source"]
    search_fields = ["source"]
    fields = ["valid_from", "percent", "to_zloty", "source"]
