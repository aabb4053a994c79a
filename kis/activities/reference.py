"""Kinds of action and reasons of absence that a new centre starts from; all are the centre's own to edit."""

import datetime

from kis.activities.models import AbsenceReason, ActivityKind

ACT = "art. 18 ust. 2 pkt {} ustawy z 13 czerwca 2003 r. o zatrudnieniu socjalnym (Dz.U. 2025 poz. 1718)"
OWN = "ustalenie ośrodka: działania klubu służące reintegracji (art. 2 pkt 4 i 5 ustawy)"
FIRST_DAY = datetime.date(2003, 8, 14)  # of the act
TRAINEES_SINCE = datetime.date(2011, 10, 30)  # Dz.U. 2011 nr 205 poz. 1211
SOCIAL, VOCATIONAL = ActivityKind.Reintegration
MEETINGS, PLACEMENT, PSU = ActivityKind.RecordedAs

KINDS = [
    # code, name, reintegration, category of service, how it is recorded, source
    (
        "pomoc-w-pracy",
        "Pomoc w znalezieniu pracy",
        VOCATIONAL,
        "pośrednictwo",
        MEETINGS,
        ACT.format(1),
    ),
    ("psu", "Prace społecznie użyteczne", VOCATIONAL, "PSU", PSU, ACT.format(2)),
    (
        "roboty-publiczne",
        "Roboty publiczne",
        VOCATIONAL,
        "roboty publiczne",
        PLACEMENT,
        ACT.format(3),
    ),
    ("prawnik", "Poradnictwo prawne", SOCIAL, "poradnictwo prawne", MEETINGS, ACT.format(4)),
    (
        "samopomoc-zatrudnienie",
        "Samopomoc: zatrudnienie",
        VOCATIONAL,
        "grupa wsparcia, samopomoc",
        MEETINGS,
        ACT.format(5),
    ),
    (
        "samopomoc-mieszkanie",
        "Samopomoc: sprawy mieszkaniowe",
        SOCIAL,
        "grupa wsparcia, samopomoc",
        MEETINGS,
        ACT.format(5),
    ),
    (
        "samopomoc-socjalne",
        "Samopomoc: sprawy socjalne",
        SOCIAL,
        "grupa wsparcia, samopomoc",
        MEETINGS,
        ACT.format(5),
    ),
    ("staz", "Staż", VOCATIONAL, "staż", PLACEMENT, ACT.format(6)),
    ("praca", "Zatrudnienie u pracodawcy", VOCATIONAL, "pośrednictwo", PLACEMENT, ACT.format(1)),
    ("doradca", "Doradztwo zawodowe", VOCATIONAL, "doradca zawodowy", MEETINGS, OWN),
    ("szukanie-pracy", "Warsztaty szukania pracy", VOCATIONAL, "doradca zawodowy", MEETINGS, OWN),
    ("kurs", "Kurs lub szkolenie", VOCATIONAL, "kurs, szkolenie", MEETINGS, OWN),
    ("komputer", "Warsztaty komputerowe", VOCATIONAL, "kurs, szkolenie", MEETINGS, OWN),
    (
        "psycholog",
        "Poradnictwo psychologiczne",
        SOCIAL,
        "poradnictwo psychologiczne",
        MEETINGS,
        OWN,
    ),
    (
        "kompetencje",
        "Warsztaty kompetencji społecznych",
        SOCIAL,
        "warsztaty kompetencji",
        MEETINGS,
        OWN,
    ),
    ("budzet", "Gospodarowanie budżetem domowym", SOCIAL, "budżet domowy", MEETINGS, OWN),
    (
        "rodzina-praca",
        "Godzenie życia rodzinnego i zawodowego",
        SOCIAL,
        "warsztaty kompetencji",
        MEETINGS,
        OWN,
    ),
    ("grupa-wsparcia", "Grupa wsparcia", SOCIAL, "grupa wsparcia, samopomoc", MEETINGS, OWN),
]
REASONS = [
    # code, name, excused, counts to the rate, asks for a note
    ("zwolnienie", "zwolnienie lub wizyta u lekarza", True, True, False),
    ("opieka", "opieka nad bliską osobą", True, True, False),
    ("urzad", "sprawa w urzędzie lub sądzie", True, True, False),
    ("praca", "praca lub rozmowa o pracę", True, False, False),
    ("inne-zajecia", "inne zajęcia klubu, PSU lub staż", True, False, False),
    ("inny", "inny powód", True, True, True),
    ("bez-usprawiedliwienia", "zapowiedziana, bez usprawiedliwienia", False, True, False),
]


def load_kinds() -> int:
    """Add the codes that the centre has no row of; say how many."""
    known = set(ActivityKind.objects.values_list("code", flat=True))
    made = ActivityKind.objects.bulk_create(
        ActivityKind(
            code=code,
            name=name,
            reintegration=reintegration,
            service=service,
            recorded_as=recorded_as,
            source=source,
            valid_from=TRAINEES_SINCE if code == "staz" else FIRST_DAY,
        )
        for code, name, reintegration, service, recorded_as, source in KINDS
        if code not in known
    )
    return len(made)


def load_reasons() -> int:
    """Add the codes that the centre has no row of; say how many."""
    known = set(AbsenceReason.objects.values_list("code", flat=True))
    made = AbsenceReason.objects.bulk_create(
        AbsenceReason(
            code=code,
            name=name,
            is_excused=is_excused,
            counts=counts,
            needs_detail=needs_detail,
            valid_from=FIRST_DAY,
        )
        for code, name, is_excused, counts, needs_detail in REASONS
        if code not in known
    )
    return len(made)
