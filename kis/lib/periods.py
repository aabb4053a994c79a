"""Periods: two days, both included, an open end as NULL."""

import datetime
from dataclasses import dataclass

from django.contrib.postgres.fields import DateRangeField
from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.expressions import Combinable


def period(starts_on: str = "starts_on", ends_on: str | Combinable = "ends_on") -> Func:
    """The daterange expression for an exclusion constraint; the end may be an expression."""
    return Func(
        F(starts_on),
        F(ends_on) if isinstance(ends_on, str) else ends_on,
        # Both days belong to it, as offices count; NULL as an end reads as endless.
        Value("[]"),
        function="daterange",
        output_field=DateRangeField(),
    )


def covering(day, starts_on: str = "starts_on", ends_on: str = "ends_on") -> Q:
    """Rows whose period includes the day."""
    return Q(**{f"{starts_on}__lte": day}) & (Q(**{ends_on: None}) | Q(**{f"{ends_on}__gte": day}))


@dataclass(frozen=True)
class Window:
    """Days that a reader is bound to, both included; without them everything is theirs."""

    first: datetime.date | None = None
    last: datetime.date | None = None

    @property
    def is_bound(self) -> bool:
        return self.first is not None

    @property
    def months(self) -> "Window":
        """From the first day of the first month: of what is kept by months, named by their first days."""
        return Window(self.first.replace(day=1), self.last) if self.is_bound else self

    def touches(self, first: datetime.date | None, last: datetime.date | None) -> bool:
        """Whether a row of these days has to do with it; a day that is not known does not rule it out."""
        if not self.is_bound:
            return True
        return (first is None or first <= self.last) and (last is None or last >= self.first)

    def touching(self, starts_on: str, ends_on: str) -> Q:
        """The same asked of the database."""
        if not self.is_bound:
            return Q()
        begins = Q(**{starts_on: None}) | Q(**{f"{starts_on}__lte": self.last})
        return begins & (Q(**{ends_on: None}) | Q(**{f"{ends_on}__gte": self.first}))


class PeriodQuerySet(QuerySet):
    """Rows with `starts_on` and `ends_on`."""

    def on(self, day):
        """Those whose period includes the day."""
        return self.filter(covering(day))
