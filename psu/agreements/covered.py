"""What the form of an agreement and that of an annex both ask: its terms, its places and kinds of work."""

from django import forms
from django.db.models import QuerySet

from kis.lib.forms import HoursField, PercentField, WholeNumberField
from psu.guards.words import MORE_THAN_ZERO
from psu.models import Agreement, AgreementAnnex, AgreementKind, AgreementPlace, WorkKind, WorkPlace

NONE_TO_CHOOSE = (
    "Nie ma jeszcze żadnych do wyboru: wpisuje je administrator merytoryczny w słownikach."
)
FIELDS = ["places", "kinds"]

LIMITS = ["total_hours", "weekly_hours", "monthly_hours"]
PERCENTS = ["refund_percent", "carer_refund_percent"]
TERMS = ["persons", *LIMITS, *PERCENTS]
FIELDS_OF_TERMS = {
    "persons": WholeNumberField,
    **dict.fromkeys(LIMITS, HoursField),
    **dict.fromkeys(PERCENTS, PercentField),
}
NO_PERSONS = {"persons": {"min_value": MORE_THAN_ZERO}}


class CoveredFields(forms.Form):
    """Mixin: what is used, and what the agreement names even when it is used no more."""

    places = forms.ModelMultipleChoiceField(
        WorkPlace.objects.none(),
        label="Miejsca PSU",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Zaznacz co najmniej jedno miejsce."},
    )
    kinds = forms.ModelMultipleChoiceField(
        WorkKind.objects.none(),
        label="Rodzaje pracy",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Zaznacz co najmniej jeden rodzaj pracy."},
    )

    def offer(self, places: QuerySet, kinds: QuerySet) -> None:
        """`places`, `kinds`: those that the agreement names now."""
        for name, model, named in (("places", WorkPlace, places), ("kinds", WorkKind, kinds)):
            field = self.fields[name]
            field.queryset = model.objects.filter(is_active=True) | model.objects.filter(
                pk__in=named.values("pk")
            )
            field.choices = [(row.pk, str(row)) for row in field.queryset]
            if not field.choices:
                field.help_text = NONE_TO_CHOOSE
            self.initial[name] = list(named.values_list("pk", flat=True))


# One by one, so that each change keeps its history.
def keep_own(agreement: Agreement, places, kinds) -> None:
    """What the agreement names by itself, without its annexes."""
    for model, name, chosen in _both(places, kinds):
        rows = model.objects.filter(agreement=agreement, from_annex=None)
        for row in rows.exclude(**{f"{name}__in": chosen}):
            row.delete()
        there = set(rows.values_list(f"{name}_id", flat=True))
        for thing in chosen:
            if thing.pk not in there:
                model.objects.create(agreement=agreement, **{name: thing})


def keep_from(annex: AgreementAnnex, places, kinds) -> None:
    """What it names from the annex on. Refused by the database where days worked would be left out."""
    for model, name, chosen in _both(places, kinds):
        standing = model.objects.filter(agreement=annex.agreement).standing()
        there = set(standing.values_list(f"{name}_id", flat=True))
        for row in standing.exclude(**{f"{name}__in": chosen}):
            row.until_annex = annex
            row.save(update_fields=["until_annex"])
        for thing in chosen:
            if thing.pk not in there:
                facts = {"agreement": annex.agreement, name: thing, "from_annex": annex}
                model.objects.create(**facts)


def _both(places, kinds):
    return (AgreementPlace, "place", places), (AgreementKind, "kind", kinds)
