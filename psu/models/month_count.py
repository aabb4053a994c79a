"""What the preview of a very large month gave: counted by a worker, kept until the month is counted anew."""

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from kis.accounts.models import User
from kis.lib.dates import month_name
from kis.lib.history import tracked
from psu.models.agreement import Agreement
from psu.models.month import is_first_of_month


class MonthCountQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(finished_at=None)


# How far it is changes every moment and is nobody's history.
@tracked(exclude=["counted"])
class MonthCount(models.Model):
    """No record of anybody: a close or a reopening deletes it. What else changed since is not in it.

    `sums`: of psu.months.sums.MonthSums. `left_open`: numbers of people who lack something. `why`: nothing
    was counted.
    """

    agreement = models.ForeignKey(
        Agreement,
        verbose_name="porozumienie",
        on_delete=models.PROTECT,
        related_name="month_counts",
    )
    month = models.DateField("miesiąc", help_text="Pierwszy dzień miesiąca.")
    marks_reviewed = models.BooleanField("oznacza jako sprawdzone", default=False)
    people = models.PositiveIntegerField("osoby")
    counted = models.PositiveIntegerField("policzone osoby", default=0)
    ordered_by = models.ForeignKey(
        User, verbose_name="zlecił(a)", on_delete=models.PROTECT, related_name="+"
    )
    ordered_at = models.DateTimeField("zlecono")
    finished_at = models.DateTimeField("skończono", null=True, blank=True)
    reviewed = models.PositiveIntegerField("oznaczone jako sprawdzone", default=0)
    sums = models.JSONField("sumy", encoder=DjangoJSONEncoder, default=dict, blank=True)
    left_open = ArrayField(
        models.PositiveBigIntegerField(), verbose_name="czegoś im brakuje", default=list, blank=True
    )
    why = models.TextField("dlaczego nie policzono", blank=True)

    objects = MonthCountQuerySet.as_manager()

    class Meta:
        verbose_name = "przeliczenie miesiąca"
        verbose_name_plural = "przeliczenia miesiąca"
        ordering = ["-ordered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "month"],
                condition=Q(finished_at=None),
                name="month_count_waits_alone",
                violation_error_message="Ten miesiąc jest już liczony.",
            ),
            models.CheckConstraint(
                name="month_count_is_a_first_day",
                condition=is_first_of_month("month"),
                violation_error_message="Miesiąc zapisuje się jego pierwszym dniem.",
            ),
            models.CheckConstraint(
                name="month_count_settled_whole",
                condition=Q(finished_at=None, sums={}, why="")
                | Q(finished_at__isnull=False)
                & (Q(why="") & ~Q(sums={}) | ~Q(why="") & Q(sums={})),
                violation_error_message="Miesiąc jest policzony albo wiadomo, dlaczego nie.",
            ),
        ]

    def __str__(self):
        return f"{month_name(self.month)}, porozumienie {self.agreement}"

    @property
    def is_waiting(self) -> bool:
        return self.finished_at is None
