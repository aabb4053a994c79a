"""What an edition pays besides hours: tickets, kilometres, and the rest of its list."""

from django import forms

from kis.lib.forms import NumberField, PastDateField
from kis.lib.money import to_grosz
from kis.programmes.models import Cost, Edition, EditionNumber

OWN_CAR = Edition.Cost.OWN_CAR
NO_RATE = "Edycja nie ma stawki za kilometr. Uzupełnij liczby edycji, potem wpisz przejazd."


class CostForm(forms.ModelForm):
    """Of the kinds that the edition pays; the amount of kilometres is counted."""

    kilometres = NumberField(
        label="Kilometry",
        max_digits=6,
        decimal_places=1,
        min_value=0,
        required=False,
        help_text="Tylko przy własnym samochodzie. Kwotę liczy program.",
    )
    amount = NumberField(
        label="Kwota, zł",
        max_digits=9,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="Z biletu albo rachunku.",
    )

    class Meta:
        model = Cost
        fields = ["provider", "day", "kind", "purpose", "kilometres", "amount"]
        field_classes = {"day": PastDateField}

    def __init__(self, *args, providers, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = self.instance.enrolment.edition
        self.fields["provider"].queryset = providers
        self.fields["provider"].empty_label = "wybierz"
        self.fields["kind"].choices = [
            (kind.value, kind.label)
            for kind in Edition.Cost
            if kind.value in self.edition.eligible_costs
        ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == OWN_CAR:
            self._count(cleaned)
        elif cleaned.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", "Wpisz kwotę z biletu albo rachunku.")
        if cleaned.get("kind") not in (None, OWN_CAR):
            cleaned["kilometres"] = None
        return cleaned

    def _count(self, cleaned):
        rate = self.edition.numbers.filter(code=EditionNumber.Code.KM_RATE).first()
        if rate is None:
            self.add_error("kind", NO_RATE)
        elif cleaned.get("kilometres"):
            self.instance.km_rate = to_grosz(rate.value)
            cleaned["amount"] = to_grosz(cleaned["kilometres"] * self.instance.km_rate)
        elif "kilometres" not in self.errors:
            self.add_error("kilometres", "Wpisz, ile kilometrów.")
