"""Fields and forms that every app uses."""

import re
from collections.abc import Callable
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kis.lib.check_digits import WrongNumber, read_account, read_nip, read_regon
from kis.lib.dates import (
    UnreadableDate,
    polish,
    read_birth_date,
    read_date,
    too_far_to_plan,
)
from kis.lib.typed import one_line, plain_number

HOURS = ["%H.%M", "%H:%M", "%H", "%H:%M:00"]


class LineField(forms.CharField):
    """A name or a number in one line: nothing in it that nobody sees, one space between its parts."""

    def to_python(self, value):
        line = one_line(super().to_python(value) or "")
        return line or self.empty_value


class PolishDateInput(forms.DateInput):
    def __init__(self, attrs=None):
        super().__init__({"inputmode": "text", "autocomplete": "off", "size": 12, **(attrs or {})})

    def format_value(self, value):
        return value if isinstance(value, str) else polish(value)


class PolishDateField(forms.DateField):
    """A day, also by shorthand: `d`, `+3m`, `31.5`, `31052027`."""

    widget = PolishDateInput
    read = staticmethod(read_date)  # gives the day or raises UnreadableDate

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return self.read(value, today=timezone.localdate())
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


class BirthDateField(PolishDateField):
    """In full: no shorthand, and not in the future."""

    read = staticmethod(read_birth_date)


class PlannedDateField(PolishDateField):
    """The end of something planned, a deadline: some years ahead at most."""

    def clean(self, value):
        day = super().clean(value)
        if day and (why := too_far_to_plan(day, today=timezone.localdate())):
            raise ValidationError(why)
        return day


class HourField(forms.TimeField):
    """Hours and minutes by the clock: 8.15, 8:15, 8, and 08:15:00 as a spreadsheet has it."""

    widget = forms.TimeInput(attrs={"autocomplete": "off", "size": 6}, format="%-H.%M")
    default_error_messages = {"invalid": "Wpisz godzinę i minuty, np. 8.15."}

    def __init__(self, **kwargs):
        super().__init__(**{"input_formats": HOURS, **kwargs})

    def to_python(self, value):
        return super().to_python(one_line(value) if isinstance(value, str) else value)


class _ReadsNumbers:
    """Mixin: a number is read as the program itself shows it, its thousands parted by any space.

    A unit is read too, and only the field's own: 60 % are no 60 hours.
    """

    units: tuple[str, ...] = ()

    def to_python(self, value):
        plain = plain_number(value, self.units) if isinstance(value, str) else value
        return super().to_python(plain)


class NumberField(_ReadsNumbers, forms.DecimalField):
    """1 234,50 as well as 1234.5: a field of type number takes no comma, so this one is text."""

    units = ("zł", "zl", "PLN")
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "localize": True})


class WholeNumberField(_ReadsNumbers, forms.IntegerField):
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


class HoursField(NumberField):
    """Without needless zeros: 10 and 7,5 where the database has 10.00 and 7.50."""

    units = ("godz", "godziny", "godzin", "h")

    def prepare_value(self, value):
        # normalize alone writes 40 as 4E+1.
        return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


class PercentField(HoursField):
    units = ("%",)


class CheckedNumberField(forms.CharField):
    """A number with check digits, kept as its digits alone, however it was parted when typed."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    read: Callable[[str], str]  # gives the digits or raises WrongNumber

    def __init__(self, **kwargs):
        # The column's length is the digits' alone.
        super().__init__(**{**kwargs, "max_length": 60})

    def to_python(self, value):
        typed = one_line(super().to_python(value) or "")
        if not typed:
            return self.empty_value
        try:
            return self.read(typed)
        except WrongNumber as wrong:
            raise ValidationError(str(wrong), code="invalid") from None


class AccountField(CheckedNumberField):
    read = staticmethod(read_account)


class NipField(CheckedNumberField):
    read = staticmethod(read_nip)


class RegonField(CheckedNumberField):
    read = staticmethod(read_regon)


WRONG_POSTAL_CODE = "Wpisz kod w postaci 24-100."


class PostalCodeField(LineField):
    """24-100, also typed as 24100 or with spaces."""

    def __init__(self, **kwargs):
        # The column's length is the code's alone.
        super().__init__(**{**kwargs, "max_length": 20})

    def to_python(self, value):
        typed = super().to_python(value)
        if not typed:
            return typed
        code = re.fullmatch(r"([0-9]{2}) ?[‐-–-]? ?([0-9]{3})", typed)
        if code is None:
            raise ValidationError(WRONG_POSTAL_CODE)
        return f"{code[1]}-{code[2]}"


class PhoneField(LineField):
    """A number that can be dialled, with an extension where there is one: `81 458 00 77 wewn. 23`."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def clean(self, value):
        typed = super().clean(value)
        number, _, extension = typed.partition("wewn.")
        digits = re.sub(r"[ ()‐-–-]", "", number).removeprefix("+")
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
