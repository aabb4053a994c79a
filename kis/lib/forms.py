"""Fields and forms that every app uses."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kis.lib.dates import UnreadableDate, polish, read_date


class PolishDateInput(forms.DateInput):
    def __init__(self, attrs=None):
        super().__init__({"inputmode": "text", "autocomplete": "off", "size": 12, **(attrs or {})})

    def format_value(self, value):
        return value if isinstance(value, str) else polish(value)


class PolishDateField(forms.DateField):
    """A day, also by shorthand: `d`, `+3m`, `31.5`, `31052027`."""

    widget = PolishDateInput

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return read_date(value, today=timezone.localdate())
        except UnreadableDate as error:
            raise ValidationError(str(error), code="invalid") from None


class PastDateField(PolishDateField):
    """A day that has come already."""

    def clean(self, value):
        day, today = super().clean(value), timezone.localdate()
        if day and day > today:
            raise ValidationError(
                f"Dnia {polish(day)} jeszcze nie było. Wpisz dzień do {polish(today)}."
            )
        return day


class HoursField(forms.DecimalField):
    """Hours or a percentage without needless zeros: 10 and 7,5 where the database has 10.00 and 7.50."""

    def prepare_value(self, value):
        # normalize alone writes 40 as 4E+1.
        return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


class PhoneField(forms.CharField):
    """A number that can be dialled, with an extension where there is one: `81 458 00 77 wewn. 23`."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def clean(self, value):
        typed = super().clean(value)
        number, _, extension = typed.partition("wewn.")
        digits = re.sub(r"[ ()-]", "", number).removeprefix("+")
        if typed and not (re.fullmatch(r"[0-9]{9,15}", digits) and _is_extension(extension)):
            raise ValidationError(
                "Numer telefonu ma co najmniej 9 cyfr, np. 600 100 200 albo +48 81 458 00 77. "
                "Popraw go, a inne uwagi wpisz w osobnym polu."
            )
        return typed


def _is_extension(text: str) -> bool:
    return re.fullmatch(r" *[0-9]{0,6}", text) is not None


class OwnedModelForm(forms.ModelForm):
    """A model form whose instance has an owner set by the URL, not by the person.

    Django leaves out every constraint that names a field missing from the form;
    here those on the owner are checked all the same.
    """

    owner: str

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {self.owner}
