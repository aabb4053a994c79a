"""The last number that each kind of paper had in the year before the program."""

from collections.abc import Sequence

from django.db import models
from django.urls import reverse

from kis.documents.models import NumberSeries
from kis.imports.kinds.cells import ChoiceCell
from kis.imports.kinds.columns import Column
from kis.imports.kinds.kind import Kind, Touched
from kis.imports.kinds.rows import Row
from kis.imports.models import ImportMark
from kis.imports.numbers import LAST_NUMBER, SERIES, begin_behind, used
from kis.lib.forms import WholeNumberField

TABLE = [
    Column(
        "series",
        "Rodzaj pisma",
        ChoiceCell(SERIES.items(), required=True),
        ("pismo", "rodzaj", "seria"),
        "Kontrakty socjalne",
    ),
    Column("year", "Rok", WholeNumberField(help_text="Bieżący."), (), "2026"),
    Column(
        "last",
        "Ostatni numer",
        WholeNumberField(
            min_value=1, max_value=LAST_NUMBER, help_text="Sam numer: 27, a nie 27/2026."
        ),
        ("numer", "ostatni"),
        "27",
    ),
]
OTHER_YEAR = "Program nadaje numery za {} rok. Numerów z innych lat nie wpisuje się."
TWICE = "Ten rodzaj pisma jest już w wierszu {}."
HAS_ONE = (
    "Ta seria ma już numer {}. Jeśli program nie nadał jeszcze żadnego, popraw go na stronie „Numery już "
    "użyte”."
)
BEGUN = "Program nadał już numer z tej serii: jej początku nie można zmienić."


class Numbers(Kind):
    name, title, what = "numbers", "Numery już użyte", "numerów"
    about = "Ostatni numer każdego rodzaju pisma w tym roku; program pójdzie dalej."
    at_once = 50

    @classmethod
    def columns(cls) -> list[Column]:
        return TABLE

    def read(self, rows: Sequence[Row], beside: Sequence[Row] = ()) -> None:
        super().read(rows, beside)
        seen = {_word(row): row.number for row in beside}
        for row in rows:
            if row.facts.get("year") not in (None, self.on.year):
                row.fault("year", OTHER_YEAR.format(self.on.year))
            other = seen.setdefault(_word(row), row.number)
            if other != row.number and row.facts.get("series"):
                row.fault("series", TWICE.format(other), row=other)

    def look_up(self, rows: Sequence[Row]) -> None:
        known = used(self.on.year)
        for row in rows:
            series = known.get(row.facts.get("series"))
            if series and series.last:
                row.fault("series", HAS_ONE.format(series.last))

    def make(self, rows: Sequence[Row]):
        begin_behind(self.on.year, {row.facts["series"]: row.facts["last"] for row in rows})
        made = used(self.on.year)
        return [[made[row.facts["series"]]] for row in rows]

    @staticmethod
    def state_of(record: NumberSeries) -> int:
        return record.last

    @staticmethod
    def named(record: NumberSeries):
        return (
            f"{SERIES[record.kind]} {record.year}: {record.last}",
            reverse("imports:numbers"),
            None,
        )

    def take_back(self, records: Sequence[models.Model], *, reason: str) -> None:
        """The series stays, with no number: another list may begin it anew."""
        for series in records:
            if series.last != series.before_program:
                raise Touched(BEGUN)
            begin_behind(series.year, {series.kind: 0})
        numbers = [series.pk for series in records]
        ImportMark.objects.filter(model=NumberSeries._meta.label, number__in=numbers).delete()


def _word(row: Row) -> str:
    return row.facts.get("series") or row.cells.get("series", "")
