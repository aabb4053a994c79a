"""A day at work, or the reason why there was none."""

from decimal import Decimal

import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

from kis.accounts.models import User
from kis.lib.dates import month_of, polish
from kis.lib.history import tracked
from kis.lib.records import Record
from participants.models import Person
from psu.guards import hours as guards
from psu.models.agreement import Agreement
from psu.models.place import WorkKind
from psu.models.referral import Referral


class WorkDayQuerySet(models.QuerySet):
    def worked(self):
        return self.filter(hours__gt=0)

    def in_month(self, day):
        return self.filter(day__range=month_of(day))


@tracked(level=pgtrigger.Statement)
class WorkDay(Record):
    """Referral and day never change. Person, agreement and, when left out, the kind come from the referral.

    One entry a person and day, whatever the place. The limits are held by the guards: psu.guards.hours.
    """

    class Outcome(models.TextChoices):
        WORKED = "worked", "przepracowane"
        EXCUSED = "excused", "nieobecność usprawiedliwiona"
        UNEXCUSED = "unexcused", "nieobecność nieusprawiedliwiona"
        REFUSED = "refused", "odmowa"
        IDLE = "idle", "przestój"

    referral = models.ForeignKey(
        Referral, verbose_name="skierowanie", on_delete=models.PROTECT, related_name="work_days"
    )
    day = models.DateField("dzień")
    hours = models.DecimalField(
        "godziny",
        max_digits=4,
        decimal_places=2,
        default=Decimal(0),
        validators=[MaxValueValidator(Decimal(24))],
    )
    outcome = models.CharField("wynik dnia", max_length=10, choices=Outcome, default=Outcome.WORKED)
    note = models.CharField("uwaga", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    entered_at = models.DateTimeField("wpisano", auto_now=True)

    # Filled in by the guard before the row is written; read them from a row that was read back.
    person = models.ForeignKey(
        Person,
        verbose_name="osoba",
        on_delete=models.PROTECT,
        related_name="work_days",
        editable=False,
    )
    agreement = models.ForeignKey(
        Agreement,
        verbose_name="porozumienie",
        on_delete=models.PROTECT,
        related_name="work_days",
        editable=False,
    )
    kind = models.ForeignKey(
        WorkKind,
        verbose_name="rodzaj pracy",
        on_delete=models.PROTECT,
        related_name="work_days",
        blank=True,
    )

    objects = WorkDayQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "dzień pracy"
        verbose_name_plural = "dni pracy"
        ordering = ["day"]
        triggers = [*Record.Meta.triggers, *guards.WORK_DAY]
        indexes = [
            # Summed at every entry, whole, for the hours in total.
            models.Index(
                fields=["agreement", "day"], include=["hours"], name="work_day_agreement_day"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day"],
                name="work_day_once",
                violation_error_message="Na ten dzień jest już wpis.",
            ),
            models.CheckConstraint(
                name="work_day_hours_only_when_worked",
                condition=Q(outcome="worked", hours__gt=0, hours__lte=24)
                | ~Q(outcome="worked") & Q(hours=0),
                violation_error_message="Wpisz więcej niż 0 i najwyżej 24. Nieobecność oznacz literą "
                "U, N, O lub P.",
            ),
            models.CheckConstraint(
                name="work_day_quarter_hours",
                condition=Exact(Mod("hours", Value(Decimal("0.25"))), Value(Decimal(0))),
                violation_error_message="Godziny wpisuje się co 0,25.",
            ),
        ]

    def __str__(self):
        return polish(self.day)
