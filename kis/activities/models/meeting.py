"""A meeting of a group: planned, cancelled for a reason, or moved to another one."""

import datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ExpressionWrapper, F, Func, Q

from kis.accounts.models import User
from kis.activities.guards import meeting as guards
from kis.activities.models.activity import OFFICE, Activity
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.history import tracked
from kis.lib.records import Record

WARSAW = ZoneInfo("Europe/Warsaw")
ENDS_BEFORE_START = "Spotkanie nie może się skończyć, zanim się zaczęło. Sprawdź godziny."


def _moment(hour: str) -> ExpressionWrapper:
    """Of the wall clock: two hours that the clock shows twice in a night are one to a timetable."""
    return ExpressionWrapper(F("day") + F(hour), output_field=models.DateTimeField())


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the office; a leader's own ones alone."""
        return self if user.roles & OFFICE else self.filter(leader=user)

    def in_order(self):
        return self.order_by("day", "starts_at", "activity__name", "pk")

    def between(self, first, last):
        return self.filter(day__range=(first, last))

    def planned(self):
        return self.filter(state=Meeting.State.PLANNED)


@tracked()
class Meeting(Record):
    """One meeting. Its day never changes: moved, it stays as it was and the new one points to it."""

    class State(models.TextChoices):
        PLANNED = "planned", "Zaplanowane"
        CANCELLED = "cancelled", "Odwołane"
        MOVED = "moved", "Przeniesione"

    activity = models.ForeignKey(
        Activity, verbose_name="zajęcia", on_delete=models.PROTECT, related_name="meetings"
    )
    day = models.DateField("dzień")
    starts_at = models.TimeField("od godziny")
    ends_at = models.TimeField("do godziny")
    place = LineColumn("miejsce", max_length=150)
    leader = models.ForeignKey(
        User, verbose_name="prowadzi", on_delete=models.PROTECT, related_name="led_meetings"
    )
    topic = LineColumn("temat zajęć", max_length=200, blank=True)
    state = models.CharField(
        "stan", max_length=10, choices=State, default=State.PLANNED, editable=False
    )
    reason = models.CharField(
        "powód odwołania lub przeniesienia", max_length=300, blank=True, editable=False
    )
    moved_from = models.OneToOneField(
        "self",
        verbose_name="przeniesione z",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="moved_to",
    )
    changed_by = models.ForeignKey(
        User,
        verbose_name="odwołał(a) lub przeniósł(-osła)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = MeetingQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "spotkanie"
        verbose_name_plural = "spotkania"
        ordering = ["day", "starts_at", "pk"]
        triggers = [*Record.Meta.triggers, *guards.MEETING]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            models.CheckConstraint(
                name="meeting_changed_for_a_reason",
                condition=Q(state="planned", reason="", changed_by=None)
                | ~Q(state="planned") & ~Q(reason="") & Q(changed_by__isnull=False),
                violation_error_message="Podaj powód odwołania albo przeniesienia.",
            ),
            ExclusionConstraint(
                name="meeting_leader_once",
                expressions=[
                    ("leader", RangeOperators.EQUAL),
                    (
                        Func(
                            _moment("starts_at"),
                            _moment("ends_at"),
                            function="tsrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state="planned"),
                violation_error_message="Osoba prowadząca ma w tym czasie inne spotkanie. Zmień godziny "
                "albo prowadzącego.",
            ),
        ]
        indexes = [
            models.Index(fields=["day", "starts_at"], name="meeting_by_day"),
            models.Index(fields=["activity", "day"], name="meeting_by_activity"),
        ]

    def __str__(self):
        return f"{self.activity}, {polish(self.day)}, {self.hours}"

    def clean(self):
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": ENDS_BEFORE_START})

    @property
    def hours(self) -> str:
        return f"{self.starts_at:%-H.%M}–{self.ends_at:%-H.%M}"

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def minutes(self) -> int:
        """Of real time: in the night when the clock goes forward an hour of it is missing."""
        start, end = (
            datetime.datetime.combine(self.day, hour, WARSAW).astimezone(datetime.UTC)
            for hour in (self.starts_at, self.ends_at)
        )
        return int((end - start).total_seconds()) // 60
