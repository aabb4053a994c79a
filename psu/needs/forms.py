from django import forms

from kis.lib.forms import HoursField, WholeNumberField
from kis.lib.rows import BOUNDS, ManyRows
from kis.lib.versions import VersionedModelForm
from psu.models import NeedsLine, NeedsPlan, WorkKind, WorkPlace

EMPTY_ROWS = 3


class PlanYearForm(forms.Form):
    plan_year = WholeNumberField(label="Plan na rok", min_value=2025, max_value=2199)


class PlanForm(VersionedModelForm):
    """The plan itself has nothing to type; its version guards the lines."""

    class Meta:
        model = NeedsPlan
        fields = []


class LineForm(VersionedModelForm):
    class Meta:
        model = NeedsLine
        fields = ["place", "kind", "posts", "hours"]
        field_classes = {"posts": WholeNumberField, "hours": HoursField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, model in (("place", WorkPlace), ("kind", WorkKind)):
            used = model.objects.filter(is_active=True)
            if chosen := getattr(self.instance, f"{name}_id"):
                used |= model.objects.filter(pk=chosen)
            self.fields[name].queryset = used


class PlanRows(ManyRows, forms.BaseInlineFormSet):
    @property
    def standing(self) -> int:
        typed = [form for form in self.forms if form.instance.pk or form.has_changed()]
        return sum(not self._should_delete_form(form) for form in typed)


LineFormSet = forms.inlineformset_factory(
    NeedsPlan,
    NeedsLine,
    form=LineForm,
    formset=PlanRows,
    extra=EMPTY_ROWS,
    can_delete=True,
    **BOUNDS,
)


def read_choices_once(rows: forms.BaseFormSet) -> None:
    """Of all places and kinds that a row may name: else each row would ask the database for itself."""
    for name, model in (("place", WorkPlace), ("kind", WorkKind)):
        chosen = {getattr(row.instance, f"{name}_id") for row in rows.forms}
        found = model.objects.order_by("name")
        known = [("", "---------")]
        known += [(x.pk, str(x)) for x in found if x.is_active or x.pk in chosen]
        for row in rows.forms:
            row.fields[name].choices = known
