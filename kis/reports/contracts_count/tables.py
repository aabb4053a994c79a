"""MRiPS-03 for a half-year and for a year: contracts, and persons, which are not the same."""

import datetime

from contracts.models import SocialContract
from kis.reports.asking import cubes_of
from kis.reports.contracts_count import facts
from kis.reports.models import ReportCopy
from kis.reports.report import Report
from kis.reports.tables import Column, Filled, Line, Table

EndReason = SocialContract.EndReason


def half_year_report(year: int) -> Report:
    key = ReportCopy.Report.MRIPS_HALF
    return _report(key, year, f"MRiPS-03, I półrocze {year}", datetime.date(year, 6, 30))


def whole_year_report(year: int) -> Report:
    key = ReportCopy.Report.MRIPS_YEAR
    return _report(key, year, f"MRiPS-03, rok {year}", datetime.date(year, 12, 31))


def _report(key: str, year: int, title: str, last: datetime.date) -> Report:
    values = {"first": datetime.date(year, 1, 1), "last": last}
    cubes = cubes_of(facts.ALL, values)
    filled = {table.key: Filled(table, cubes) for table in tables()}
    return Report(key, year, title, filled, values, facts.ALL)


def tables() -> list[Table]:
    return [_contracts(), _people(), _reasons()]


def _types() -> list[Line]:
    return [Line(each, f"kontrakt {each.label}", {"type": each}) for each in SocialContract.Type]


def _contracts() -> Table:
    return Table(
        "kontrakty",
        "Kontrakty",
        "Rodzaj",
        facts.CONTRACTS,
        _types(),
        [
            Column("obowiazywaly", "Obowiązywały"),
            Column("poczatek", "Na początku okresu", {"signed": False}),
            Column("zawarte", "Zawarte", {"signed": True}),
            Column("zakonczone", "Zakończone", {"ended": True}),
            Column("koniec", "Na końcu okresu", {"ended": False}),
        ],
        note="Zakończone: także te, których termin minął. „Na końcu okresu” to kontrakty, które obowiązują "
        "po jego ostatnim dniu.",
        balance=("poczatek", ("zawarte",), ("zakonczone",), "koniec"),
    )


def _people() -> Table:
    return Table(
        "osoby",
        "Osoby objęte kontraktami",
        "Rodzaj",
        facts.PEOPLE,
        _types(),
        [
            Column("osoby", "Osoby", {"once_of_type": True}, total={"once": True}),
            Column(
                "podpisaly",
                "W tym strony, które podpisały",
                {"signing_once_of_type": True},
                total={"signing_once": True},
            ),
            Column(
                "nowe",
                "W kontraktach zawartych w okresie",
                {"new_once_of_type": True},
                total={"new_once": True},
            ),
        ],
        note="Osoba, z którą zawarto kontrakt, pozostałe strony i wymienieni członkowie rodziny. Kto jest "
        "w dwóch kontraktach, liczy się raz: po PESEL, a bez niego po nazwisku, imieniu i dacie urodzenia.",
    )


def _reasons() -> Table:
    return Table(
        "powody",
        "Zakończone kontrakty: powody",
        "Powód",
        facts.CONTRACTS,
        [Line(each, each.label, {"reason": each}) for each in EndReason],
        [Column("kontrakty", "Kontrakty")],
        where={"ended": True},
    )
