"""What law sets for a registration of the labour office, as dated rows of the centre."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import Record


class RegisterLimitQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))


@tracked()
class RegisterLimit(Record):
    """How long the status lasts and how often the office wants to be met, over a time."""

    longest_months = models.PositiveSmallIntegerField("status trwa najwyżej miesięcy")
    contact_days = models.PositiveSmallIntegerField("kontakt z PUP co najmniej raz na dni")
    again_after_days = models.PositiveSmallIntegerField("ponowna rejestracja po dniach")
    source = models.CharField("źródło", max_length=300)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = RegisterLimitQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "granice rejestracji w PUP"
        verbose_name_plural = "granice rejestracji w PUP"
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="register_limit_ends_after_start",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message="Wpis nie może przestać obowiązywać przed początkiem.",
            ),
            models.CheckConstraint(
                name="register_limit_positive",
                condition=Q(longest_months__gte=1, contact_days__gte=1),
                violation_error_message="Miesiące i dni muszą być większe od 0.",
            ),
            ExclusionConstraint(
                name="register_limit_one_a_day",
                expressions=[(period("valid_from", "valid_to"), RangeOperators.OVERLAPS)],
                violation_error_message="W tym czasie obowiązuje już inny wpis.",
            ),
        ]

    def __str__(self):
        return f"najwyżej {self.longest_months} mies., kontakt co {self.contact_days} dni"

    def clean(self):
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError(
                {"valid_to": "Wpis nie może przestać obowiązywać przed początkiem."}
            )
