"""How every form of the program asks for what it lacks and refuses what it cannot take: by FORM_RENDERER."""

from copy import copy

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from kis.lib.money import hours as shown
from kis.lib.sentences import inside_a_sentence
from kis.lib.templatetags.polish import plural_pl

NOTHING_CHOSEN = "wybierz"
DASHES = "---------"  # Django's name of the empty choice


def _signs(count: int) -> str:
    return f"{count} {plural_pl(count, 'znak,znaki,znaków')}"


def _digits(count: int) -> str:
    return f"najwyżej {count} {plural_pl(count, 'cyfrę,cyfry,cyfr')}"


_DIGITS = validators.DecimalValidator.messages
# Django's own sentences, each with ours; one that a field or a model words itself stays.
WORDED = [
    (
        validators.MaxValueValidator.message,
        lambda at: f"Wpisz najwyżej {shown(at['limit_value'])}.",
    ),
    (
        validators.MinValueValidator.message,
        lambda at: f"Wpisz co najmniej {shown(at['limit_value'])}.",
    ),
    (
        validators.MaxLengthValidator.message,
        lambda at: f"Wpisz najwyżej {_signs(at['limit_value'])}, teraz: {at['show_value']}.",
    ),
    (_DIGITS["max_digits"], lambda at: f"Ta liczba jest za długa: może mieć {_digits(at['max'])}."),
    (
        _DIGITS["max_whole_digits"],
        lambda at: f"Ta liczba jest za długa: przed przecinkiem może mieć {_digits(at['max'])}.",
    ),
    (
        _DIGITS["max_decimal_places"],
        lambda at: f"Ta liczba jest za długa: po przecinku może mieć {_digits(at['max'])}.",
    ),
    (
        models.Field.default_error_messages["unique"],
        lambda at: f"Inny wpis ma już to samo w polu „{at['field_label']}”.",
    ),
]


class AskingBoundField(BoundField):
    """Django's „this field is required” as what to do: *Wpisz: nazwisko.*, *Wybierz: rodzaj.*

    So with its other sentences, see WORDED. A form's own sentence stays. The empty choice reads *wybierz*.
    """

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        if getattr(field, "empty_label", None) == DASHES:
            field.empty_label = NOTHING_CHOSEN
        elif isinstance(field, forms.ChoiceField) and not hasattr(field, "queryset"):
            _name_empty_choice(field)

    @property
    def title(self) -> str:
        """The label without a colon that it may end with."""
        return str(self.label).strip().rstrip(":")

    @property
    def call(self) -> str:
        """What to do when the field was left empty."""
        if isinstance(self.field.widget, forms.CheckboxInput):
            return f"Zaznacz: „{self.title}”."
        return f"{_verb(self.field.widget)}: {inside_a_sentence(self.title)}."

    @property
    def errors(self):
        said = super().errors
        # The form keeps Django's own error: only what is shown is worded anew.
        spoken = copy(said)
        spoken.data = [self._worded(error) for error in said.as_data()]
        return spoken

    def _worded(self, error: ValidationError) -> ValidationError:
        if _is_plainly_required(error):
            return ValidationError(self.call, code="required")
        for message, words in WORDED:
            # Lazy texts of numbers cannot be compared; a sentence of Django's own is the very same object.
            if error.message is message:
                return ValidationError(words(error.params), code=error.code)
        return error


class AskingRenderer(TemplatesSetting):
    bound_field_class = AskingBoundField


def _name_empty_choice(field):
    choices = list(field.choices)
    if ("", DASHES) in choices:
        field.choices = [
            ("", NOTHING_CHOSEN) if choice == ("", DASHES) else choice for choice in choices
        ]


def _is_plainly_required(error: ValidationError) -> bool:
    plain = forms.Field.default_error_messages["required"]
    return error.code == "required" and error.message == plain


def _verb(widget) -> str:
    if isinstance(widget, forms.FileInput):
        return "Dodaj plik"
    chosen = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)
    return "Wybierz" if isinstance(widget, chosen) else "Wpisz"
