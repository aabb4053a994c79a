from django.contrib import admin

from kis.accounts.once import AddedOnce
from kis.activities.forms.kinds import DatedRowForm
from kis.activities.models import AbsenceReason, ActivityKind
from kis.lib.admin import DatedAdmin


@admin.register(ActivityKind)
class ActivityKindAdmin(AddedOnce, DatedAdmin):
    """Kinds of action of the act and of the centre; a change is a new row of the same code."""

    form = DatedRowForm
    explanation = (
        "Z tych rodzajów wybiera się przy zakładaniu zajęć; kategoria usługi decyduje, gdzie uczestnik jest "
        "liczony w sprawozdaniach. Wpisu, według którego prowadzi się już zajęcia, się nie zmienia: otwórz "
        "go i wybierz „Nowe brzmienie od dnia…”. Rodzaj już nieprowadzony ma swój ostatni dzień."
    )
    list_display = ["name", "reintegration", "service", "recorded_as", "valid_from", "valid_to"]
    list_filter = ["reintegration", "recorded_as"]
    search_fields = ["name", "service", "source"]
    fields = [
        *("code", "name", "reintegration", "service", "recorded_as", "source"),
        *("valid_from", "valid_to", "end_is_meant"),
    ]


@admin.register(AbsenceReason)
class AbsenceReasonAdmin(AddedOnce, DatedAdmin):
    """What an absence with this reason counts as is told by the switches."""

    form = DatedRowForm
    explanation = (
        "Te powody stoją przy nieobecnościach. Powodu, którego już użyto, się nie zmienia, bo zmieniłaby się "
        "frekwencja z przeszłości: otwórz go i wybierz „Nowe brzmienie od dnia…”. Nazwa nie może mówić nic "
        "o zdrowiu ponad to, że było zwolnienie: czytają ją osoby prowadzące zajęcia."
    )
    list_display = ["name", "is_excused", "counts", "needs_detail", "valid_from", "valid_to"]
    list_filter = ["is_excused", "counts"]
    search_fields = ["name", "code"]
    fields = [
        *("code", "name", "is_excused", "counts", "needs_detail"),
        *("valid_from", "valid_to", "end_is_meant"),
    ]
