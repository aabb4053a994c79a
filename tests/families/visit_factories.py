"""Visits and requests of an assignment since 5 March 2026: on 23 November, 10.00 to 11.00."""

import datetime
from zoneinfo import ZoneInfo

import factory

from kis.families.models import AccompanyingRequest, Visit, VisitTopic

WARSAW = ZoneInfo("Europe/Warsaw")
MONDAY = datetime.date(2026, 11, 23)


def at(day, hour, minute=0):
    return datetime.datetime.combine(day, datetime.time(hour, minute), WARSAW)


def visit(assignment, day=MONDAY, start=(10, 0), end=(11, 0), **facts):
    """Planned; `state="held"` is told as well."""
    if facts.get("state") in ("held", "attempt"):
        facts.setdefault("reported_at", at(day, *end))
    return Visit.objects.create(
        **{
            "cooperation": assignment.cooperation,
            "assistant": assignment.assistant,
            "starts_at": at(day, *start),
            "ends_at": at(day, *end),
            "place": "u rodziny",
            "entered_by": assignment.assistant.user,
        }
        | facts
    )


def request_of(assignment, day=MONDAY, start=(12, 0), end=(13, 0), **facts):
    return AccompanyingRequest.objects.create(
        **{
            "cooperation": assignment.cooperation,
            "asked_on": day,
            "asked_by_other": "matka",
            "where": "office",
            "place": "Urząd Miasta, Lubelska 5",
            "starts_at": at(day, *start),
            "ends_at": at(day, *end),
            "entered_by": assignment.assistant.user,
        }
        | facts
    )


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VisitTopic

    code = factory.Sequence(lambda n: f"temat-{n}")
    name = factory.Sequence(lambda n: f"Temat {n}")
    valid_from = datetime.date(2026, 1, 1)
