import datetime

from django import forms
from django.db.models import Count
from django.db.models.functions import ExtractYear, TruncMonth

from contracts.exports import ReviewSheets, SignedContracts, reviews_to_hold, signed
from kis.documents.models import Export
from kis.documents.ordering import order_papers
from kis.lib.dates import month_name


class OrderForm(forms.Form):
    """One question, what papers of: its choices say of how many each is."""

    kind = field = right = None

    def __init__(self, *args, user, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        self.fields[self.field].choices = self.counted()

    def counted(self) -> list[tuple]:
        raise NotImplementedError

    def title(self, chosen) -> str:
        raise NotImplementedError

    @property
    def has_choices(self) -> bool:
        return bool(self.fields[self.field].choices)

    def order(self, at: datetime.datetime) -> Export:
        """Raises Refused where there is nothing any more."""
        chosen, kind = self.cleaned_data[self.field], self.kind()
        wanted = kind.wanted(chosen, self.user, self.on)
        return order_papers(kind, self.title(chosen), wanted, by=self.user, at=at)


class YearForm(OrderForm):
    kind, field, right = SignedContracts, "rok", "contracts.view_contract"
    rok = forms.TypedChoiceField(label="Kontrakty z roku", coerce=int)

    def counted(self):
        found = signed(self.user, self.on).order_by().values(year=ExtractYear("signed_on"))
        years = found.annotate(count=Count("pk")).order_by("-year")
        return [(row["year"], f"{row['year']} – wydruków: {row['count']}") for row in years]

    def title(self, chosen):
        return f"Kontrakty z roku {chosen}"


class MonthForm(OrderForm):
    """This month first, though reviews of earlier ones may wait still."""

    kind, field, right = ReviewSheets, "miesiac", "contracts.write_contract"
    miesiac = forms.TypedChoiceField(
        label="Arkusze ocen na miesiąc", coerce=datetime.date.fromisoformat
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, on=on, **kwargs)
        self.initial[self.field] = on.replace(day=1).isoformat()

    def counted(self):
        found = reviews_to_hold(self.user, self.on).order_by().values(month=TruncMonth("on"))
        months = found.annotate(count=Count("pk")).order_by("month")
        return [
            (row["month"].isoformat(), f"{month_name(row['month'])} – arkuszy: {row['count']}")
            for row in months
        ]

    def title(self, chosen):
        return f"Arkusze ocen na {month_name(chosen)}"
