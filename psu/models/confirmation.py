"""A supervisor's word that the entries of a place are as they should be: of a month, or of one day."""

import datetime

from django.db import models
from django.utils import timezone

from kis.accounts.models import User
from kis.lib.dates import month_name, polish
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.records import Record
from psu.guards import confirmation as guards
from psu.models.month import is_first_of_month
from psu.models.place import WorkPlace


def moment_of(at: datetime.datetime) -> str:
    """30.11.2026, 14.05"""
    at = timezone.localtime(at)
    return f"{polish(at.date())}, {at:%-H.%M}"


class SupervisorsWord(Record):
    """It proves nothing and blocks nothing: the compulsory proof is the signed list.

    Confirming once more moves the row, the earlier ones stay in the history.
    """

    confirmed_by = models.ForeignKey(
        User, verbose_name="potwierdził(a)", on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField("potwierdzono")
    # Number of the last event of the entries that were confirmed: see psu.proofs.list_changes.
    entries_seen = models.BigIntegerField("ostatnia znana zmiana wpisów", default=0, editable=False)

    class Meta(Record.Meta):
        abstract = True

    @property
    def moment(self) -> str:
        return moment_of(self.confirmed_at)


@tracked()
class Confirmation(SupervisorsWord):
    """Of all entries of a place and month; one a place and month."""

    place = models.ForeignKey(
        WorkPlace,
        verbose_name="miejsce PSU",
        on_delete=models.PROTECT,
        related_name="confirmations",
    )
    month = models.DateField("miesiąc", help_text="Pierwszy dzień miesiąca.")

    class Meta(SupervisorsWord.Meta):
        verbose_name = "potwierdzenie wpisów"
        verbose_name_plural = "potwierdzenia wpisów"
        ordering = ["-month", "place"]
        triggers = [*Record.Meta.triggers, kept("place_id", "month"), guards.CONFIRMATION]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "month"],
                name="confirmation_once",
                violation_error_message="Ten miesiąc tego miejsca jest już potwierdzony.",
            ),
            models.CheckConstraint(
                name="confirmation_is_a_first_day",
                condition=is_first_of_month("month"),
                violation_error_message="Miesiąc zapisuje się jego pierwszym dniem.",
            ),
        ]

    def __str__(self):
        return f"{self.place}, {month_name(self.month)}"


@tracked()
class DayConfirmation(SupervisorsWord):
    """Of the entries of one day, where the supervisor does not wait for the month's end."""

    place = models.ForeignKey(
        WorkPlace,
        verbose_name="miejsce PSU",
        on_delete=models.PROTECT,
        related_name="day_confirmations",
    )
    day = models.DateField("dzień")

    class Meta(SupervisorsWord.Meta):
        verbose_name = "potwierdzenie dnia"
        verbose_name_plural = "potwierdzenia dni"
        ordering = ["-day", "place"]
        triggers = [*Record.Meta.triggers, kept("place_id", "day"), guards.DAY_CONFIRMATION]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "day"],
                name="day_confirmation_once",
                violation_error_message="Ten dzień tego miejsca jest już potwierdzony.",
            ),
        ]

    def __str__(self):
        return f"{self.place}, {polish(self.day)}"
