"""What is set for the long-term unemployed beside the register: a commissioned stay, the projects' words."""

from django.db import models
from django.db.models import Q

from kis.lib.history import tracked
from participants.commissioned_guards import COMMISSION_LIMIT_HOLDS_STAYS
from participants.models.dated_limit import DatedLimit, one_a_day


@tracked()
class CommissionLimit(DatedLimit):
    """How long a stay that the starosta commissions may last, and how many hours a day it takes."""

    longest_months = models.PositiveSmallIntegerField("udział trwa najwyżej miesięcy")
    hours_a_day = models.PositiveSmallIntegerField("godzin dziennie")

    class Meta(DatedLimit.Meta):
        triggers = [*DatedLimit.Meta.triggers, COMMISSION_LIMIT_HOLDS_STAYS]
        verbose_name = "granice udziału z art. 200"
        verbose_name_plural = "granice udziału z art. 200"
        constraints = [
            *one_a_day("commission_limit"),
            models.CheckConstraint(
                name="commission_limit_positive",
                condition=Q(longest_months__gte=1, hours_a_day__range=(1, 24)),
                violation_error_message="Miesiące muszą być większe od 0, a godziny od 1 do 24.",
            ),
        ]

    def __str__(self):
        return f"najwyżej {self.longest_months} mies., {self.hours_a_day} godz. dziennie"


@tracked()
class ProjectDefinition(DatedLimit):
    """Whom EU projects call long-term unemployed: without a break for more than so many months."""

    more_than_months = models.PositiveSmallIntegerField("bez przerwy ponad miesięcy")
    young_below = models.PositiveSmallIntegerField(
        "osoby młodsze niż (lat)",
        null=True,
        blank=True,
        help_text="Puste: granica jest jedna dla wszystkich.",
    )
    young_more_than_months = models.PositiveSmallIntegerField(
        "dla młodszych bez przerwy ponad miesięcy", null=True, blank=True
    )

    class Meta(DatedLimit.Meta):
        verbose_name = "definicja projektów UE"
        verbose_name_plural = "definicje projektów UE"
        constraints = [
            *one_a_day("project_definition"),
            models.CheckConstraint(
                name="project_definition_young_whole",
                condition=Q(young_below=None, young_more_than_months=None)
                | Q(young_below__isnull=False, young_more_than_months__isnull=False),
                violation_error_message="Podaj wiek razem z liczbą miesięcy dla młodszych albo nic z nich.",
            ),
        ]

    def __str__(self):
        return f"bez przerwy ponad {self.more_than_months} mies."
