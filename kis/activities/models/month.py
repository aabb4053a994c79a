"""The month of a group, or of the whole club, as the coordinator reviews it."""

import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractDay
from django.db.models.lookups import Exact
from django.utils import timezone

from kis.accounts.models import User
from kis.activities.guards import month as guards
from kis.activities.models.activity import Activity
from kis.lib.dates import month_name, month_of, polish
from kis.lib.history import tracked
from kis.lib.records import Record
from kis.lib.refusals import Refused


class AttendanceMonthQuerySet(models.QuerySet):
    def of(self, activity, day):
        """The months in which a day of the group stands: its own and the club's."""
        return self.filter(Q(activity=activity) | Q(activity=None), month=day.replace(day=1))


def _by(words: str):
    return models.ForeignKey(
        User,
        verbose_name=words,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )


@tracked()
class AttendanceMonth(Record):
    """Made by the guard at the first entry. Approved: nothing in it changes, it can only be reopened."""

    class State(models.TextChoices):
        OPEN = "open", "Otwarty"
        APPROVED = "approved", "Zatwierdzony"

    activity = models.ForeignKey(
        Activity,
        verbose_name="zajęcia",
        null=True,
        blank=True,
        help_text="Puste: miesiąc całego klubu.",
        on_delete=models.PROTECT,
        related_name="months",
    )
    month = models.DateField("miesiąc", help_text="Pierwszy dzień miesiąca.")
    state = models.CharField("stan", max_length=8, choices=State, default=State.OPEN)
    approved_at = models.DateTimeField("zatwierdzono", null=True, blank=True, editable=False)
    approved_by = _by("zatwierdził(a)")
    reopened_at = models.DateTimeField("otwarto ponownie", null=True, blank=True, editable=False)
    reopened_by = _by("otworzył(a) ponownie")
    reopen_reason = models.CharField("powód ponownego otwarcia", max_length=300, blank=True)

    objects = AttendanceMonthQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "miesiąc obecności"
        verbose_name_plural = "miesiące obecności"
        ordering = ["-month", "pk"]
        triggers = [*Record.Meta.triggers, guards.MONTH_LIFE]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "month"],
                name="attendance_month_once",
                nulls_distinct=False,
                violation_error_message="Ten miesiąc już jest.",
            ),
            models.CheckConstraint(
                name="attendance_month_is_a_first_day",
                condition=Exact(ExtractDay("month"), 1),
                violation_error_message="Miesiąc zapisuje się jego pierwszym dniem.",
            ),
            models.CheckConstraint(
                name="attendance_month_approved_whole",
                condition=Q(state="open", approved_at=None, approved_by=None)
                | Q(state="approved", approved_at__isnull=False, approved_by__isnull=False),
                violation_error_message="Zatwierdzenie ma chwilę i osobę.",
            ),
            models.CheckConstraint(
                name="attendance_month_reopened_whole",
                condition=Q(reopened_at=None, reopened_by=None, reopen_reason="")
                | Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reopen_reason=""),
                violation_error_message="Podaj powód ponownego otwarcia.",
            ),
        ]

    def __str__(self):
        return month_name(self.month)

    @property
    def is_approved(self) -> bool:
        return self.state == self.State.APPROVED

    @property
    def is_reopened(self) -> bool:
        """Open once more: whatever changes now carries the reason of the correction."""
        return self.state == self.State.OPEN and self.reopened_at is not None

    def approve(self, *, by, on: datetime.date) -> None:
        """Raises Refused for an approved month and for one that runs on the day."""
        if self.is_approved:
            raise Refused(f"{str(self).capitalize()} jest już zatwierdzony.")
        last = month_of(self.month)[1]
        if on <= last:
            raise Refused(
                f"{str(self).capitalize()} trwa do {polish(last)}. Zatwierdza się go potem."
            )
        self.state, self.approved_by, self.approved_at = self.State.APPROVED, by, timezone.now()
        self.save(update_fields=["state", "approved_by", "approved_at"])

    def reopen(self, *, by, reason: str) -> None:
        """Raises Refused without a reason, and for a month that is open."""
        if not self.is_approved:
            raise Refused("Ponownie otwiera się tylko zatwierdzony miesiąc.")
        if not reason.strip():
            raise Refused(guards.SENTENCES["attendance_month_reopened_for_a_reason"])
        self.state, self.approved_by, self.approved_at = self.State.OPEN, None, None
        self.reopened_by, self.reopened_at, self.reopen_reason = by, timezone.now(), reason.strip()
        self.save(
            update_fields=[
                *("state", "approved_by", "approved_at"),
                *("reopened_by", "reopened_at", "reopen_reason"),
            ]
        )
