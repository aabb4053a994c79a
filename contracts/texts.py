"""Clauses of the contract that the centre words itself, and what stands there until it does.

The wording kept in documents.PaperText for the day goes first; `load_texts` puts ours there, so that the
centre has something to correct in the admin panel.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Max

from contracts.club_texts import CLUB_TEXTS
from contracts.form_texts import PART_1A, PART_1B, PART_2A, PART_2B, with_todays_law
from contracts.plain_texts import (
    FAILURE,
    OPENING,
    PLAIN_FAILURE,
    PLAIN_OPENING,
    PLAIN_QUESTIONS,
    PLAIN_REVIEWS,
    QUESTIONS,
    REVIEWS,
)
from kis.documents.models import PaperText
from kis.lib.dates import DAY
from kis.lib.wordings import load_wordings


@dataclass(frozen=True)
class Clause:
    """A wording from a day on, until the next one."""

    valid_from: datetime.date
    title: str
    text: str
    source: str


# The first day of today's labour-market act: no contract was printed by the program before.
STATE_OF_LAW = datetime.date(2025, 6, 1)
# The consolidated text of 13 May 2026, and the change of 5 August 2026 that it does not hold yet.
ASSISTANCE_OF_2026 = datetime.date(2026, 8, 5)

ASSISTANCE = "ustawy z dnia 12 marca 2004 r. o pomocy społecznej"
ASSISTANCE_NOW = "Dz.U. z 2026 r. poz. 639 i 974"
LABOUR_MARKET = "ustawy z dnia 20 marca 2025 r. o rynku pracy i służbach zatrudnienia"
FORM = "rozporządzenie z 8 listopada 2010 r. (Dz.U. nr 218 poz. 1439)"

FORM_1A, FORM_1B, FORM_2A, FORM_2B = FORMS = (
    *("formularz-1a", "formularz-1b", "formularz-2a", "formularz-2b"),
)
CONSEQUENCES, LABOUR_GROUPS = "kontrakt-pouczenie", "kontrakt-sytuacja-na-rynku-pracy"


def _consequences(assistance: str) -> str:
    """Art. 11 ust. 2 pkt 1–3 and ust. 3, art. 109, in the words of 1 June 2025. `assistance`: the act."""
    return (
        "Brak współdziałania z pracownikiem socjalnym, odmowa zawarcia kontraktu socjalnego, "
        "niedotrzymywanie jego postanowień, z własnej winy niepodjęcie lub przerwanie realizacji formy "
        "pomocy albo odmowa bez uzasadnionej przyczyny propozycji prac społecznie użytecznych (art. 65 "
        f"ust. 1 pkt 2 i 3 {LABOUR_MARKET}) mogą stanowić podstawę do ograniczenia świadczenia, odmowy "
        "jego przyznania, uchylenia decyzji o przyznaniu świadczenia lub wstrzymania świadczeń pieniężnych "
        f"z pomocy społecznej (art. 11 ust. 2 {assistance}). Uwzględnia się przy tym sytuację osób będących "
        "na utrzymaniu (art. 11 ust. 3). O każdej zmianie sytuacji osobistej, dochodowej i majątkowej, "
        "która wiąże się z podstawą do przyznania świadczeń, trzeba niezwłocznie poinformować ośrodek "
        "(art. 109). O świadczeniach rozstrzyga odrębna decyzja; ten kontrakt nią nie jest."
    )


def _form(part: str, words: str, *, is_b: bool) -> list[Clause]:
    title = f"Druk urzędowy kontraktu, {part}: w wierszu rubryka | jej słowa"
    act = ASSISTANCE.replace("ustawy", "ustawa", 1)
    return [
        Clause(STATE_OF_LAW, title, with_todays_law(words, act, is_b=is_b), FORM),
        Clause(
            ASSISTANCE_OF_2026,
            title,
            with_todays_law(words, f"{act}, {ASSISTANCE_NOW}", is_b=is_b),
            f"{FORM}; ustawa o pomocy społecznej (Dz.U. 2026 poz. 639 i 974)",
        ),
    ]


# By key, the oldest wording first.
CLAUSES: dict[str, list[Clause]] = {
    FORM_1A: _form("część I A", PART_1A, is_b=False),
    FORM_1B: _form("część I B", PART_1B, is_b=True),
    FORM_2A: _form("część II A (ocena)", PART_2A, is_b=False),
    FORM_2B: _form("część II B (ocena)", PART_2B, is_b=True),
    CONSEQUENCES: [
        Clause(
            STATE_OF_LAW,
            "Kontrakt: pouczenie o skutkach niedotrzymania",
            _consequences(ASSISTANCE),
            "art. 11 ust. 2 i 3, art. 109 ustawy o pomocy społecznej",
        ),
        Clause(
            ASSISTANCE_OF_2026,
            "Kontrakt: pouczenie o skutkach niedotrzymania",
            _consequences(f"{ASSISTANCE}, {ASSISTANCE_NOW}"),
            "art. 11 ust. 2 i 3, art. 109 ustawy o pomocy społecznej (Dz.U. 2026 poz. 639 i 974)",
        ),
    ],
    LABOUR_GROUPS: [
        Clause(
            STATE_OF_LAW,
            "Kontrakt B: sytuacja na rynku pracy, jedna grupa w wierszu",
            "osoba długotrwale bezrobotna\n"
            "osoba bezrobotna do 30. roku życia\n"
            "osoba bezrobotna powyżej 50. roku życia\n"
            "osoba bezrobotna bez kwalifikacji zawodowych\n"
            "osoba bezrobotna z niepełnosprawnością\n"
            "osoba bezrobotna samotnie wychowująca dziecko\n"
            "osoba bezrobotna z Kartą Dużej Rodziny\n"
            "osoba bezrobotna korzystająca ze świadczeń pomocy społecznej\n"
            "osoba nieaktywna zawodowo, niezarejestrowana w PUP\n"
            "inna sytuacja",
            "art. 69 i 198 ustawy z 20 marca 2025 r. o rynku pracy i służbach zatrudnienia "
            "(Dz.U. 2025 poz. 620); dwie ostatnie: praktyka ośrodka",
        )
    ],
}

CLAUSES |= {
    key: [Clause(STATE_OF_LAW, f"Wersja prosta kontraktu: {title}", text, source)]
    for key, title, text, source in (
        (PLAIN_OPENING, "wstęp", OPENING, "praktyka ośrodka"),
        (PLAIN_REVIEWS, "spotkania, na których ocenia się kontrakt", REVIEWS, "praktyka ośrodka"),
        (
            PLAIN_FAILURE,
            "co, gdy się nie uda",
            FAILURE,
            "art. 11 ust. 2 i 3 ustawy o pomocy społecznej; druk urzędowy, pkt IV",
        ),
        (PLAIN_QUESTIONS, "kogo pytać", QUESTIONS, "praktyka ośrodka"),
    )
}

# The consolidated text of the act on social employment (Dz.U. 2025 poz. 1718) is quoted since that day.
SOCIAL_EMPLOYMENT_OF_2025 = datetime.date(2025, 12, 5)

CLAUSES |= {
    key: [Clause(SOCIAL_EMPLOYMENT_OF_2025, title, text, source)]
    for key, title, text, source in CLUB_TEXTS
}

# What the program loaded before the acts were read in full: (text, source). Where a centre still has it, the
# newest wording follows.
FORMER: dict[str, tuple[str, str]] = {
    CONSEQUENCES: (
        "Odmowa zawarcia kontraktu socjalnego, niedotrzymywanie jego postanowień albo nieuzasadniona "
        "odmowa podjęcia zatrudnienia mogą stanowić podstawę do odmowy przyznania świadczenia, "
        "uchylenia decyzji o przyznaniu świadczenia lub wstrzymania świadczeń pieniężnych z pomocy "
        "społecznej (art. 11 ust. 2 ustawy z dnia 12 marca 2004 r. o pomocy społecznej). Uwzględnia się "
        "przy tym sytuację osób będących na utrzymaniu (art. 11 ust. 3). O świadczeniach rozstrzyga "
        "odrębna decyzja; ten kontrakt nią nie jest.",
        "art. 11 ust. 2 i 3 ustawy o pomocy społecznej",
    ),
    LABOUR_GROUPS: (
        "osoba długotrwale bezrobotna\n"
        "osoba bezrobotna do 30. roku życia\n"
        "osoba bezrobotna powyżej 50. roku życia\n"
        "osoba bezrobotna bez kwalifikacji zawodowych\n"
        "osoba bezrobotna korzystająca ze świadczeń pomocy społecznej\n"
        "osoba bezrobotna z dzieckiem do 6. roku życia lub dzieckiem z niepełnosprawnością\n"
        "osoba bezrobotna z niepełnosprawnością\n"
        "osoba nieaktywna zawodowo, niezarejestrowana w PUP\n"
        "inna sytuacja",
        "do sprawdzenia z ustawą o rynku pracy i służbach zatrudnienia (Dz.U. 2025 poz. 620)",
    ),
}


def clause(key: str, on: datetime.date) -> str:
    """The wording in force that day; of a day before all of them, the oldest."""
    if kept := PaperText.objects.text(key, on):
        return kept
    versions = CLAUSES[key]
    return next((v for v in reversed(versions) if v.valid_from <= on), versions[0]).text


def keys_on_paper(contract_type: str) -> tuple[str, ...]:
    """Of the clauses that stand on a printed contract of this type."""
    return (FORM_1A if contract_type == "A" else FORM_1B, CONSEQUENCES)


def labour_groups(on: datetime.date) -> list[str]:
    return [line.strip() for line in clause(LABOUR_GROUPS, on).splitlines() if line.strip()]


def load_texts(on: datetime.date) -> int:
    """Put our wordings into the dictionary and say how many; what the centre worded itself stays.

    Safe to run again. See kis.lib.wordings: a database that has them gets the newest from the day `on`.
    """
    return sum(
        load_wordings(
            PaperText,
            [{"key": key, **vars(version)} for version in versions],
            key="key",
            words=["text", "source"],
            on=on,
            former=[{"text": text, "source": source} for text, source in _former(key)],
            free_from=_behind_papers,
        )
        for key, versions in CLAUSES.items()
    )


def _behind_papers(text: PaperText) -> datetime.date | None:
    """The day behind the last paper given out that it stands on."""
    last = text.uses.aggregate(last=Max("issued_on"))["last"]
    return last and last + DAY


def _former(key: str) -> list[tuple[str, str]]:
    return [FORMER[key]] if key in FORMER else []
