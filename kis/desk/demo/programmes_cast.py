"""The participants of the demonstration's programmes, all invented."""

import datetime
from dataclasses import dataclass, field

from kis.desk.demo.cast import Character
from kis.programmes.models import Enrolment, Group

Scope, Degree, End = Enrolment.Scope, Group.Degree, Enrolment.EndReason
D = datetime.date


@dataclass(frozen=True)
class Told:
    """Somebody of personal assistance or respite care; `assistant` is the surname of the one who was chosen.

    `waits`: days since the application that nobody answered yet.
    """

    last_name: str
    first_name: str
    sex: str
    born_on: datetime.date
    degree: str = Degree.SEVERE
    is_coupled: bool = False
    assistant: str = ""
    waits: int = 0
    refused: str = ""
    ended: str = ""
    cares_for: tuple[str, str, str, datetime.date, str] | None = None
    scopes: tuple[str, ...] = field(default=(Scope.SELF_CARE, Scope.MOBILITY))

    @property
    def character(self) -> Character:
        return Character(self.last_name, self.first_name, self.sex, self.born_on, 0, "1")


WIERZBA, GRAB, SOSNA, CIS = "Wierzba Alina", "Grab Tomasz", "Sosna Krystyna", "Cis Paulina"
HOUSE = "Dom Dziennego Pobytu „Jesień”"

ASSISTED = [
    Told("Marchewka", "Zofia", "K", D(1948, 3, 14), is_coupled=True, assistant=WIERZBA),
    Told("Rzepa", "Henryk", "M", D(1952, 9, 2), assistant=WIERZBA),
    Told("Pietruszka", "Anna", "K", D(1971, 6, 21), assistant=WIERZBA),
    Told("Seler", "Dariusz", "M", D(1984, 1, 9), assistant=GRAB),
    Told("Burak", "Stefania", "K", D(1939, 11, 30), is_coupled=True, assistant=GRAB),
    Told("Groch", "Mirosław", "M", D(1966, 4, 17), Degree.MODERATE, assistant=GRAB),
    Told("Fasola", "Ewelina", "K", D(1990, 8, 5), Degree.MODERATE, True, assistant=SOSNA),
    Told("Kalarepa", "Leon", "M", D(1957, 12, 24), assistant=SOSNA),
    Told("Szpinak", "Wanda", "K", D(1944, 2, 11), assistant=SOSNA),
    Told("Koper", "Julian", "M", D(2014, 5, 19), Degree.CHILD, assistant=WIERZBA),
    Told("Chrzan", "Oliwia", "K", D(2016, 10, 3), Degree.CHILD, assistant=SOSNA),
    Told(
        "Lubczyk", "Bożena", "K", D(1961, 7, 28), Degree.MODERATE, ended=End.MOVED, assistant=GRAB
    ),
    Told("Szałwia", "Roman", "M", D(1959, 5, 6), waits=12),
    Told("Tymianek", "Maria", "K", D(1978, 9, 15), Degree.MODERATE, waits=3),
    Told(
        "Bazylia",
        "Wiktor",
        "M",
        D(1988, 3, 8),
        waits=40,
        refused="Nie ma orzeczenia ani wniosku o nie.",
    ),
]

RESPITE = [
    Told(
        "Morela",
        "Jadwiga",
        "K",
        D(1964, 2, 2),
        cares_for=("Morela", "Kamil", "M", D(1996, 6, 1), "matka"),
    ),
    # The same cared-for person: the limit is his, not of each parent.
    Told(
        "Morela",
        "Zbigniew",
        "M",
        D(1962, 8, 19),
        cares_for=("Morela", "Kamil", "M", D(1996, 6, 1), "ojciec"),
    ),
    Told(
        "Agrest",
        "Lidia",
        "K",
        D(1970, 10, 10),
        cares_for=("Agrest", "Genowefa", "K", D(1938, 1, 25), "córka"),
    ),
    Told(
        "Jeżyna",
        "Monika",
        "K",
        D(1985, 4, 30),
        Degree.CHILD,
        cares_for=("Jeżyna", "Nikodem", "M", D(2017, 7, 7), "matka"),
    ),
    Told(
        "Malina",
        "Ryszard",
        "M",
        D(1955, 12, 5),
        cares_for=("Malina", "Helena", "K", D(1956, 3, 3), "mąż"),
    ),
    Told(
        "Porzeczka",
        "Grażyna",
        "K",
        D(1968, 6, 16),
        waits=8,
        cares_for=("Porzeczka", "Edward", "M", D(1941, 9, 9), "córka"),
    ),
]
