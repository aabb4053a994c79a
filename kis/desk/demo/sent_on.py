"""Work and internships of some people, and whom the club sends people to; all of it invented."""

import datetime
from types import SimpleNamespace

import pghistory

from kis.activities.models import ActivityKind, Institution, Placement
from kis.lib.dates import DAY
from participants.models import Participation

Matter, Outcome = Institution.Matter, Placement.Outcome

# kind, employer, work, began so many days ago, planned for so many, ended after so many with this outcome
PLACED = [
    ("staz", "Zakład Zieleni „Klon”", "ogrodnik terenów zielonych", 50, 90, None, ""),
    ("staz", "Piekarnia „Kłos”", "pomoc piekarza", 60, 42, None, ""),
    (
        "roboty-publiczne",
        "Zarząd Dróg (przykład)",
        "prace porządkowe",
        60,
        45,
        45,
        Outcome.FINISHED,
    ),
    ("praca", "Hurtownia „Amper”", "magazynier", 30, None, None, ""),
    ("staz", "Biuro „Tercet”", "pracownik biurowy", 66, 60, 40, Outcome.HIRED),
]

# name, kind, matters, offer, bring, address, hours, phone, checked so many days ago
INSTITUTIONS = [
    (
        "Punkt nieodpłatnej pomocy prawnej (przykład)",
        Institution.Kind.INSTITUTION,
        [Matter.LAW, Matter.DEBT],
        "Bezpłatna porada prawnika: długi, komornik, mieszkanie, alimenty. Pomoc w napisaniu pisma.",
        "pisma z sądu lub od komornika, umowy",
        "ul. Przykładowa 3, pokój 12",
        "pn i śr 8–12, czw 14–18",
        "600 000 101",
        20,
    ),
    (
        "Poradnia leczenia uzależnień (przykład)",
        Institution.Kind.INSTITUTION,
        [Matter.ADDICTION, Matter.HEALTH],
        "Rozmowa z terapeutą bez skierowania i bez opłat, także dla bliskich.",
        "dowód osobisty",
        "ul. Wzorcowa 8",
        "pn–pt 8–18",
        "600 000 102",
        75,
    ),
    (
        "Jadłodajnia i punkt odzieży (przykład)",
        Institution.Kind.PARTNER,
        [Matter.FOOD],
        "Ciepły posiłek codziennie, odzież we wtorki.",
        "skierowanie z ośrodka pomocy społecznej",
        "ul. Przykładowa 21",
        "codziennie 12–14",
        "600 000 103",
        200,
    ),
    (
        "Doradca zawodowy, Powiatowy Urząd Pracy (przykład)",
        Institution.Kind.SPECIALIST,
        [Matter.WORK],
        "Plan szukania pracy, kursy, bon szkoleniowy.",
        "numer PESEL, świadectwa pracy",
        "ul. Wzorcowa 40, pokój 5",
        "pn–pt 8–14",
        "600 000 104",
        40,
    ),
]


def send_on(staff: SimpleNamespace, today: datetime.date) -> None:
    """After the stays: work begins on a day of one."""
    with pghistory.context(user=staff.socjalna.pk):
        _list(staff, today)
        _place(staff, today)


def _list(staff, today: datetime.date) -> None:
    for name, kind, matters, offer, bring, address, hours, phone, checked in INSTITUTIONS:
        Institution.objects.create(
            name=name,
            kind=kind,
            matters=matters,
            offer=offer,
            bring=bring,
            address=address,
            opening_hours=hours,
            phone=phone,
            checked_on=today - checked * DAY,
            checked_by=staff.socjalna,
        )


def _place(staff, today: datetime.date) -> None:
    earliest = today - max(days for _, _, _, days, *_ in PLACED) * DAY
    running = Participation.objects.filter(starts_on__lte=earliest, ends_on=None)
    stays = running.order_by("person__last_name", "pk").select_related("person")
    for stay, (code, employer, work, days, planned, ended, outcome) in zip(
        stays, PLACED, strict=False
    ):
        first = today - days * DAY
        Placement.objects.create(
            person=stay.person,
            kind=ActivityKind.objects.on(first).get(code=code),
            employer=employer,
            work=work,
            starts_on=first,
            planned_end_on=first + planned * DAY if planned else None,
            ends_on=first + ended * DAY if ended else None,
            outcome=outcome,
            ended_by=staff.socjalna if ended else None,
            entered_by=staff.socjalna,
        )
