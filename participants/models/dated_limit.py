"""Numbers of law as dated rows of the centre: a change of law is a new row, older days keep theirs."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.lib.periods import covering, period
from kis.lib.records import Record

ENDS_TOO_EARLY = "Wpis nie może przestać obowiązywać przed początkiem."


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))


class DatedLimit(Record):
    source = models.CharField("źródło", max_length=300)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True
        ordering = ["-valid_from"]

    def clean(self):
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": ENDS_TOO_EARLY})


def one_a_day(name: str) -> list[models.BaseConstraint]:
    """What holds the dates of a table of such rows; `name` begins the constraints' names."""
    return [
        models.CheckConstraint(
            name=f"{name}_ends_after_start",
            condition=Q(valid_to__gte=F("valid_from")),
            violation_error_message=ENDS_TOO_EARLY,
        ),
        ExclusionConstraint(
            name=f"{name}_one_a_day",
            expressions=[(period("valid_from", "valid_to"), RangeOperators.OVERLAPS)],
            violation_error_message="W tym czasie obowiązuje już inny wpis.",
        ),
    ]
