"""What law sets for a registration of the labour office, as dated rows of the centre."""

from django.db import models
from django.db.models import Q

from kis.lib.history import tracked
from participants.models.dated_limit import DatedLimit, one_a_day


@tracked()
class RegisterLimit(DatedLimit):
    """How long the status lasts and how often the office wants to be met, over a time."""

    longest_months = models.PositiveSmallIntegerField("status trwa najwyżej miesięcy")
    contact_days = models.PositiveSmallIntegerField("kontakt z PUP co najmniej raz na dni")
    again_after_days = models.PositiveSmallIntegerField("ponowna rejestracja po dniach")

    class Meta(DatedLimit.Meta):
        verbose_name = "granice rejestracji w PUP"
        verbose_name_plural = "granice rejestracji w PUP"
        constraints = [
            *one_a_day("register_limit"),
            models.CheckConstraint(
                name="register_limit_positive",
                condition=Q(longest_months__gte=1, contact_days__gte=1),
                violation_error_message="Miesiące i dni muszą być większe od 0.",
            ),
        ]

    def __str__(self):
        return f"najwyżej {self.longest_months} mies., kontakt co {self.contact_days} dni"
