"""Which families a list shows, each with the work that the list tells of."""

import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from kis.families.models import Assignment, Cooperation, FamilyMember
from kis.lib.periods import covering

# the word of the address → what it says on the screen
STATES = {
    "w-pracy": "W pracy",
    "czekaja": "Czekają na asystenta",
    "monitorowane": "Monitorowane",
    "zakonczone": "Zakończone",
    "wszystkie": "Wszystkie",
}


def _in_state(works: QuerySet, state: str, on: datetime.date) -> QuerySet:
    return {
        "w-pracy": works.active(on),
        "czekaja": works.waiting(),
        "monitorowane": works.monitored(),
        "zakonczone": works.filter(ended_on__lt=on),
    }[state]


def listed(families: QuerySet, state: str, on: datetime.date) -> QuerySet:
    """One statement: each with `basis`, `since`, `until`, `assistant` and the number of its `children`."""
    works = Cooperation.objects.filter(family=OuterRef("pk"))
    if state != "wszystkie":
        families = families.filter(Exists(_in_state(works, state, on)))
    last = works.order_by("-applied_on", "-pk")
    name = Concat(
        F("assistant__user__first_name"),
        Value(" "),
        F("assistant__user__last_name"),
        output_field=CharField(),
    )
    assigned = Assignment.objects.filter(covering(on), cooperation__family=OuterRef("pk"))
    children = FamilyMember.objects.children().on(on).filter(family=OuterRef("pk")).order_by()
    return families.annotate(
        basis=Subquery(last.values("basis")[:1]),
        since=Subquery(last.values("starts_on")[:1]),
        until=Subquery(last.values("ended_on")[:1]),
        assistant=Subquery(assigned.annotate(name=name).values("name")[:1]),
        children=ArraySubquery(children.values("pk")),
    ).in_polish_order()
