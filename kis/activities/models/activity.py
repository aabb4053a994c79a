"""A group of the club and who is enrolled in it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.activities.guards import activity as guards
from kis.activities.models.kinds import ActivityKind
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import BUMP_VERSION
from kis.lib.history import tracked
from kis.lib.numbers import POLISH_WITH_NUMBERS
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import Record
from kis.lib.refusals import Refused
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED
from participants.models import Person

OFFICE = {Role.SOCIAL_WORKER, Role.COORDINATOR, Role.HEAD, Role.INSPECTOR}
LEADERS = (Role.LEADER, Role.COORDINATOR)
MOST_PLACES = 200


class ActivityQuerySet(PeriodQuerySet):
    def visible_to(self, user):
        """All for the office; a leader's own ones, and those in which they lead a meeting."""
        if user.roles & OFFICE:
            return self
        own = self.model.objects.filter(meetings__leader=user).values("pk")
        return self.filter(Q(leader=user) | Q(pk__in=own))


@tracked()
class Activity(Record):
    """A group: a leader, a place, so many places, from a day to a day."""

    kind = models.ForeignKey(
        ActivityKind, verbose_name="rodzaj", on_delete=models.PROTECT, related_name="activities"
    )
    name = LineColumn("nazwa", max_length=150, db_collation=POLISH_WITH_NUMBERS)
    leader = models.ForeignKey(
        User, verbose_name="prowadzi", on_delete=models.PROTECT, related_name="led_activities"
    )
    place = LineColumn("miejsce", max_length=150, help_text="np. sala 3, ul. Leśna 17")
    places = models.PositiveSmallIntegerField(
        "liczba miejsc",
        validators=[
            MinValueValidator(1, "Wpisz co najmniej 1 miejsce."),
            MaxValueValidator(MOST_PLACES, f"Wpisz najwyżej {MOST_PLACES} miejsc."),
        ],
    )
    starts_on = models.DateField("pierwszy dzień")
    ends_on = models.DateField("ostatni dzień", null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "zajęcia"
        verbose_name_plural = "zajęcia"
        ordering = ["name", "-starts_on", "pk"]
        triggers = [*Record.Meta.triggers, guards.ACTIVITY_FITS]
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ostatni dzień nie może być przed pierwszym.",
            ),
            models.CheckConstraint(
                name="activity_has_places",
                condition=Q(places__range=(1, MOST_PLACES)),
                violation_error_message=f"Miejsc jest od 1 do {MOST_PLACES}.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Ostatni dzień nie może być przed pierwszym."})


class EnrolmentQuerySet(PeriodQuerySet):
    def by_name(self):
        return self.order_by("person__last_name", "person__first_name", "person_id", "-starts_on")


@tracked()
class Enrolment(Record):
    """A person in a group, from a day to a day. Whether they may be marked follows from their stay."""

    activity = models.ForeignKey(
        Activity, verbose_name="zajęcia", on_delete=models.PROTECT, related_name="enrolments"
    )
    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="enrolments"
    )
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)
    enrolled_by = models.ForeignKey(
        User, verbose_name="zapisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "zapis na zajęcia"
        verbose_name_plural = "zapisy na zajęcia"
        ordering = ["starts_on", "pk"]
        triggers = [BUMP_VERSION, NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED, *guards.ENROLMENT]
        constraints = [
            models.CheckConstraint(
                name="enrolment_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Zapis nie może się skończyć, zanim się zaczął.",
            ),
            ExclusionConstraint(
                name="enrolment_one_at_a_time",
                expressions=[
                    ("activity", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Ta osoba jest w tym czasie już zapisana na te zajęcia.",
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_on"], name="enrolment_by_person")]

    def __str__(self):
        return f"{self.activity}, od {polish(self.starts_on)}"

    def end(self, *, on) -> None:
        """With `on` as the last day. Raises Refused for a day before the first one."""
        if on < self.starts_on:
            raise Refused(
                f"Zapis zaczyna się {polish(self.starts_on)}: ostatni dzień nie może być wcześniejszy."
            )
        self.ends_on = on
        self.save(update_fields=["ends_on"])
