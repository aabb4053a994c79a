"""An inspection: whose account reads what, of which period, from a day to a day."""

import datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import DateField, F, Func, Q
from django.utils import timezone

from kis.accounts.guards import CLOSED_INSPECTION
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import Record
from kis.lib.refusals import Refused

ENDS_BEFORE_START = "Ostatni dzień nie może być przed pierwszym."


class Today(Func):
    """The day in Warsaw by the database's clock: for what is worded once and asked on many days."""

    template = "(CURRENT_TIMESTAMP AT TIME ZONE 'Europe/Warsaw')::date"
    output_field = DateField()
    arity = 0


class InspectionQuerySet(PeriodQuerySet):
    def running(self, on):
        return self.on(on).filter(closed_at=None)


@tracked()
class Inspection(Record):
    """An inspector's account is bound to one at a time, and opens nothing outside of it."""

    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="konto kontrolującego",
        on_delete=models.PROTECT,
        related_name="inspections",
    )
    authority = LineColumn(
        "kto kontroluje", max_length=200, help_text="Organ i numer upoważnienia do kontroli."
    )
    subject = LineColumn("przedmiot kontroli", max_length=300)
    period_starts_on = models.DateField("okres objęty kontrolą od")
    period_ends_on = models.DateField("okres objęty kontrolą do")
    covers_everybody = models.BooleanField(
        "wszystkie osoby KIS i PSU", default=False, help_text="Bez tego: tylko wymienione karty."
    )
    starts_on = models.DateField("dostęp od")
    ends_on = models.DateField("dostęp do", help_text="Włącznie. Potem konto niczego nie otworzy.")
    closed_at = models.DateTimeField("zakończono", null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="zakończył(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="wpisał(a)",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = InspectionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "kontrola"
        verbose_name_plural = "kontrole"
        ordering = ["-starts_on", "-pk"]
        triggers = [
            *(*Record.Meta.triggers, CLOSED_INSPECTION),
            kept("inspector_id", "entered_by_id"),
        ]
        constraints = [
            models.CheckConstraint(
                name="inspection_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on"), period_ends_on__gte=F("period_starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            models.CheckConstraint(
                name="inspection_closed_whole",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                violation_error_message="Zakończenie kontroli ma dzień i osobę.",
            ),
            ExclusionConstraint(
                name="inspection_one_at_a_time",
                expressions=[
                    ("inspector", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(closed_at=None),
                violation_error_message="To konto jest w tych dniach związane z inną kontrolą. Zakończ "
                "tamtą albo wybierz inne dni.",
            ),
        ]

    def __str__(self):
        return f"kontrola: {self.subject}"

    def clean(self):
        # Keyed by a field: else the exclusion constraint builds a range that ends before it starts.
        for first, last in (("starts_on", "ends_on"), ("period_starts_on", "period_ends_on")):
            begins, ends = getattr(self, first), getattr(self, last)
            if begins and ends and ends < begins:
                raise ValidationError({last: ENDS_BEFORE_START})

    def state(self, on: datetime.date) -> str:
        if self.closed_at:
            return f"zakończona {polish(timezone.localdate(self.closed_at))}"
        if self.ends_on < on:
            return f"skończyła się {polish(self.ends_on)}"
        return "trwa" if self.starts_on <= on else f"zacznie się {polish(self.starts_on)}"

    def close(self, *, by) -> None:
        """From this moment on the account opens nothing. Raises Refused."""
        if self.closed_at:
            raise Refused("Ta kontrola jest już zakończona.")
        self.closed_at, self.closed_by = timezone.now(), by
        self.save(update_fields=["closed_at", "closed_by"])
