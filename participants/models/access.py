"""Whose work a person is: areas decide who sees, cases decide who writes."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import Record
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED


class AreaQuerySet(models.QuerySet):
    def open(self, on):
        return self.filter(covering(on))

    def going_on(self, on):
        """Behind the day as well: an application closed on it waits no more."""
        return self.open(on).filter(ends_on=None)

    def enter(self, person, kind, on):
        """The person's open area of this kind, opened that day where there was none.

        One that was entered late, from a later day on, begins that day instead. The caller's transaction
        must hold the person's lock, or make the person.
        """
        of_person = self.filter(person=person, kind=kind)
        if area := of_person.open(on).first():
            return area
        if later := of_person.filter(starts_on__gt=on, ends_on=None).first():
            later.starts_on = on
            later.save(update_fields=["starts_on"])
            return later
        return self.create(person=person, kind=kind, starts_on=on)


@tracked()
class Area(Record):
    """A field of the office's work that the person is in; registration opens KIS, a referral PSU."""

    class Kind(models.TextChoices):
        KIS = "kis", "klub integracji społecznej"
        PSU = "psu", "prace społecznie użyteczne"
        FAMILIES = "families", "rodziny"
        PROGRAMMES = "programmes", "programy"

    person = models.ForeignKey(
        "participants.Person",
        verbose_name="osoba",
        on_delete=models.PROTECT,
        related_name="areas",
        db_index=False,  # area_by_person begins with it
    )
    kind = models.CharField("obszar", max_length=10, choices=Kind)
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "obszar"
        verbose_name_plural = "obszary"
        triggers = [*Record.Meta.triggers, NOT_WHILE_RESTRICTED]
        constraints = [
            models.CheckConstraint(
                name="area_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Obszar nie może się skończyć przed początkiem.",
            ),
            ExclusionConstraint(
                name="area_once_at_a_time",
                expressions=[
                    # As text: else the planner asks this index who is in an area, at five times the price.
                    (Cast("person", models.TextField()), RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Osoba jest już w tym obszarze.",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "kind"], name="area_by_person"),
            models.Index(fields=["kind", "starts_on"], name="area_by_kind_and_start"),
        ]

    def __str__(self):
        return self.get_kind_display()


CLUB_AND_WORKS = frozenset({Area.Kind.KIS, Area.Kind.PSU})
# Everybody else reaches people through pages of their own, or not at all.
AREAS_OF_ROLE = {
    Role.SOCIAL_WORKER: CLUB_AND_WORKS,
    Role.COORDINATOR: CLUB_AND_WORKS,
    Role.HEAD: CLUB_AND_WORKS,
}


class CaseAccessQuerySet(models.QuerySet):
    def open(self, on):
        return self.filter(covering(on))


@tracked()
class CaseAccess(Record):
    """Somebody besides the worker in charge who may write in a case, and why."""

    class Why(models.TextChoices):
        HAND_OVER = "hand_over", "przekazanie sprawy"
        DEPUTY = "deputy", "zastępstwo"
        REASON = "reason", "otwarto z podaniem powodu"

    person = models.ForeignKey(
        "participants.Person",
        verbose_name="osoba",
        on_delete=models.PROTECT,
        related_name="case_accesses",
    )
    user = models.ForeignKey(
        User, verbose_name="użytkownik", on_delete=models.PROTECT, related_name="case_accesses"
    )
    why = models.CharField("podstawa", max_length=10, choices=Why)
    reason = models.CharField("powód", max_length=300)
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)
    given_by = models.ForeignKey(
        User, verbose_name="dał(a)", on_delete=models.PROTECT, related_name="+"
    )

    objects = CaseAccessQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "dostęp do sprawy"
        triggers = [*Record.Meta.triggers, kept("person_id", "user_id"), NOT_TO_A_MERGED]
        verbose_name_plural = "dostępy do spraw"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="case_access_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Dostęp nie może się skończyć przed początkiem.",
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.get_why_display()}"
