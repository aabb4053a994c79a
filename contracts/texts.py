"""Clauses of the contract that the centre words itself, and what stands there until it does.

The wording kept in documents.PaperText for the day goes first; `load_texts` puts ours there once, so that the
centre has something to correct in the admin panel.
"""

import datetime
from dataclasses import dataclass

from kis.documents.models import PaperText


@dataclass(frozen=True)
class Clause:
    title: str
    text: str
    source: str


REGULATION = (
    "rozporządzenie z 8 listopada 2010 r. (Dz.U. nr 218 poz. 1439); sprawdź z drukiem urzędowym"
)

PURPOSE_A, PURPOSE_B = "kontrakt-cel-a", "kontrakt-cel-b"
CONSEQUENCES, CLOSING, LABOUR_GROUPS = (
    "kontrakt-pouczenie",
    "kontrakt-zakonczenie",
    "kontrakt-sytuacja-na-rynku-pracy",
)

CLAUSES = {
    PURPOSE_A: Clause(
        "Kontrakt A: zdanie pod tytułem",
        "określający sposób współdziałania między osobą lub rodziną a pracownikiem socjalnym w celu "
        "rozwiązania trudnej sytuacji życiowej osoby lub rodziny (część\xa0I\xa0A\xa0i\xa0II\xa0A)",
        REGULATION,
    ),
    PURPOSE_B: Clause(
        "Kontrakt B: zdanie pod tytułem",
        "określający sposób współdziałania między osobą a pracownikiem socjalnym w celu wzmocnienia "
        "aktywności i samodzielności życiowej, zawodowej lub przeciwdziałania wykluczeniu społecznemu "
        "(część\xa0I\xa0B\xa0i\xa0II\xa0B)",
        REGULATION,
    ),
    CONSEQUENCES: Clause(
        "Kontrakt: pouczenie o skutkach niedotrzymania",
        "Odmowa zawarcia kontraktu socjalnego, niedotrzymywanie jego postanowień albo nieuzasadniona "
        "odmowa podjęcia zatrudnienia mogą stanowić podstawę do odmowy przyznania świadczenia, "
        "uchylenia decyzji o przyznaniu świadczenia lub wstrzymania świadczeń pieniężnych z pomocy "
        "społecznej (art. 11 ust. 2 ustawy z dnia 12 marca 2004 r. o pomocy społecznej). Uwzględnia się "
        "przy tym sytuację osób będących na utrzymaniu (art. 11 ust. 3). O świadczeniach rozstrzyga "
        "odrębna decyzja; ten kontrakt nią nie jest.",
        "art. 11 ust. 2 i 3 ustawy o pomocy społecznej",
    ),
    CLOSING: Clause(
        "Kontrakt: ostatnie zdania przed podpisami",
        "Kontrakt obowiązuje od dnia zawarcia. Zmiany wymagają aneksu podpisanego przez strony. Kontrakt "
        "sporządzono w dwóch jednobrzmiących egzemplarzach, po jednym dla każdej ze stron.",
        "praktyka ośrodka",
    ),
    LABOUR_GROUPS: Clause(
        "Kontrakt B: sytuacja na rynku pracy, jedna grupa w wierszu",
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
    """The wording in force that day."""
    return PaperText.objects.text(key, on) or CLAUSES[key].text


def keys_on_paper(contract_type: str) -> tuple[str, ...]:
    """Of the clauses that stand on a printed contract of this type."""
    return (PURPOSE_A if contract_type == "A" else PURPOSE_B, CONSEQUENCES, CLOSING)


def labour_groups(on: datetime.date) -> list[str]:
    return [line.strip() for line in clause(LABOUR_GROUPS, on).splitlines() if line.strip()]


def load_texts(valid_from: datetime.date) -> None:
    """Put our wordings into the dictionary where the centre has none of that key. Safe to run again."""
    for key, known in CLAUSES.items():
        if not PaperText.objects.filter(key=key).exists():
            PaperText.objects.create(
                key=key,
                title=known.title,
                text=known.text,
                source=known.source,
                valid_from=valid_from,
            )
