from django.contrib import admin

from kis.accounts.once import AddedOnce
from kis.activities.forms.kinds import DatedRowForm
from kis.lib.admin import DatedAdmin
from kis.privacy.models import ProcessingActivity, RetentionClass


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


@admin.register(RetentionClass)
class RetentionClassAdmin(AddedOnce, DatedAdmin):
    form = DatedRowForm
    explanation = (
        "Jak długo trzyma się akta osób: według jednolitego rzeczowego wykazu akt ośrodka. Lata liczą się od "
        "1 stycznia po roku zakończenia sprawy. Program sam niczego nie usuwa: proponuje spis, a zatwierdza "
        "go druga osoba za zgodą archiwum państwowego. Wartości początkowe to przykład, sprawdź je."
    )
    list_display = ["code", "symbol", "jrwa", "source", "valid_from", "valid_to"]
    search_fields = ["symbol", "jrwa", "source"]
    fields = [*("code", "symbol", "jrwa", "source"), *("valid_from", "valid_to", "end_is_meant")]
