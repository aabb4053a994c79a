"""Months that were worked and paid before the program came, each as a sum."""

import datetime

from django.db import models
from django.db.models import F, Min, Q, Sum

from kis.accounts.models import User
from kis.lib.dates import add_months, month_name, month_of
from kis.lib.history import tracked
from kis.lib.records import Record
from psu.guards import past_month as guards
from psu.models.agreement import Agreement
from psu.models.month import is_first_of_month


class PastMonthQuerySet(models.QuerySet):
    def hours(self):
        """Of these months together, 0 of none. One query."""
        return self.aggregate(sum=Sum("hours", default=0))["sum"]


@tracked()
class PastMonth(Record):
    """A month of an agreement as its pay list and refund application told it. No day of it is in the program.

    Its hours count to the agreement's hours in total, its money to the figures of the year.
    """

    agreement = models.ForeignKey(
        Agreement, verbose_name="porozumienie", on_delete=models.PROTECT, related_name="past_months"
    )
    month = models.DateField("miesiąc", help_text="Pierwszy dzień miesiąca.")
    persons = models.PositiveSmallIntegerField("osoby")
    hours = models.DecimalField("godziny", max_digits=8, decimal_places=2)
    amount = models.DecimalField("wypłacono, zł", max_digits=10, decimal_places=2)
    refund = models.DecimalField("refundacja, zł", max_digits=10, decimal_places=2)
    source = models.CharField(
        "źródło", max_length=200, blank=True, help_text="Np. lista wypłat 3/2026."
    )
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = PastMonthQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "miesiąc sprzed programu"
        verbose_name_plural = "miesiące sprzed programu"
        ordering = ["agreement", "-month"]
        triggers = [*Record.Meta.triggers, *guards.PAST_MONTH]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "month"],
                name="past_month_once",
                violation_error_message="Ten miesiąc jest już wpisany.",
            ),
            models.CheckConstraint(
                name="past_month_of_a_month",
                condition=is_first_of_month("month"),
                violation_error_message="Wpisz pierwszy dzień miesiąca.",
            ),
            # The upper bounds keep NaN out: it is greater than any number.
            models.CheckConstraint(
                name="past_month_sums",
                condition=Q(hours__gte=0, hours__lt=1_000_000, persons__lte=9999)
                & Q(amount__gte=0, amount__lt=100_000_000)
                & Q(refund__gte=0, refund__lte=F("amount")),
                violation_error_message="Godziny i kwoty nie mogą być ujemne, a refundacja większa niż "
                "wypłacono.",
            ),
        ]

    def __str__(self):
        return f"{month_name(self.month)} (suma)"


def months_before(agreement: Agreement, on: datetime.date) -> list[datetime.date]:
    """First days of the months that are over and have no day in the program before them. One query."""
    first = agreement.work_days.filter(hours__gt=0).aggregate(first=Min("day"))["first"]
    end = min(first or on, on).replace(day=1)
    month, found = agreement.starts_on.replace(day=1), []
    while month < end and month_of(month)[0] <= agreement.ends_on:
        found.append(month)
        month = add_months(month, 1)
    return found[::-1]
