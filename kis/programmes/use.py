"""How many hours and days somebody used of an edition, and how many are left."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from kis.programmes.models import Edition, Enrolment, Service


@dataclass(frozen=True)
class Use:
    """In minutes and begun days; `limit` and `most_days` are None where the group has no such limit.

    Where the limit is of a month, `minutes` are of the month of the asking and `whole` of the edition.
    """

    minutes: int
    days: int
    whole: int
    limit: int | None
    most_days: int | None
    is_monthly: bool = False

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60

    @property
    def left(self) -> int | None:
        return None if self.limit is None else self.limit - self.minutes

    @property
    def limit_hours(self) -> Decimal | None:
        return None if self.limit is None else Decimal(self.limit) / 60

    @property
    def hours_whole(self) -> Decimal:
        return Decimal(self.whole) / 60

    @property
    def hours_left(self) -> Decimal | None:
        return None if self.left is None else Decimal(self.left) / 60

    @property
    def days_left(self) -> int | None:
        return None if self.most_days is None else self.most_days - self.days


def use_of(enrolments: Iterable[Enrolment], on: datetime.date) -> dict[int, Use]:
    """By the number of the enrolment, which come with their edition and group. One query.

    Counted for the one whom the services are for: two carers of one person use up one limit.
    """
    rows = list(enrolments)
    in_month = Q(day__year=on.year, day__month=on.month)
    hours = Q(form=Service.Form.HOURS)
    found = (
        Service.objects.filter(
            edition__in={row.edition_id for row in rows},
            beneficiary__in={row.beneficiary_id for row in rows},
        )
        .order_by()
        .values_list("edition", "beneficiary")
        .annotate(
            whole=Sum("minutes", filter=hours, default=0),
            month=Sum("minutes", filter=hours & in_month, default=0),
            given=Sum("days", filter=~hours, default=0),
        )
    )
    used = {(edition, person): rest for edition, person, *rest in found}
    return {
        row.pk: _use(row, *used.get((row.edition_id, row.beneficiary_id), (0, 0, 0)))
        for row in rows
    }


def _use(row: Enrolment, whole: int, month: int, days: int) -> Use:
    group = row.group
    is_monthly = row.edition.limit_unit == Edition.LimitUnit.MONTH
    hours = group and group.hours_limit
    return Use(
        minutes=month if is_monthly else whole,
        days=days,
        whole=whole,
        limit=None if hours is None else int(hours * 60),
        most_days=group and group.days_limit,
        is_monthly=is_monthly,
    )
