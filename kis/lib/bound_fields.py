"""How every form of the program asks for what it lacks: set once, by FORM_RENDERER."""

from copy import copy

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from kis.lib.sentences import inside_a_sentence

NOTHING_CHOSEN = "wybierz"
DASHES = "---------"  # Django's name of the empty choice


class AskingBoundField(BoundField):
    """Django's „this field is required” as what to do: *Wpisz: nazwisko.*, *Wybierz: rodzaj.*

    A form's own sentence for a field left empty stays. The empty choice reads *wybierz*.
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
        if not any(_is_plainly_required(error) for error in said.as_data()):
            return said
        # The form keeps Django's own error: only what is shown is worded anew.
        spoken = copy(said)
        spoken.data = [
            ValidationError(self.call, code="required") if _is_plainly_required(error) else error
            for error in said.as_data()
        ]
        return spoken


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
