"""What the labour office tells of each month: who was referred and who refused."""

import datetime

from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.dates import add_months, month_name, month_of
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.records import Record
from psu.guards import pup_list as guards
from psu.models.agreement import Agreement
from psu.models.month import is_first_of_month


@tracked()
class PupList(Record):
    """By the 10th of the next month, § 4 of the regulation of 21 December 2017 (Dz.U. 2017 poz. 2447).

    Only for agreements of the previous act; art. 142 of the act of 20 March 2025 asks for none.
    """

    agreement = models.ForeignKey(
        Agreement, verbose_name="porozumienie", on_delete=models.PROTECT, related_name="pup_lists"
    )
    month = models.DateField("miesiąc", help_text="Pierwszy dzień miesiąca.")
    received_on = models.DateField("otrzymano dnia")
    referred = models.PositiveSmallIntegerField("osoby skierowane")
    refused = models.PositiveSmallIntegerField("osoby, które odmówiły", default=0)
    remarks = models.CharField("uwagi", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "wykaz z PUP"
        verbose_name_plural = "wykazy z PUP"
        ordering = ["agreement", "-month"]
        triggers = [*Record.Meta.triggers, kept("agreement_id", "month"), *guards.PUP_LIST]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "month"],
                name="pup_list_once_a_month",
                violation_error_message="Wykaz za ten miesiąc jest już odnotowany.",
            ),
            models.CheckConstraint(
                name="pup_list_of_a_month",
                condition=is_first_of_month("month") & Q(received_on__gte=F("month")),
                violation_error_message="Wykaz przychodzi najwcześniej w miesiącu, którego dotyczy.",
            ),
            models.CheckConstraint(
                name="pup_list_counts",
                condition=Q(referred__lte=9999, refused__lte=9999),
                violation_error_message="Wpisz najwyżej 9999 osób.",
            ),
        ]

    def __str__(self):
        return f"wykaz z PUP za {month_name(self.month)}"


def due_on(month: datetime.date) -> datetime.date:
    """The 10th of the next month."""
    return add_months(month, 1).replace(day=10)


def months_of_lists(agreement: Agreement, on: datetime.date) -> list[datetime.date]:
    """First days of the agreement's months that are over, the newest first."""
    if not agreement.regime.is_old:
        return []
    month, found = agreement.starts_on.replace(day=1), []
    while month <= agreement.ends_on and month_of(month)[1] < on:
        found.append(month)
        month = add_months(month, 1)
    return found[::-1]
