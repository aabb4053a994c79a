"""The tables of the yearly report, in the order of art. 18a ust. 6 of the act on social employment."""

import datetime
from collections.abc import Mapping

from kis.activities.models import ActivityKind, Placement
from kis.reports.asking import Cube, cubes_of
from kis.reports.models import Grant, Staff
from kis.reports.report import Report
from kis.reports.tables import Column, Filled, Line, Table
from kis.reports.yearly import facts
from participants.models import EligibilityCategory, Participation, Person

Outcome, Basis = Participation.Outcome, Staff.Basis
SOCIAL, VOCATIONAL = ActivityKind.Reintegration
WOMAN, MAN = Person.Sex.WOMAN, Person.Sex.MAN
OF_NO_GROUP = "bez ustalonej kategorii"
NO_SEX = "płeć niewpisana"
ONE_PERSON_ONCE = (
    "Kto miał w roku dwa udziały, jest jedną osobą i dwoma udziałami; jako osoba stoi w grupie późniejszego "
    "z nich, więc grupy sumują się do razem. Grupa to główna kategoria z dnia rozpoczęcia udziału."
)
TIMES = {
    "whole": "pełny etat",
    "part": "część etatu",
    "hours": "godziny w miesiącu",
    "none": "bez podanego wymiaru",
}


def yearly_report(year: int) -> Report:
    """A constant number of queries, whatever the number of people."""
    values = {"first": datetime.date(year, 1, 1), "last": datetime.date(year, 12, 31)}
    cubes = cubes_of(facts.ALL, values)
    groups = groups_of_year(cubes, values["last"])
    tables = tables_of(cubes, groups)
    filled = {table.key: Filled(table, cubes) for table in tables}
    return Report("roczne", year, f"Sprawozdanie roczne KIS za {year}", filled, values, facts.ALL)


def tables_of(cubes: Mapping[str, Cube], groups: list[Line]) -> list[Table]:
    return [
        *_staff(),
        *_balances(cubes, groups),
        *_groups(cubes, groups),
        *_afterwards(),
        _effects(cubes, groups),
        *_services(cubes),
        _actions(cubes),
        _placements(cubes),
        _before(),
        _grants(),
    ]


def _people(cubes: Mapping[str, Cube], key: str, *, where: Mapping, total: Mapping | None = None):
    """Columns of persons by sex and together; whose sex is not written gets a column where there is any."""

    def column(name, heading, sex):
        last = None if total is None else {**total, **sex}
        return Column(name, heading, {**where, **sex}, total=last)

    columns = [
        column("k", "Kobiety", {"sex": WOMAN}),
        column("m", "Mężczyźni", {"sex": MAN}),
    ]
    if key in cubes and cubes[key].sum({"sex": ""}):
        columns.append(column("b", "Płeć niewpisana", {"sex": ""}))
    return [*columns, column("osoby", "Osoby", {})]


def _staff() -> list[Table]:
    once, end = {"once": True}, {"at_end": True}
    of_all, of_all_at_end = {"once_of_all": True}, {"once_of_all_at_end": True}

    def people(where):
        return _people({}, facts.STAFF.key, where=where, total=of_all)

    at_end = Column("koniec", "Osoby 31.12", {"once_at_end": True}, total=of_all_at_end)
    working_time = [
        Column("etaty", "Etaty 31.12", end, "full_time", look="hours"),
        Column("godziny", "Godz. w mies. 31.12", end, "monthly_hours", look="hours"),
    ]
    paid = [basis for basis in Basis if basis != Basis.VOLUNTEER]
    return [
        Table(
            "kadra",
            "Zatrudnieni według podstawy",
            "Podstawa zatrudnienia",
            facts.STAFF,
            [Line(basis, basis.label, {"basis": basis}) for basis in paid],
            [*people(once), at_end, *working_time],
            where={"volunteer": False},
            note="Kto pracował w roku na dwóch podstawach, stoi w obu wierszach, a razem liczy się raz.",
        ),
        Table(
            "wymiar",
            "Zatrudnieni według wymiaru czasu pracy",
            "Wymiar",
            facts.STAFF,
            [Line(key, label, {"time": key}) for key, label in TIMES.items()],
            [Column("koniec", "Osoby 31.12", {"once_of_time": True}, total=of_all_at_end)],
            where={"volunteer": False},
        ),
        Table(
            "wolontariusze",
            "Wolontariusze",
            "Wolontariat",
            facts.STAFF,
            [Line("wszyscy", Basis.VOLUNTEER.label)],
            [*people(once), at_end],
            where={"volunteer": True},
            total="",
        ),
    ]


