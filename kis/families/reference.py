"""The limit of families, steps of monitoring and topics of visits that a new centre starts from."""

import datetime

from kis.families.models import LoadLimit, MonitoringStep, VisitTopic
from kis.lib.dates import DAY

ACT = "art. 15 ust. 4 ustawy z 9 czerwca 2011 r. o wspieraniu rodziny i systemie pieczy zastępczej"
THE_ACT = datetime.date(2012, 1, 1)
FIFTEEN_SINCE = datetime.date(2015, 1, 1)

LIMITS = [
    {
        "families": 20,
        "told_from": 18,
        "source": f"{ACT} (Dz.U. 2011 nr 149 poz. 887)",
        "valid_from": THE_ACT,
        "valid_to": FIFTEEN_SINCE - DAY,
    },
    {
        "families": 15,
        "told_from": 13,
        "source": f"{ACT} (Dz.U. 2026 poz. 980)",
        "valid_from": FIFTEEN_SINCE,
    },
]


def load_limits() -> int:
    """The limits of the act, where the centre has none of its own; say how many."""
    if LoadLimit.objects.exists():
        return 0
    return len(LoadLimit.objects.bulk_create(LoadLimit(**facts) for facts in LIMITS))


MONITORING_MONTHS = (1, 3, 6)
MONITORING = "art. 15 ust. 1 pkt 16 ustawy o wspieraniu rodziny; odstępy według praktyki ośrodka"


def load_monitoring() -> int:
    """The usual steps of monitoring, where the centre has none of its own; say how many."""
    if MonitoringStep.objects.exists():
        return 0
    steps = [
        MonitoringStep(months=months, source=MONITORING, valid_from=THE_ACT)
        for months in MONITORING_MONTHS
    ]
    return len(MonitoringStep.objects.bulk_create(steps))


# What an assistant does with a family (art. 15 ust. 1), in the words of a visit.
TOPICS = [
    ("dom", "prowadzenie domu"),
    ("pieniadze", "gospodarowanie pieniędzmi"),
    ("wychowanie", "opieka i wychowanie dzieci"),
    ("szkola", "szkoła i przedszkole"),
    ("zdrowie", "zdrowie, wizyty u lekarza"),
    ("praca", "praca i zarobki"),
    ("mieszkanie", "mieszkanie i opłaty"),
    ("urzedy", "sprawy w urzędach i sądzie"),
    ("relacje", "relacje w rodzinie"),
    ("wolny-czas", "wolny czas dzieci"),
    ("plan", "plan pracy z rodziną"),
    ("kryzys", "nagłe zdarzenie"),
]


def load_topics() -> int:
    """The usual topics, where the centre has none of its own; say how many."""
    if VisitTopic.objects.exists():
        return 0
    rows = [
        VisitTopic(code=code, name=name, order=order * 10, valid_from=THE_ACT)
        for order, (code, name) in enumerate(TOPICS, 1)
    ]
    return len(VisitTopic.objects.bulk_create(rows))
