"""Fields and forms that every app uses."""

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


class OwnedModelForm(forms.ModelForm):
    """A model form whose instance has an owner set by the URL, not by the person.

    Django leaves out every constraint that names a field missing from the form;
    here those on the owner are checked all the same.
    """

    owner: str

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {self.owner}
