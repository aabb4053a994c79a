"""Persons, hours, money and effects of three years, a column each."""

from collections.abc import Mapping
from decimal import Decimal

from kis.lib.money import to_grosz
from kis.reports.asking import Facts, cubes_of
from kis.reports.council.facts import WORK
from kis.reports.models import Grant, ReportCopy
from kis.reports.report import Report
from kis.reports.tables import Column, Filled, Line, Table
from kis.reports.yearly import facts
from participants.models import EligibilityCategory, Participation, Person

YEARS = 3
ASKED = [facts.STAYS, facts.ACTIONS, WORK, facts.BEFORE, facts.GRANTS]
FINISHED = {"ended": Participation.Outcome.FINISHED, "last_of_outcome": True}
INTERRUPTED = {"ended": Participation.Outcome.INTERRUPTED, "last_of_outcome": True}
LAST_OF_YEAR, ENDED = {"last_of_year": True}, {"last_ended": True}


def council_report(year: int) -> Report:
    """A constant number of queries."""
    years = range(year - YEARS + 1, year + 1)
    asked = {(each.key, one): each.of_year(one) for one in years for each in ASKED}
    cubes = cubes_of(asked.values(), {})

    def columns(of: Facts) -> list[Column]:
        return [Column(str(one), str(one), facts=asked[of.key, one]) for one in years]

    tables = [
        _persons(columns(facts.STAYS)),
        _groups(columns(facts.STAYS), year),
        _afterwards(columns(facts.STAYS)),
        _effects(columns(facts.STAYS)),
        _classes(columns(facts.ACTIONS)),
        work_table(columns(WORK)),
        _before(columns(facts.BEFORE)),
        _cost(columns(facts.GRANTS)),
    ]
    filled = {table.key: Filled(table, cubes) for table in tables}
    filled["koszt"] = _with_cost(filled, cubes)
    title = f"Sprawozdanie dla rady: {years[0]}–{years[-1]}"
    return Report(ReportCopy.Report.COUNCIL, year, title, filled, {}, list(asked.values()))


def _persons(columns) -> Table:
    return Table(
        "osoby",
        "Uczestnicy klubu",
        "Osoby",
        facts.STAYS,
        [
            Line("uczestniczyli", "uczestniczyły", LAST_OF_YEAR),
            Line("k", "w tym kobiety", {**LAST_OF_YEAR, "sex": Person.Sex.WOMAN}),
            Line("m", "w tym mężczyźni", {**LAST_OF_YEAR, "sex": Person.Sex.MAN}),
            Line("rozpoczeli", "rozpoczęły udział", {"last_started": True}),
            Line("ukonczyli", "ukończyły udział", FINISHED),
            Line("przerwali", "przerwały udział", INTERRUPTED),
        ],
        columns,
        total="",
        drawn=("uczestniczyli", "rozpoczeli", "ukonczyli"),
    )


def _groups(columns, year: int) -> Table:
    by_code: dict[int, str] = {}
    for row in EligibilityCategory.objects.filter(valid_from__year__lte=year).order_by(
        "valid_from"
    ):
        by_code[row.code] = row.public_wording  # the newest words
    lines = [Line(str(code), f"{code}. {by_code[code]}", {"grp": code}) for code in sorted(by_code)]
    return Table(
        "grupy",
        "Uczestnicy według grup",
        "Grupa",
        facts.STAYS,
        [*lines, Line("brak", "bez ustalonej kategorii", {"grp": None})],
        columns,
        where=LAST_OF_YEAR,
    )


def _afterwards(columns) -> Table:
    return Table(
        "dalej",
        "Ukończyli: co dalej",
        "Forma działania po KIS",
        facts.STAYS,
        [Line(each, each.label, {"what_next": each}) for each in Participation.Next],
        columns,
        where=FINISHED,
    )