def groups_of_year(cubes: Mapping[str, Cube], last: datetime.date) -> list[Line]:
    """Of art. 1 ust. 2, by the words of the year's last day; a group without anybody stands there, too."""
    known = {row.code: row.public_wording for row in EligibilityCategory.objects.last_by(last)}
    found = cubes[facts.STAYS.key].values("grp", {})
    lines = [
        Line(str(code), f"{code}. {known.get(code, '')}".strip(), {"grp": code})
        for code in sorted(known.keys() | found - {None})
    ]
    return [*lines, Line("brak", OF_NO_GROUP, {"grp": None})] if None in found else lines


def _balances(cubes, groups) -> list[Table]:
    columns = [
        Column("poczatek", "Na początku roku", {"started": False}),
        Column("rozpoczete", "Rozpoczęte", {"started": True}),
        Column("ukonczone", "Ukończone", {"ended": Outcome.FINISHED}),
        Column("przerwane", "Przerwane", {"ended": Outcome.INTERRUPTED}),
        Column("koniec", "Na końcu roku", {"ended": ""}),
    ]
    balance = ("poczatek", ("rozpoczete",), ("ukonczone", "przerwane"), "koniec")
    sexes = [Line("k", "kobiety", {"sex": WOMAN}), Line("m", "mężczyźni", {"sex": MAN})]
    if cubes[facts.STAYS.key].sum({"sex": ""}):
        sexes.append(Line("b", NO_SEX, {"sex": ""}))
    of = {"facts": facts.STAYS, "columns": columns, "balance": balance}
    note = "Liczone są udziały, nie osoby. „Na końcu roku” to udziały, które trwają po 31 grudnia."
    return [
        Table("bilans", "Bilans udziałów", "Płeć", lines=sexes, note=note, **of),
        Table("bilans-grup", "Bilans według grup", "Grupa", lines=groups, **of),
    ]


def _groups(cubes, groups) -> list[Table]:
    def table(key, title, where, once, *more, note=ONE_PERSON_ONCE) -> Table:
        people = _people(cubes, facts.STAYS.key, where=once)
        columns = [*people, Column("udzialy", "Udziały"), *more]
        return Table(key, title, "Grupa", facts.STAYS, groups, columns, where=where, note=note)

    further = Column(
        "kategoria",
        "Mają tę kategorię, także dalszą",
        facts=facts.GROUNDS,
        total={"once": True},
    )
    attended = (
        f"{ONE_PERSON_ONCE} Ostatnia kolumna liczy osobę w każdej jej kategorii, a razem raz."
    )
    started, ended = {"started": True}, {"last_of_outcome": True}
    return [
        table("rozpoczeli", "Rozpoczęli zajęcia", started, {"last_started": True}),
        table("uczestniczyli", "Uczestniczyli", {}, {"last_of_year": True}, further, note=attended),
        table("ukonczyli", "Ukończyli zajęcia", {"ended": Outcome.FINISHED}, ended),
        table("przerwali", "Przerwali udział", {"ended": Outcome.INTERRUPTED}, ended),
    ]


def _afterwards() -> list[Table]:
    def columns(outcome):
        where = {"ended": outcome}
        once = {**where, "last_of_outcome": True}
        return [
            Column("k", "Kobiety", {**once, "sex": WOMAN}),
            Column("m", "Mężczyźni", {**once, "sex": MAN}),
            Column("osoby", "Osoby", once),
            Column("udzialy", "Udziały", where),
        ]

    nexts = [Line(each, each.label, {"what_next": each}) for each in Participation.Next]
    reasons = [Line(each, each.label, {"reason": each}) for each in Participation.LeavingReason]
    return [
        Table(
            "dalej",
            "Ukończyli: co dalej",
            "Forma działania po KIS",
            facts.STAYS,
            nexts,
            columns(Outcome.FINISHED),
            where={"ended": Outcome.FINISHED},
            note="Według tego, co zapisano przy zakończeniu udziału.",
        ),
        Table(
            "powody",
            "Przerwali: powody",
            "Powód",
            facts.STAYS,
            reasons,
            columns(Outcome.INTERRUPTED),
            where={"ended": Outcome.INTERRUPTED},
        ),
    ]


