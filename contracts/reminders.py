"""Days on which people are expected because of their contracts."""

import datetime
from collections.abc import Iterable

from contracts.models import PlannedReview
from kis.lib.expected import Expected


def expected(people: Iterable[int], on: datetime.date, until: datetime.date) -> list[Expected]:
    """Of these files: days behind `on`, up to `until`, on which both sides look back. One query."""
    planned = PlannedReview.objects.waiting(on).filter(
        contract__person__in=people, on__gt=on, on__lte=until
    )
    rows = planned.order_by("on", "pk").values_list("contract__person", "on")
    return [Expected(person, day) for person, day in rows]
