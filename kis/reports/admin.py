from django.contrib import admin

from kis.accounts.once import AddedOnce
from kis.activities.forms.kinds import DatedRowForm
from kis.lib.admin import DatedAdmin
from kis.reports.models import OfficialDate


@admin.register(OfficialDate)
class OfficialDateAdmin(AddedOnce, DatedAdmin):
    """Dates change with law and with the ministry's letters: a change is a new row of the same code."""

    form = DatedRowForm
    explanation = (
        "Te terminy wracają co roku na pulpit koordynatora i kierownika, dopóki sprawozdania nie wysłano "
        "albo nie odnotowano wykonania. Gdy termin się zmienia (MRiPS-03 co roku), otwórz go i wybierz „Nowe "
        "brzmienie od dnia…”. Termin, który ośrodka nie dotyczy, ma swój ostatni dzień."
    )
    list_display = ["name", "month", "day", "told_ahead", "report", "valid_from", "valid_to"]
    search_fields = ["name", "code", "source"]
    fields = [
        *("code", "name", "month", "day", "told_ahead", "report", "of_year", "source"),
        *("valid_from", "valid_to", "end_is_meant"),
    ]