def _effects(cubes, groups) -> Table:
    once = {"last_ended": True}
    return Table(
        "efekty",
        "Efekty reintegracji u osób, które zakończyły udział",
        "Grupa",
        facts.STAYS,
        groups,
        [
            Column("zakonczyli", "Zakończyli", once),
            *_people(cubes, facts.STAYS.key, where={**once, "effect": True}),
            Column("spoleczne", "Społeczne", {**once, "social": True}),
            Column("zawodowe", "Zawodowe", {**once, "vocational": True}),
            Column("praca", "Zatrudnienie", {**once, "employed": True}),
        ],
        note="Kobiety, mężczyźni i osoby: ci, którzy osiągnęli choć jeden efekt. Zatrudnienie: zapisane przy "
        "zakończeniu, z pytań o losy po udziale albo jako wynik pracy lub stażu. Przy dwóch udziałach liczy "
        "się późniejszy.",
    )


def _services(cubes) -> list[Table]:
    titles = {
        SOCIAL: ("uslugi-spoleczne", "Reintegracja społeczna: usługi"),
        VOCATIONAL: ("uslugi-zawodowe", "Reintegracja zawodowa: usługi"),
    }
    return [_services_of(cubes, kind, *titles[kind]) for kind in titles]


def _services_of(cubes, kind, key, title) -> Table:
    of_kind = {"reintegration": kind}
    services = sorted(cubes[facts.SERVICES.key].values("service", of_kind))
    people = _people(cubes, facts.SERVICES.key, where={}, total={"once": True})
    return Table(
        key,
        title,
        "Kategoria usługi",
        facts.SERVICES,
        [Line(service, service, {"service": service}) for service in services],
        [*people, Column("wpisy", "Spotkania i dni", {}, "entries")],
        where=of_kind,
        note="Osoba stoi w każdej usłudze, z której skorzystała, a razem liczy się raz. Liczą się dni objęte "
        "kontraktem (art. 18 ust. 4), a w grupie z art. 200 wszystkie.",
    )


def _actions(cubes) -> Table:
    kinds = sorted(cubes[facts.ACTIONS.key].values("kind", {}))
    return Table(
        "dzialania",
        "Działania reintegracyjne",
        "Rodzaj zajęć",
        facts.ACTIONS,
        [Line(kind, kind, {"kind": kind}) for kind in kinds],
        [
            Column("spotkania", "Spotkania", {"sort": "meeting"}),
            Column("konsultacje", "Konsultacje", {"sort": "consultation"}),
            Column("godziny", "Godziny", {}, "hours", look="hours"),
        ],
        note="Spotkania, na które przyszła choć jedna osoba uczestnicząca w klubie.",
    )


def _placements(cubes) -> Table:
    people = _people(cubes, facts.PLACEMENTS.key, where={"once": True}, total={"once_of_all": True})
    return Table(
        "praca",
        "Prace i staże zakończone w roku",
        "Wynik",
        facts.PLACEMENTS,
        [Line(each, each.label, {"outcome": each}) for each in Placement.Outcome],
        [*people, Column("wpisy", "Prace i staże")],
        note="Kto miał dwa różne wyniki, stoi w obu wierszach, a razem liczy się raz.",
    )


def _before() -> Table:
    return Table(
        "psu-przedtem",
        "PSU z czasu sprzed programu, bez nazwisk",
        "Miesiące wpisane jako sumy",
        facts.BEFORE,
        [Line("sumy", "z czasu sprzed programu")],
        [
            Column("miesiace", "Miesiące"),
            Column("osoby", "Osoby w najliczniejszym miesiącu", {}, "most"),
            Column("godziny", "Godziny", {}, "hours", look="hours"),
            Column("swiadczenia", "Świadczenia", {}, "amount", look="money"),
            Column("refundacja", "Refundacja", {}, "refund", look="money"),
            Column("udzial", "Udział gminy", {}, "own", look="money"),
        ],
        total="",
        note=facts.NAMES_NOBODY,
    )


def _grants() -> Table:
    return Table(
        "dotacje",
        "Dotacje i ich rozliczenie",
        "Źródło",
        facts.GRANTS,
        [Line(each, each.label, {"source": each}) for each in Grant.Source],
        [
            Column("liczba", "Dotacje"),
            Column("otrzymano", "Otrzymano", {}, "received", look="money"),
            Column("wykorzystano", "Wykorzystano", {}, "spent", look="money"),
            Column("zwrocono", "Zwrócono", {}, "returned", look="money"),
            Column("pozostaje", "Pozostaje", {}, "remaining", look="money"),
            Column("nierozliczone", "Nierozliczone", {"settled": False}),
        ],
        balance=("otrzymano", (), ("wykorzystano", "zwrocono"), "pozostaje"),
    )
