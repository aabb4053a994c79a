"""The rows that a new centre's sheets start from; all are its own to edit afterwards.

Of the ministry's data set about clubs (MRiPS CAS 01) the variables are known as statistics describe them; the
order of the form is not public, nor is there one form of the OZPS that would hold everywhere. So the rows are
dated data, and say where they come from.
"""

import datetime
from collections.abc import Iterator

from django.utils.text import slugify

from kis.activities.models import ActivityKind
from kis.reports.models import Grant, SheetLine
from kis.reports.models.sheet import Sheet
from kis.reports.sheets.catalogue import CONTRACTS, WORKS, YEARLY, address
from participants.models import EligibilityCategory, Participation

SOCIAL, VOCATIONAL = ActivityKind.Reintegration
SEXES = {"k": "kobiety", "m": "mężczyźni"}
SERVICES = {
    SOCIAL: ("uslugi-spoleczne", "Reintegracja społeczna", "spol"),
    VOCATIONAL: ("uslugi-zawodowe", "Reintegracja zawodowa", "zaw"),
}
OF_CENTRAL = "zmienne zbioru MRiPS CAS 01 (dane za 2025 r.); układ sprawdź w aplikacji ministerstwa"
OF_RESOURCES = "układ przykładowy: sprawdź z formularzem oceny, który przysyła województwo"

Told = tuple[str, str, str, str]  # code, section, heading, figure


def central(on: datetime.date) -> Iterator[Told]:
    yield from _of_the_club()
    yield from _of_participants(on)
    yield from _of_services(on)


def _of_the_club() -> Iterator[Told]:
    for source in Grant.Source:
        figure = address(YEARLY, "dotacje", source, "otrzymano")
        yield f"zrodlo-{source}", "Źródła finansowania klubu", f"{source.label}, zł", figure
    people = "Zatrudnieni i wolontariusze"
    figure = address(YEARLY, "kadra", "razem", "osoby")
    yield "zatrudnieni", people, "zatrudnieni w klubie", figure
    for sex, word in SEXES.items():
        figure = address(YEARLY, "wolontariusze", "wszyscy", sex)
        yield f"wolontariusze-{sex}", people, f"wolontariusze: {word}", figure


def _of_participants(on: datetime.date) -> Iterator[Told]:
    for group in EligibilityCategory.objects.last_by(on):
        for sex, word in SEXES.items():
            told = f"{group.code}. {group.public_wording}: {word}"
            figure = address(YEARLY, "rozpoczeli", str(group.code), sex)
            yield f"rozpoczeli-{group.code}-{sex}", "Rozpoczęli zajęcia, według grup", told, figure
    for sex, word in SEXES.items():
        figure = address(YEARLY, "uczestniczyli", "razem", sex)
        yield f"uczestnicy-{sex}", "Uczestnicy", word, figure
    for after in Participation.Next:
        for sex, word in SEXES.items():
            figure = address(YEARLY, "dalej", after, sex)
            told = "Ukończyli zajęcia, według dalszego działania", f"{after.label}: {word}"
            yield f"ukonczyli-{slugify(after)}-{sex}", *told, figure


def _of_services(on: datetime.date) -> Iterator[Told]:
    for kind, (table, section, code) in SERVICES.items():
        kinds = ActivityKind.objects.on(on).filter(reintegration=kind).order_by("service")
        for service in dict.fromkeys(kinds.values_list("service", flat=True)):
            for sex, word in SEXES.items():
                figure = address(YEARLY, table, service, sex)
                yield f"{code}-{slugify(service)}-{sex}"[:80], section, f"{service}: {word}", figure


def resources(on: datetime.date) -> Iterator[Told]:
    club, works = "Klub integracji społecznej", "Prace społecznie użyteczne"
    yield "kluby", club, "liczba klubów w gminie", ""
    yield "miejsca", club, "liczba miejsc", ""
    for code, told, table, column in (
        ("uczestnicy", "uczestnicy w roku", "uczestniczyli", "osoby"),
        ("rozpoczeli", "rozpoczęli zajęcia", "rozpoczeli", "osoby"),
        ("ukonczyli", "ukończyli zajęcia", "ukonczyli", "osoby"),
        ("efekty", "osiągnęli efekty reintegracji", "efekty", "osoby"),
        ("zatrudnieni-po", "podjęli zatrudnienie", "efekty", "praca"),
        ("kadra", "zatrudnieni w klubie", "kadra", "osoby"),
        ("etaty", "etaty na koniec roku", "kadra", "etaty"),
        ("dotacje", "wykorzystane dotacje, zł", "dotacje", "wykorzystano"),
    ):
        yield code, club, told, address(YEARLY, table, "razem", column)
    for code, told, line in (
        ("psu-osoby", "osoby", "osoby"),
        ("psu-godziny", "godziny", "godziny"),
        ("psu-koszt", "koszt świadczeń, zł", "swiadczenia"),
        ("psu-refundacja", "refundacja, zł", "refundacja"),
    ):
        yield code, works, told, address(WORKS, "psu", line, "rok")
    contracts = "Kontrakty socjalne"
    for code, told, table, column in (
        ("kontrakty", "kontrakty, które obowiązywały", "kontrakty", "obowiazywaly"),
        ("kontrakty-nowe", "kontrakty zawarte w roku", "kontrakty", "zawarte"),
        ("kontrakty-osoby", "osoby objęte kontraktami", "osoby", "osoby"),
    ):
        yield code, contracts, told, address(CONTRACTS, table, "razem", column)


TEMPLATES = {
    Sheet.CENTRAL: (central, OF_CENTRAL),
    Sheet.RESOURCES: (resources, OF_RESOURCES),
}


def load_sheet_lines(on: datetime.date) -> int:
    """For sheets that the centre has no row of, from the year before on; say how many rows."""
    made = 0
    for sheet, (rows, source) in TEMPLATES.items():
        if SheetLine.objects.filter(sheet=sheet).exists():
            continue
        told = {code: (section, heading, figure) for code, section, heading, figure in rows(on)}
        made += len(
            SheetLine.objects.bulk_create(
                SheetLine(
                    sheet=sheet,
                    code=code,
                    place=place * 10,
                    section=section,
                    heading=heading,
                    figure=figure,
                    source=source,
                    valid_from=datetime.date(on.year - 1, 1, 1),
                )
                for place, (code, (section, heading, figure)) in enumerate(told.items(), start=1)
            )
        )
    return made
