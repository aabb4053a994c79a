"""Agreements with the labour office that are in force, with the hours that were used before the program."""

from collections.abc import Sequence

from django.db import models
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from kis.imports.kinds.cells import MonthCell, NamedSeveral
from kis.imports.kinds.columns import Column
from kis.imports.kinds.kind import Kind, Touched
from kis.imports.kinds.of_forms import columns_of, tell_faults, typed
from kis.imports.kinds.past_months import NOT_BEFORE
from kis.imports.kinds.rows import Row
from kis.lib.dates import month_name
from kis.lib.forms import LineField
from kis.lib.refusals import Refused
from participants.words import fold
from psu.agreements.forms import AgreedRateForm, AgreementForm
from psu.agreements.past_months import PastMonthForm
from psu.models import AgreedRate, Agreement, AgreementPeriod, PastMonth, WorkKind, WorkPlace

HEADINGS = {
    "number": ("Numer porozumienia", ("nr porozumienia", "porozumienie", "numer", "nr"), "4/2026"),
    "signed_on": ("Podpisano dnia", ("data podpisania", "data zawarcia"), "12.01.2026"),
    "county_office": ("Starosta (powiat)", ("starosta", "powiat", "pup"), "puławski"),
    "is_application": ("Wniosek zamiast porozumienia", ("wniosek",), "nie"),
    "starts_on": ("Od", ("początek", "od dnia"), "19.01.2026"),
    "ends_on": ("Do", ("koniec", "do dnia"), "31.12.2026"),
    "persons": ("Liczba osób", ("osoby",), "10"),
    "posts": ("Liczba stanowisk", ("stanowiska",), ""),
    "total_hours": ("Godziny łącznie", ("godziny", "liczba godzin"), "4000"),
    "weekly_hours": ("Godziny osoby w tygodniu", ("godziny w tygodniu",), "10"),
    "monthly_hours": ("Godziny osoby w miesiącu", ("godziny w miesiącu",), "40"),
    "refund_percent": ("Refundacja, %", ("refundacja procent", "procent refundacji"), "60"),
    "carer_refund_percent": ("Refundacja u opiekunów, %", (), ""),
    "refund_dates": ("Terminy refundacji", (), "do 20. dnia następnego miesiąca"),
    "remarks": ("Uwagi", (), ""),
}
COVERED = {
    "places": ("Miejsca PSU", ("miejsca", "miejsce"), "Szkoła nr 3; Park miejski"),
    "kinds": ("Rodzaje pracy", ("rodzaj pracy", "prace"), "sprzątanie terenu"),
}
# A number for each kind of work would have to be parted by what stands in numbers, too: a semicolon does.
RATES = "Jedna dla wszystkich rodzajów pracy albo po jednej, w ich kolejności, po średniku."
USED = {
    "hours": ("Godziny już wykorzystane", ("wykorzystane godziny", "wykorzystano godzin"), "296"),
    "persons": ("Ile osób je przepracowało", (), "8"),
    "amount": ("Wypłacono za nie", (), "3 611,20"),
    "refund": ("Refundacja za nie", (), "2 166,72"),
}
OF_USED = {name: f"used_{name}" for name in USED}
UNTIL = "used_until"


def _used_columns() -> list[Column]:
    """Of an agreement that nobody has worked under they are empty; else its form asks for all of them."""
    found = []
    for column in columns_of(PastMonthForm, USED):
        column.field.required = False
        key, heading = OF_USED[column.key], column.heading
        found.append(Column(key, heading, column.field, column.known_as, column.example))
    return found


TABLE = [
    *columns_of(AgreementForm, HEADINGS),
    *(
        Column(key, heading, NamedSeveral(required=True), known_as, example)
        for key, (heading, known_as, example) in COVERED.items()
    ),
    Column(
        "per_hour",
        "Stawka za godzinę",
        LineField(required=True, help_text=RATES),
        ("stawka", "stawki"),
        "12,20",
    ),
    *_used_columns(),
    Column(
        UNTIL,
        "Wykorzystane do miesiąca",
        MonthCell(required=False, help_text="Ostatni miesiąc, którego godziny są w tej sumie."),
        ("ostatni miesiąc",),
        "3.2026",
    ),
]
TWICE = "Porozumienie o tym numerze jest już w wierszu {}."
HOW_MANY_RATES = (
    "Stawek jest {rates}, a rodzajów pracy {kinds}. Podaj jedną albo tyle, ile rodzajów."
)
NO_MONTH = "Podaj ostatni miesiąc, którego godziny są w tej sumie."
ALL_IN_ONE_YEAR = (
    "Cała suma wejdzie do sprawozdań za {year} rok, a porozumienie trwa od {begun}. Jeśli część godzin jest "
    "z wcześniejszych lat, zostaw tę kolumnę pustą i wczytaj miesiące listą „Miesiące PSU jako sumy”."
)
SOURCE = "suma od początku porozumienia do: {}"
CHANGED = "Do porozumienia ktoś dopisał już stawkę albo okres."


