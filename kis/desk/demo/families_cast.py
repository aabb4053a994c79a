"""The families of the demonstration, all invented."""

from dataclasses import dataclass, field

from kis.families.models import Cooperation, FamilyMember

Basis, End = Cooperation.Basis, Cooperation.EndReason
Where = FamilyMember.Whereabouts


@dataclass(frozen=True)
class Told:
    """One family: `since` days ago applied for; `assistant` a login, none while the application waits."""

    surname: str
    street: str
    mother: str
    father: str = ""
    children: tuple[str, ...] = ()
    basis: str = Basis.CONSENT
    since: int = 0
    assistant: str = ""
    weight: int = 1
    ended: tuple[int, str, bool] | None = None  # days ago, why, whether it is monitored
    passed_to: tuple[str, int] | None = None  # another assistant, days ago
    refused: bool = False
    away: dict[str, str] = field(default_factory=dict)  # a child's name: where it is
    worker: str = "socjalna"


FAMILIES = [
    Told(
        "Wilczek",
        "ul. Sosnowa 3",
        "Agnieszka",
        "Tomasz",
        ("Ola", "Kuba"),
        since=620,
        assistant="asystentka",
        weight=2,
    ),
    Told(
        "Borsuk",
        "ul. Polna 11/2",
        "Renata",
        "",
        ("Maja", "Filip", "Zosia"),
        since=540,
        assistant="asystentka",
        weight=3,
        away={"Filip": Where.FOSTER},
    ),
    Told(
        "Kania", "ul. Kwiatowa 5", "Beata", "Robert", ("Igor",), since=410, assistant="asystentka"
    ),
    Told(
        "Sikora",
        "ul. Lipowa 20/7",
        "Monika",
        "",
        ("Lena", "Adam"),
        Basis.COURT,
        330,
        "asystentka",
        2,
    ),
    Told(
        "Czapla", "ul. Wodna 8", "Justyna", "Artur", ("Hania",), since=290, assistant="asystentka"
    ),
    Told(
        "Żuraw",
        "ul. Krótka 1/4",
        "Dorota",
        "",
        ("Szymon", "Ewa"),
        Basis.COURT,
        240,
        "asystentka",
        away={"Szymon": Where.INSTITUTION},
    ),
    Told(
        "Kruk",
        "ul. Długa 33",
        "Natalia",
        "",
        ("Antek",),
        Basis.MINOR,
        200,
        "asystentka",
        worker="socjalny2",
    ),
    Told(
        "Gil",
        "ul. Łąkowa 6/1",
        "Karolina",
        "Paweł",
        ("Julia", "Staś"),
        since=150,
        assistant="asystentka",
    ),
    Told("Szpak", "ul. Słoneczna 14", "Ewelina", "", ("Nina",), Basis.FOR_LIFE, 95, "asystentka"),
    Told(
        "Jeż",
        "ul. Ogrodowa 2",
        "Barbara",
        "Krzysztof",
        ("Wojtek",),
        since=60,
        assistant="asystentka",
    ),
    Told(
        "Lis",
        "ul. Zielona 9/3",
        "Iwona",
        "",
        ("Kacper", "Olek"),
        since=480,
        assistant="asystent2",
        weight=2,
        worker="socjalny2",
    ),
    Told(
        "Zając",
        "ul. Wąska 4",
        "Teresa",
        "Jan",
        ("Basia",),
        since=260,
        assistant="asystent2",
        worker="socjalny2",
    ),
    Told("Łoś", "ul. Leśna 27", "Sylwia", "", ("Marek", "Iza"), Basis.COURT, 170, "asystent2", 3),
    Told(
        "Sarna",
        "ul. Piaskowa 12",
        "Katarzyna",
        "Adrian",
        ("Tosia",),
        since=350,
        assistant="asystentka",
        passed_to=("asystent2", 45),
    ),
    Told(
        "Bocian",
        "ul. Miła 18/5",
        "Grażyna",
        "",
        ("Ania", "Piotrek"),
        since=700,
        assistant="asystentka",
        ended=(70, End.GOALS_MET, True),
    ),
    Told(
        "Sowa",
        "ul. Cicha 7",
        "Halina",
        "Marian",
        ("Michał",),
        since=640,
        assistant="asystent2",
        ended=(130, End.GOALS_MET, True),
        worker="socjalny2",
    ),
    Told(
        "Dzięcioł",
        "ul. Górna 21",
        "Wioletta",
        "",
        ("Rafał",),
        since=390,
        assistant="asystent2",
        ended=(200, End.MOVED, False),
    ),
    Told("Rybka", "ul. Nowa 15/8", "Anita", "Sławomir", ("Emilka",), since=6),
    Told("Motyl", "ul. Radosna 10", "Paulina", "Kamil", ("Franek",), Basis.FOR_LIFE, 1),
    Told(
        "Karaś",
        "ul. Stawowa 2",
        "Danuta",
        "",
        ("Jacek",),
        since=75,
        refused=True,
        worker="socjalny2",
    ),
]
