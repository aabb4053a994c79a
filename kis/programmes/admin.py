from django.contrib import admin

from kis.accounts.once import AddedOnce
from kis.lib.admin import DatedAdmin
from kis.programmes.models import CarerLimit
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