class Agreements(Kind):
    name, title, what = "agreements", "Porozumienia PSU", "porozumień"
    about = "Porozumienia, które obowiązują, i ile ich godzin już wykorzystano. Najpierw słowniki miejsc."
    at_once = 50

    @classmethod
    def columns(cls) -> list[Column]:
        return TABLE

    def __init__(self, *, by, on):
        super().__init__(by=by, on=on)
        self.known = {
            "places": {fold(row.name): row for row in WorkPlace.objects.filter(is_active=True)},
            "kinds": {fold(row.name): row for row in WorkKind.objects.filter(is_active=True)},
        }

    def read(self, rows: Sequence[Row], beside: Sequence[Row] = ()) -> None:
        super().read(rows, beside)
        seen = {fold(row.cells.get("number", "")): row.number for row in beside}
        for row in rows:
            for column, known in self.known.items():
                row.facts[column] = row.named(column, known, TABLE) or []
            other = seen.setdefault(fold(row.cells.get("number", "")), row.number)
            if other != row.number and row.cells.get("number"):
                row.fault("number", TWICE.format(other), row=other)

    def look_up(self, rows: Sequence[Row]) -> None:
        for row in rows:
            form = self._form(row)
            if not tell_faults(row, form) or row.faults:
                continue
            self._rates(row, form.instance)
            if used := self._used(row, form.instance):
                tell_faults(row, used, **OF_USED)
                self._tell_years(row, form.instance)

    def _form(self, row: Row) -> AgreementForm:
        sent = typed(row, HEADINGS)
        for column in COVERED:
            sent.setlist(column, [thing.pk for thing in row.facts[column]])
        return AgreementForm(sent, instance=Agreement())

    def _rates(self, row: Row, agreement: Agreement) -> list[AgreedRateForm]:
        """One for each kind of work, from the first day on; empty with a fault."""
        typed_rates = [rate for rate in row.cells.get("per_hour", "").split(";") if rate.strip()]
        kinds = row.facts["kinds"]
        if len(typed_rates) not in (1, len(kinds)):
            told = HOW_MANY_RATES.format(rates=len(typed_rates), kinds=len(kinds))
            row.fault("per_hour", told)
            return []
        rates = typed_rates * len(kinds) if len(typed_rates) == 1 else typed_rates
        forms = [self._rate(agreement, kind, rate) for kind, rate in zip(kinds, rates, strict=True)]
        sound = [tell_faults(row, form, kind="kinds", valid_from="starts_on") for form in forms]
        return forms if all(sound) else []

    @staticmethod
    def _rate(agreement: Agreement, kind: WorkKind, per_hour: str) -> AgreedRateForm:
        sent = {"kind": [kind.pk], "per_hour": [per_hour], "valid_from": [agreement.starts_on]}
        return AgreedRateForm(MultiValueDict(sent), instance=AgreedRate(agreement=agreement))

    def _used(self, row: Row, agreement: Agreement) -> PastMonthForm | None:
        """The hours that are gone as the sum of their last month; None of an agreement without any."""
        if not any(row.cells.get(column) for column in OF_USED.values()):
            return None
        month = row.facts.get(UNTIL)
        if month is None:
            row.fault(UNTIL, NO_MONTH)
            return None
        if not self._is_before(agreement, month):
            row.fault(UNTIL, NOT_BEFORE)
            return None
        sent = typed(row, (), **OF_USED)
        sent["source"] = SOURCE.format(month_name(month))
        kept = PastMonth(agreement=agreement, month=month, entered_by=self.by)
        return PastMonthForm(sent, instance=kept)

    @staticmethod
    def _tell_years(row: Row, agreement: Agreement) -> None:
        year, begun = row.facts[UNTIL].year, agreement.starts_on.year
        if begun < year:
            row.remark(UNTIL, ALL_IN_ONE_YEAR.format(year=year, begun=begun))

    def _is_before(self, agreement: Agreement, month) -> bool:
        first = agreement.starts_on.replace(day=1)
        return first <= month < self.on.replace(day=1) and month <= agreement.ends_on

    def make(self, rows: Sequence[Row]):
        return [self._made(row) for row in rows]

    def _made(self, row: Row) -> list[models.Model]:
        """The agreement, then what hangs on it."""
        form = self._form(row)
        if not form.is_valid():
            raise _not_any_more(form)
        agreement = form.save()
        rates = self._rates(row, agreement)
        used = self._used(row, agreement)
        if row.faults:
            raise Refused(row.faults[0]["text"])
        made = [agreement, *(rate.save() for rate in rates)]
        if used:
            if not used.is_valid():
                raise _not_any_more(used)
            made.append(used.save())
        agreement.refresh_from_db(fields=["version"])
        return made

    @staticmethod
    def named(record: models.Model):
        """What hangs on an agreement is named by it."""
        agreement = record if isinstance(record, Agreement) else record.agreement
        return agreement.number, reverse("psu:agreement", args=[agreement.pk]), None

    def take_back(self, records: Sequence[models.Model], *, reason: str) -> None:
        """What stands on an agreement keeps it; the database says so."""
        numbers = {record.pk for record in records if isinstance(record, Agreement)}
        rates = sum(isinstance(record, AgreedRate) for record in records)
        periods = AgreementPeriod.objects.filter(agreement__in=numbers)
        if AgreedRate.objects.filter(agreement__in=numbers).count() != rates or periods.exists():
            raise Touched(CHANGED)
        for record in records:
            record.delete()


def _not_any_more(form) -> Refused:
    texts = [text for errors in form.errors.values() for text in errors]
    return Refused(" ".join(texts))
