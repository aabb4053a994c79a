from django.contrib import admin

from kis.accounts.once import AddedOnce
from kis.lib.admin import DatedAdmin, DatedForm
from kis.programmes.models import CarerLimit, ProjectWord
from participants.forms.category import LimitForm


@admin.register(CarerLimit)
class CarerLimitAdmin(AddedOnce, DatedAdmin):
    """How many children one carer of a day room has at the same time; a change of law is a new row."""

    form = LimitForm
    explanation = (
        "Tyle dzieci naraz przypada w świetlicy na jednego wychowawcę na dyżurze (art. 28 ust. 2 ustawy o "
        "wspieraniu rodziny). Mniejszą liczbę dla całej świetlicy ustala koordynator w jej zasadach. Zmienia "
        "się przez „Nowe brzmienie od dnia…”."
    )
    list_display = ["valid_from", "valid_to", "children", "source"]
    search_fields = ["source"]
    fields = ["children", "source", "valid_from", "valid_to", "end_is_meant"]


class ProjectWordForm(DatedForm):
    """Its end touches nobody: who was asked keeps the answer, told by its last wording."""

    one_thing = ("field", "code")

    def touched_by_end(self, last_day) -> str:
        return ""


@admin.register(ProjectWord)
class ProjectWordAdmin(AddedOnce, DatedAdmin):
    """The words that the EU system takes."""

    form = ProjectWordForm
    explanation = (
        "Słowa, które przyjmuje system EFS, znak po znaku. W pliku stoi brzmienie z dnia, w którym plik "
        "powstaje. Gdy system zmieni słowo, otwórz wpis i wybierz „Nowe brzmienie od dnia…”; kod zostaje ten "
        "sam, więc odpowiedzi uczestników też."
    )
    list_display = ["wording", "field", "code", "belongs_to", "order", "valid_from", "valid_to"]
    list_filter = ["field"]
    search_fields = ["wording", "code", "source"]
    fields = [
        *("field", "code", "wording", "belongs_to", "order", "source"),
        *("valid_from", "valid_to", "end_is_meant"),
    ]

    def get_readonly_fields(self, request, obj=None):
        return ("field", "code") if obj else ()
