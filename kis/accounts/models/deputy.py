"""Who stands in for whom, from a day to a day."""

import datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kis.accounts.guards import CANCELLED_DEPUTY
from kis.accounts.rights import Role, are_apart
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import Record
from kis.lib.refusals import Refused

# Whose approvals and cases somebody else may take over. Accounts and payments are nobody's to lend.
TAKEN_OVER = frozenset({Role.SOCIAL_WORKER, Role.COORDINATOR, Role.HEAD})
ASSISTANT_STANDS_IN = (
    "Asystent rodziny nie zastępuje pracownika socjalnego (art. 17 ust. 3 ustawy o wspieraniu rodziny). "
    "Wybierz inną osobę."
)
ENDS_BEFORE_START = "Ostatni dzień nie może być przed pierwszym."


class DeputyQuerySet(PeriodQuerySet):
    def standing_in(self, on):
        """Of active accounts alone: whoever left is handed over, not stood in for."""
        return self.on(on).filter(cancelled_at=None, absent__is_active=True)


@tracked()
class Deputy(Record):
    """On these days the deputy has the roles and the cases of the absent one, and signs with the own name.

    Whatever two people must do stays with two: the database compares who did it, not in whose place.
    """

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="kogo zastępuje",
        on_delete=models.PROTECT,
        related_name="deputies",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="kto zastępuje",
        on_delete=models.PROTECT,
        related_name="stands_in",
    )
    reason = LineColumn("powód", max_length=200, help_text="Np. urlop. Bez danych o zdrowiu.")
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", help_text="Włącznie.")
    cancelled_at = models.DateTimeField("odwołano", null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="odwołał(a)",
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

    objects = DeputyQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "zastępstwo"
        verbose_name_plural = "zastępstwa"
        ordering = ["-starts_on", "-pk"]
        triggers = [
            *(*Record.Meta.triggers, CANCELLED_DEPUTY),
            kept("absent_id", "deputy_id", "entered_by_id", "starts_on"),
        ]
        constraints = [
            models.CheckConstraint(
                name="deputy_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            models.CheckConstraint(
                name="deputy_is_another",
                condition=~Q(deputy=F("absent")),
                violation_error_message="Nikt nie zastępuje sam siebie.",
            ),
            models.CheckConstraint(
                name="deputy_not_by_oneself",
                condition=~Q(deputy=F("entered_by")),
                violation_error_message="Zastępstwa nie wpisuje ten, kto ma zastępować: poproś kierownika "
                "albo koordynatora.",
            ),
            models.CheckConstraint(
                name="deputy_cancelled_whole",
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                violation_error_message="Odwołanie zastępstwa ma dzień i osobę.",
            ),
            ExclusionConstraint(
                name="deputy_one_at_a_time",
                expressions=[
                    ("absent", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
                violation_error_message="Tę osobę ktoś już w tych dniach zastępuje. Odwołaj tamto "
                "zastępstwo albo wybierz inne dni.",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} zastępuje: {self.absent}"

    def clean(self):
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": ENDS_BEFORE_START})
        if self.absent_id and self.deputy_id:
            self._keep_roles_apart()

    def _keep_roles_apart(self):
        """The roles of both would come together in the deputy."""
        if not are_apart(self.deputy.held_roles | (self.absent.held_roles & TAKEN_OVER)):
            raise ValidationError({"deputy": ASSISTANT_STANDS_IN})

    def state(self, on: datetime.date) -> str:
        if self.cancelled_at:
            return f"odwołane {polish(timezone.localdate(self.cancelled_at))}"
        if self.ends_on < on:
            return "skończyło się"
        return "trwa" if self.starts_on <= on else "zacznie się"

    def cancel(self, *, by) -> None:
        """From this moment on nothing is taken over. Raises Refused."""
        if self.cancelled_at:
            raise Refused("To zastępstwo jest już odwołane.")
        self.cancelled_at, self.cancelled_by = timezone.now(), by
        self.save(update_fields=["cancelled_at", "cancelled_by"])
