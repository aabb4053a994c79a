"""A day at work, or the reason why there was none."""

import datetime
from decimal import Decimal

import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Mod
from django.db.models.lookups import Exact, LessThanOrEqual

from kis.accounts.models import User
from kis.lib.dates import month_of, polish
from kis.lib.history import tracked
from kis.lib.records import Record
from participants.models import Person
from psu.guards import hours as guards
from psu.models.agreement import Agreement
from psu.models.place import WorkKind
from psu.models.referral import Referral
from psu.rules.spans import Span


class WorkDayQuerySet(models.QuerySet):
    def worked(self):
        return self.filter(hours__gt=0)

    def in_month(self, day):
        return self.filter(day__range=month_of(day))


def _duration(expression):
    return ExpressionWrapper(expression, output_field=DurationField())


# Asked at every entry: how often those of its place and month changed. Years of them must not be read for it.
EVENTS_OF_MONTH = models.Index(fields=["referral", "day", "pgh_id"], name="work_day_event_of_month")


@tracked(level=pgtrigger.Statement, meta={"indexes": [EVENTS_OF_MONTH]})
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
    starts_at = models.TimeField("od", null=True, blank=True)
    ends_at = models.TimeField("do", null=True, blank=True)
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
            models.CheckConstraint(
                name="work_day_times_both",
                condition=Q(starts_at=None, ends_at=None)
                | Q(starts_at__isnull=False, ends_at__isnull=False),
                violation_error_message="Podaj „od” i „do” albo żadnego z nich.",
            ),
            models.CheckConstraint(
                name="work_day_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="„Do” musi być później niż „od”. Wpisz np. 8.00–13.00.",
            ),
            models.CheckConstraint(
                name="work_day_times_only_when_worked",
                condition=Q(outcome="worked") | Q(starts_at=None, ends_at=None),
                violation_error_message="„Od–do” ma tylko dzień z godzinami. Wpisz godziny albo zostaw "
                "„od–do” puste.",
            ),
            # A break makes the hours fewer than the time between.
            models.CheckConstraint(
                name="work_day_hours_fit_times",
                condition=LessThanOrEqual(
                    _duration(F("hours") * Value(datetime.timedelta(hours=1))),
                    _duration(F("ends_at") - F("starts_at")),
                ),
                violation_error_message="Godziny nie mieszczą się w „od–do” tego dnia. Otwórz wiersz "
                "w karcie miesiąca (F2 albo numer) i zmień „od–do” albo wpisz mniej godzin.",
            ),
        ]

    def __str__(self):
        return polish(self.day)

    @property
    def span(self) -> Span | None:
        return Span(self.starts_at, self.ends_at) if self.starts_at and self.ends_at else None

    @span.setter
    def span(self, span: Span | None) -> None:
        self.starts_at, self.ends_at = (span.starts_at, span.ends_at) if span else (None, None)

    def mark(self, outcome: str, hours: Decimal, *, by: User) -> None:
        """Not saved yet. An absence takes the day's from–to away with the hours."""
        self.outcome, self.hours, self.entered_by = outcome, hours, by
        if outcome != self.Outcome.WORKED:
            self.span = None
