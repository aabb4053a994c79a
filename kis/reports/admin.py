from django import forms
from django.contrib import admin
from django.utils import timezone

from kis.accounts.once import AddedOnce
from kis.activities.forms.kinds import DatedRowForm
from kis.lib.admin import DatedAdmin
from kis.reports.models import OfficialDate, SheetLine
from kis.reports.sheets.catalogue import choices


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


class SheetLineForm(DatedRowForm):
    """The figures to choose from are those of the program's reports, as they are called today."""

    one_thing = ("sheet", "code")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "figure" not in self.fields:  # read only
            return
        field = self.fields["figure"]
        offered = [("", "wpisuje ośrodek"), *choices(timezone.localdate())]
        known = {value for _, cells in offered[1:] for value, _ in cells}
        if self.instance.figure and self.instance.figure not in known:
            offered.append((self.instance.figure, self.instance.figure))
        self.fields["figure"] = forms.ChoiceField(
            label=field.label, choices=offered, required=False, help_text=field.help_text
        )


@admin.register(SheetLine)
class SheetLineAdmin(AddedOnce, DatedAdmin):
    """Forms of offices change: a change is a new row of the same code."""

    form = SheetLineForm
    explanation = (
        "Wiersze zestawień w kolejności, w jakiej prosi o nie urząd. Wiersz pokazuje liczbę programu albo "
        "taką, którą wpisuje ośrodek. Gdy formularz się zmienia, otwórz wiersz i wybierz „Nowe brzmienie od "
        "dnia…”; wiersz, o który już nie pytają, ma swój ostatni dzień."
    )
    list_display = ["heading", "sheet", "section", "place", "figure", "valid_from", "valid_to"]
    list_filter = ["sheet", "section"]
    search_fields = ["heading", "code", "section", "source"]
    fields = [
        *("sheet", "code", "place", "section", "heading", "figure", "source"),
        *("valid_from", "valid_to", "end_is_meant"),
    ]
