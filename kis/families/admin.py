from django.contrib import admin

from kis.accounts.once import AddedOnce
from kis.families.models import LoadLimit, MonitoringStep, VisitTopic
from kis.lib.admin import DatedAdmin, DatedForm
from participants.forms.category import LimitForm


@admin.register(LoadLimit)
class LoadLimitAdmin(AddedOnce, DatedAdmin):
    """With how many families at once an assistant works; a change of law is a new row."""

    form = LimitForm
    explanation = (
        "Tylu rodzinom naraz asystent może towarzyszyć; monitorowanie po zakończeniu pracy się nie liczy. "
        "Mniej dla jednej osoby ustala kierownik w kartotece asystentów. Zmienia się przez „Nowe brzmienie "
        "od dnia…”."
    )
    list_display = ["valid_from", "valid_to", "families", "told_from", "source"]
    search_fields = ["source"]
    fields = ["families", "told_from", "source", "valid_from", "valid_to", "end_is_meant"]


@admin.register(MonitoringStep)
class MonitoringStepAdmin(AddedOnce, DatedAdmin):
    """How long behind the end of the work a family is looked after once more."""

    form = LimitForm
    explanation = (
        "Tyle miesięcy po zakończeniu pracy z asystentem zagląda się do rodziny, którą ktoś monitoruje. Do "
        "pracy, która się skończyła, należą kroki z dnia jej zakończenia. Zmienia się przez „Nowe brzmienie "
        "od dnia…”."
    )
    list_display = ["months", "valid_from", "valid_to", "source"]
    search_fields = ["source"]
    fields = ["months", "source", "valid_from", "valid_to", "end_is_meant"]


class VisitTopicForm(DatedForm):
    """Its end touches nobody: visits that have it keep it."""

    one_thing = ("code",)

    def touched_by_end(self, last_day) -> str:
        return ""


@admin.register(VisitTopic)
class VisitTopicAdmin(AddedOnce, DatedAdmin):
    """What an assistant ticks after a visit."""

    form = VisitTopicForm
    explanation = (
        "Z tych tematów asystent zaznacza po wizycie, o czym była. Nazwy tematu, który stoi już przy "
        "wizycie, się nie zmienia: otwórz go i wybierz „Nowe brzmienie od dnia…”. Temat już niepotrzebny ma "
        "swój ostatni dzień."
    )
    list_display = ["name", "order", "valid_from", "valid_to"]
    search_fields = ["name", "code"]
    fields = ["code", "name", "order", "valid_from", "valid_to", "end_is_meant"]
