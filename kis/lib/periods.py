"""Periods: two days, both included, an open end as NULL."""

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


class PeriodQuerySet(QuerySet):
    """Rows with `starts_on` and `ends_on`."""

    def on(self, day):
        """Those whose period includes the day."""
        return self.filter(covering(day))
