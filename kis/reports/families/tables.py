"""Families with an assistant, their children, applications, assistants and their load, month by month."""

import datetime

from kis.families.models import Assistant, Cooperation
from kis.reports.asking import Cube, cubes_of
from kis.reports.families import facts
from kis.reports.models import ReportCopy
from kis.reports.report import Report
from kis.reports.tables import Column, Filled, Line, Table

YEARS = 3
ONCE = {"once": True}
ON_LAST_DAY = {"on_last_day": True}
MONTHS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
LENGTHS = {
    "m3": "krócej niż 3 miesiące",
    "m12": "od 3 do 12 miesięcy",
    "m24": "od 12 do 24 miesięcy",
    "more": "dłużej niż 24 miesiące",
}


def families_report(year: int) -> Report:
    """Two queries: of the figures, of the names of assistants."""
    values = {"first": datetime.date(year, 1, 1), "last": datetime.date(year, 12, 31)}
    own = [facts.WORK, facts.APPLICATIONS, facts.ASSISTANTS, facts.LOAD]
    years = range(year - YEARS + 1, year + 1)
    asked = [*own, *(each.of_year(one) for one in years for each in (facts.WORK, facts.ASSISTANTS))]
    cubes = cubes_of(asked, values)
    tables = [
        _beside_each_other(years),
        _by_basis(),
        _by_length(),
        _reasons(),
        _applications(),
        _assistants(),
        _load(cubes[facts.LOAD.key]),
    ]
    filled = {table.key: Filled(table, cubes) for table in tables}
    title = f"Asystenci rodziny: rok {year}"
    return Report(ReportCopy.Report.FAMILIES, year, title, filled, values, asked)


def _beside_each_other(years: range) -> Table:
    return Table(
        "lata",
        "Trzy lata obok siebie",
        "Praca z rodzinami",
        facts.WORK,
        [
            Line("rodziny", "rodziny, z którymi pracowali asystenci", ONCE),
            Line("koniec", "rodziny 31 grudnia", ON_LAST_DAY),
            Line("dzieci", "dzieci w tych rodzinach", ONCE, "children"),
            Line("w-pieczy", "w tym w pieczy zastępczej", ONCE, "children_away"),
            Line("asystenci", "asystenci 31 grudnia", ON_LAST_DAY, facts=facts.ASSISTANTS),
        ],
        [Column(str(one), str(one), year=one) for one in years],
        total="",
        drawn=("rodziny", "dzieci"),
        note="Rodzina i dziecko liczą się w roku raz, także gdy praca zaczęła się na nowo albo dziecko jest "
        "w dwóch rodzinach. Monitorowanie po zakończeniu pracy się nie liczy.",
    )


def _by_basis() -> Table:
    return Table(
        "podstawa",
        "Praca z rodzinami według podstawy",
        "Podstawa",
        facts.WORK,
        [Line(each, each.label, {"basis": each}) for each in Cooperation.Basis],
        [
            Column("poczatek", "Na początku roku", {"began": False}),
            Column("rozpoczete", "Rozpoczęte", {"began": True}),
            Column("zakonczone", "Zakończone", {"ended": True}),
            Column("dalej", "Po roku trwa dalej", {"ended": False}),
            Column("koniec", "W dniu 31 grudnia", ON_LAST_DAY),
            Column("dzieci", "Dzieci", measure="children"),
        ],
        note="Praca zakończona 31 grudnia tego dnia jeszcze trwała, więc liczy się i wśród zakończonych, i w "
        "dniu 31 grudnia.",
        balance=("poczatek", ("rozpoczete",), ("zakonczone",), "dalej"),
    )


def _by_length() -> Table:
    return Table(
        "dlugosc",
        "Jak długo trwa praca z rodziną",
        "Czas",
        facts.WORK,
        [Line(key, words, {"length": key}) for key, words in LENGTHS.items()],
        [
            Column("zakonczone", "Zakończone w roku", {"ended": True}),
            Column("dalej", "Po roku trwa dalej", {"ended": False}),
        ],
        note="Od pierwszego przydziału asystenta do końca pracy, a gdy trwa dalej, do 31 grudnia.",
    )


def _reasons() -> Table:
    return Table(
        "powody",
        "Zakończone: powody",
        "Powód",
        facts.WORK,
        [Line(each, each.label, {"reason": each}) for each in Cooperation.EndReason],
        [Column("rodziny", "Rodziny"), Column("dzieci", "Dzieci", measure="children")],
        where={"ended": True},
    )


def _applications() -> Table:
    return Table(
        "wnioski",
        "Wnioski o asystenta złożone w roku",
        "Podstawa",
        facts.APPLICATIONS,
        [Line(each, each.label, {"basis": each}) for each in Cooperation.Basis],
        [
            Column("zlozone", "Złożone"),
            Column("przydzielone", "Przydzielono asystenta", {"outcome": "assigned"}),
            Column("odmowy", "Nie uwzględniono", {"outcome": "refused"}),
            Column("czekaja", "Czekają 31 grudnia", {"outcome": "waits"}),
        ],
    )


def _assistants() -> Table:
    return Table(
        "asystenci",
        "Asystenci",
        "Forma zatrudnienia",
        facts.ASSISTANTS,
        [Line(each, each.label, {"employment": each}) for each in Assistant.Employment],
        [Column("w-roku", "W roku"), Column("koniec", "W dniu 31 grudnia", ON_LAST_DAY)],
    )


def _load(cube: Cube) -> Table:
    """Of the assistants who had a family at the end of some month."""
    rows = Assistant.objects.select_related("user").in_bulk(cube.values("assistant_id", {}))
    found = sorted(rows.values(), key=lambda row: (row.user.last_name, row.user.first_name, row.pk))
    return Table(
        "obciazenie",
        "Rodziny asystentów na koniec miesiąca",
        "Asystent",
        facts.LOAD,
        [Line(str(row.pk), str(row), {"assistant_id": row.pk}) for row in found],
        [Column(str(month), MONTHS[month - 1], {"month": month}) for month in range(1, 13)],
    )
