"""Months of agreements from before the program, each as a sum: with them the hours that were used."""

from collections.abc import Sequence

from django.db import models
from django.urls import reverse

from kis.imports.kinds.cells import MonthCell, NamedCell
from kis.imports.kinds.columns import Column
from kis.imports.kinds.kind import Kind
from kis.imports.kinds.of_forms import columns_of, tell_faults, typed
from kis.imports.kinds.rows import Row
from kis.lib.refusals import Refused
from participants.words import fold
from psu.agreements.past_months import PastMonthForm
from psu.models import Agreement, PastMonth
from psu.models.past_month import months_before

HEADINGS = {
    "persons": ("Osoby", ("liczba osób",), "8"),
    "hours": ("Godziny", ("liczba godzin", "godziny razem"), "296"),
    "amount": ("Wypłacono", ("kwota", "świadczenia"), "3 611,20"),
    "refund": ("Refundacja", (), "2 166,72"),
    "source": ("Źródło", (), "lista wypłat 3/2026"),
}
TABLE = [
    Column(
        "agreement",
        "Porozumienie",
        NamedCell(required=True, help_text="Numer porozumienia."),
        ("nr porozumienia", "numer porozumienia"),
    ),
    Column("month", "Miesiąc", MonthCell(), ("miesiąc i rok",), "3.2026"),
    *columns_of(PastMonthForm, HEADINGS),
]
NOT_BEFORE = (
    "Ten miesiąc nie jest sprzed programu: jeszcze trwa albo porozumienie ma już wpisane godziny."
)


class PastMonths(Kind):
    name, title, what = "past_months", "Miesiące PSU jako sumy", "miesięcy PSU"
    about = "Godziny i kwoty każdego miesiąca sprzed programu, z list wypłat."
    at_once = 50

    @classmethod
    def columns(cls) -> list[Column]:
        return TABLE

    def __init__(self, *, by, on):
        super().__init__(by=by, on=on)
        self.agreements = {fold(row.number): row for row in Agreement.objects.all()}
        self.before: dict[int, list] = {}

    def read(self, rows: Sequence[Row], beside: Sequence[Row] = ()) -> None:
        super().read(rows, beside)
        for row in rows:
            row.facts["agreement"] = row.named("agreement", self.agreements, TABLE)
        seen = {_key(row): row.number for row in beside if row.facts.get("month")}
        for row in rows:
            if row.facts["agreement"] and row.facts.get("month"):
                other = seen.setdefault(_key(row), row.number)
                if other != row.number:
                    row.fault("month", f"Ten miesiąc jest już w wierszu {other}.", row=other)

    def look_up(self, rows: Sequence[Row]) -> None:
        for row in rows:
            agreement, month = row.facts["agreement"], row.facts.get("month")
            if not agreement or not month:
                continue
            if agreement.pk not in self.before:
                self.before[agreement.pk] = months_before(agreement, self.on)
            if month not in self.before[agreement.pk]:
                row.fault("month", NOT_BEFORE)
            tell_faults(row, self._form(row))

    def lock(self, rows: Sequence[Row]) -> None:
        agreements = Agreement.objects.filter(pk__in={row.facts["agreement"].pk for row in rows})
        list(agreements.order_by("pk").select_for_update(no_key=True).values_list("pk"))

    def _form(self, row: Row) -> PastMonthForm:
        month = PastMonth(
            agreement=row.facts["agreement"], month=row.facts["month"], entered_by=self.by
        )
        return PastMonthForm(typed(row, HEADINGS), instance=month)

    def make(self, rows: Sequence[Row]):
        return [[self._made(row)] for row in rows]

    def _made(self, row: Row) -> PastMonth:
        form = self._form(row)
        if not form.is_valid():
            raise Refused("Wiersza nie da się już zapisać. Otwórz go i sprawdź.")
        return form.save()

    @staticmethod
    def named(record: PastMonth):
        page = reverse("psu:agreement", args=[record.agreement_id])
        return f"{record.agreement.number}: {record}", page, None

    def take_back(self, records: Sequence[models.Model], *, reason: str) -> None:
        for record in records:
            record.delete()


def _key(row: Row) -> tuple[int, str]:
    return row.facts["agreement"].pk, row.facts["month"]