def _effects(columns) -> Table:
    return Table(
        "efekty",
        "Efekty u osób, które zakończyły udział",
        "Osoby",
        facts.STAYS,
        [
            Line("zakonczyli", "zakończyły udział", ENDED),
            Line("efekt", "osiągnęły choć jeden efekt", {**ENDED, "effect": True}),
            Line("spoleczne", "efekty społeczne", {**ENDED, "social": True}),
            Line("zawodowe", "efekty zawodowe", {**ENDED, "vocational": True}),
            Line("praca", "zatrudnienie", {**ENDED, "employed": True}),
        ],
        columns,
        total="",
    )


def _classes(columns) -> Table:
    return Table(
        "zajecia",
        "Zajęcia",
        "Działania",
        facts.ACTIONS,
        [
            Line("spotkania", "spotkania", {"sort": "meeting"}),
            Line("konsultacje", "konsultacje", {"sort": "consultation"}),
            Line("godziny", "godziny", {}, "hours", "hours"),
        ],
        columns,
        total="",
    )


def work_table(columns) -> Table:
    return Table(
        "psu",
        "Prace społecznie użyteczne",
        "PSU",
        WORK,
        [
            Line("osoby", "osoby"),
            Line("godziny", "godziny", {}, "hours", "hours"),
            Line("swiadczenia", "koszt świadczeń", {}, "amount", "money"),
            Line("refundacja", "refundacja", {}, "refund", "money"),
            Line("udzial", "udział gminy", {}, "own", "money"),
        ],
        columns,
        total="",
        drawn=("osoby",),
        note="Wszystkie osoby wykonujące prace, także spoza klubu. Pieniądze pochodzą z list wypłat.",
    )


def _before(columns) -> Table:
    return Table(
        "psu-przedtem",
        "PSU z czasu sprzed programu, bez nazwisk",
        "PSU",
        facts.BEFORE,
        [
            Line("osoby", "osoby w najliczniejszym miesiącu", {}, "most", "count"),
            Line("godziny", "godziny", {}, "hours", "hours"),
            Line("swiadczenia", "koszt świadczeń", {}, "amount", "money"),
            Line("refundacja", "refundacja", {}, "refund", "money"),
            Line("udzial", "udział gminy", {}, "own", "money"),
        ],
        columns,
        total="",
        note=facts.NAMES_NOBODY,
    )


def _cost(columns) -> Table:
    own = {"source": Grant.Source.MUNICIPALITY}, {"source": Grant.Source.ALCOHOL}
    return Table(
        "koszt",
        "Koszt",
        "Pieniądze",
        facts.GRANTS,
        [
            Line("dotacje", "wykorzystane dotacje", {}, "spent", "money"),
            Line("gmina", "w tym z dochodów gminy", own[0], "spent", "money"),
            Line("program", "w tym z gminnego programu", own[1], "spent", "money"),
        ],
        columns,
        total="",
        note="Koszt razem to wykorzystane dotacje i świadczenia PSU, także te sprzed programu; udział własny "
        "to udział gminy w świadczeniach i dotacje z pieniędzy gminy. Koszt na osobę to koszt razem "
        "podzielony przez liczbę osób, które ukończyły udział.",
    )


def _with_cost(filled: Mapping[str, Filled], cubes) -> Filled:
    def amounts(table: str, line: str) -> list[Decimal]:
        rows = {found.key: values for found, values in filled[table].rows}
        return [Decimal(value.amount) for value in rows[line]]

    works = "psu", "psu-przedtem"
    spent = [*(amounts(each, "swiadczenia") for each in works), amounts("koszt", "dotacje")]
    together = [sum(parts) for parts in zip(*spent, strict=True)]
    grants = amounts("koszt", "gmina"), amounts("koszt", "program")
    shares = [*(amounts(each, "udzial") for each in works), *grants]
    own = [sum(parts) for parts in zip(*shares, strict=True)]
    finished = amounts("osoby", "ukonczyli")
    each = [
        to_grosz(cost / people) if people else Decimal(0)
        for cost, people in zip(together, finished, strict=True)
    ]
    derived = [
        (Line("razem-koszt", "koszt razem", look="money"), together),
        (Line("wlasny", "udział własny gminy", look="money"), own),
        (Line("na-osobe", "koszt na osobę, która ukończyła", look="ratio"), each),
    ]
    return Filled(filled["koszt"].table, cubes, derived)
