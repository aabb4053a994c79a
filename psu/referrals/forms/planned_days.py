"""The planned hours of each weekday, as one field."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from kis.lib.dates import SHORT_WEEKDAYS, WEEKDAYS
from kis.lib.money import hours
from psu.rules.cells import WORKED, UnreadableCell, read_cell


class PlannedDaysInput(forms.MultiWidget):
    template_name = "psu/referrals/planned_days.html"

    def __init__(self, attrs=None):
        inputs = [
            forms.TextInput({"size": 3, "autocomplete": "off", "aria-label": name})
            for name in WEEKDAYS
        ]
        super().__init__(inputs, attrs)

    def decompress(self, value):
        plan = value or {}
        return [hours(Decimal(plan[str(day)])) if str(day) in plan else "" for day in range(7)]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for widget, short in zip(context["widget"]["subwidgets"], SHORT_WEEKDAYS, strict=True):
            widget["weekday"] = short
        return context


class PlannedDaysField(forms.Field):
    """Weekday (`"0"` is Monday) → hours as text, only of the days that have any."""

    widget = PlannedDaysInput

    def to_python(self, value):
        plan, wrong = {}, []
        for day, typed in enumerate(value or []):
            if not typed or not typed.strip():
                continue
            try:
                plan[str(day)] = str(_hours(typed))
            except UnreadableCell:
                wrong.append(WEEKDAYS[day])
        if wrong:
            raise ValidationError(
                f"Wpisz godziny od 0,25 do 24, co 0,25, albo zostaw puste: {', '.join(wrong)}."
            )
        return plan

    # Compared as plans: the widget's list of texts never equals the stored one.
    def has_changed(self, initial, data):
        try:
            return (initial or {}) != self.to_python(data)
        except ValidationError:
            return True


def in_words(plan: dict[str, str]) -> str:
    """pn 5 godz., śr 5 godz."""
    return ", ".join(
        f"{SHORT_WEEKDAYS[int(day)]} {hours(Decimal(plan[day]))} godz." for day in sorted(plan)
    )


def _hours(typed: str) -> Decimal:
    cell = read_cell(typed)
    if cell.outcome != WORKED:
        raise UnreadableCell(typed)
    return cell.hours
