"""Stays in the club as an inspection asks about them: of a year, of people whom the reader sees."""

import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from contracts.covered_stays import WHOLE, last_day_so_far
from participants.models import Participation, Person


def of_year(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def stays_of(user, first: datetime.date, last: datetime.date, on: datetime.date) -> QuerySet:
    """That ran on some day between the two; each with `until`, `whole` and `worker`.

    `last` is not behind `on`, the day of asking: no stay to come is among them.

    `whole` is the file that stands for the person, `worker` who leads that case.
    """
    return Participation.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=first),
        starts_on__lte=last,
        person__in=Person.objects.visible_to(user),
    ).annotate(
        until=last_day_so_far(on),
        whole=WHOLE,
        worker=Coalesce("person__merged_into__responsible", "person__responsible"),
    )


def in_polish_order(stays: QuerySet) -> QuerySet:
    return stays.order_by("person__last_name", "person__first_name", "person", "starts_on")
