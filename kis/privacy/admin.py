from django.contrib import admin

from kis.accounts.once import AddedOnce
from kis.activities.forms.kinds import DatedRowForm
from kis.lib.admin import DatedAdmin
from kis.privacy.models import ProcessingActivity


@admin.register(ProcessingActivity)
class ProcessingActivityAdmin(AddedOnce, DatedAdmin):
    form = DatedRowForm
    explanation = (
        "Rejestr czynności przetwarzania (art. 30 RODO). Stoi na stronie „Ochrona danych” i na kopii danych, "
        "którą dostaje osoba. Gdy coś się zmienia, otwórz wpis i wybierz „Nowe brzmienie od dnia…”: "
        "poprzednie zostaje."
    )
    list_display = ["name", "valid_from", "valid_to"]
    search_fields = ["name", "code", "purposes"]
    fields = [
        *("code", "name", "purposes", "legal_basis", "people", "data", "sources"),
        *("recipients", "transfers", "retention", "security"),
        *("valid_from", "valid_to", "end_is_meant"),
    ]
