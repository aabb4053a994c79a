"""What the templates of fields and of their inputs ask for: every field of every form passes here."""

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def attributes(attrs: dict) -> SafeString:
    """As Django's own template writes them, which is rendered anew for each input and each option.

    But for the longest length: a browser cuts what is pasted without a word, the form says by how much.
    """
    written = (_attribute(*pair) for pair in attrs.items() if pair[0] != "maxlength")
    return mark_safe("".join(written))  # noqa: S308 - escaped below


def _attribute(name: str, value) -> str:
    if value is False or value is None:
        return ""
    return f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'


@register.filter
def laid_out(field: BoundField) -> dict:
    """What the template of a field asks for: a bound field answers each of its words by an exception first.

    `kind`: `choices` and `file` have parts of their own, `checkbox` stands before its label.
    """
    widget = field.field.widget
    fieldset = widget.use_fieldset
    return {
        "kind": _kind(widget),
        "id": field.auto_id,
        "label": field.label,
        "label_for": None if fieldset else field.id_for_label,
        "fieldset": fieldset,
        "described_by": field.aria_describedby if fieldset else None,
        "required": field.field.required,
        "says": bool(field.help_text or field.errors),
    }


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "input"


@register.filter
def in_bootstrap(field: BoundField) -> str:
    """The field's own input, in the classes of Bootstrap beside its own."""
    widget = field.field.widget
    names = [widget.attrs.get("class"), _class_of(widget), "is-invalid" if field.errors else None]
    return field.as_widget(attrs={"class": " ".join(filter(None, names))})


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"
