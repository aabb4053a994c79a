"""Public works, an internship, a job: work at an employer and what came of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.activities.guards import placement as guards
from kis.activities.models.kinds import ActivityKind
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED
from participants.models import Person

ENDS_BEFORE_START = "Ostatni dzień nie może być przed pierwszym."


class PlacementQuerySet(PeriodQuerySet):
    def readable_by(self, user, on):
        """Of people whom the user reads whole: what became of somebody's work is not for every colleague."""
        return self.filter(person__in=Person.objects.read_whole_by(user, on))

    def ending_before(self, day):
        """Whose planned end comes before the day, and of which nobody wrote yet what came of it."""
        return self.filter(ends_on=None, planned_end_on__lt=day)

    def for_list(self):
        return self.select_related("person", "kind").order_by(
            F("ends_on").desc(nulls_first=True), "-starts_on", "-pk"
        )


@tracked()
class Placement(Record, Voidable):
    """From a day on which the person takes part in the club; it may outlast the stay."""

    class Outcome(models.TextChoices):
        HIRED = "hired", "zatrudnienie u tego pracodawcy"
        OTHER_JOB = "other_job", "praca u innego pracodawcy"
        FINISHED = "finished", "ukończone, bez zatrudnienia"
        LEFT = "left", "przerwane przez osobę"
        DISMISSED = "dismissed", "przerwane przez pracodawcę"
        OTHER = "other", "inny wynik"

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="placements"
    )
    kind = models.ForeignKey(
        ActivityKind, verbose_name="rodzaj", on_delete=models.PROTECT, related_name="placements"
    )
    employer = LineColumn("pracodawca", max_length=150)
    work = LineColumn("stanowisko lub praca", max_length=150)
    starts_on = models.DateField("pierwszy dzień")
    planned_end_on = models.DateField(
        "planowany koniec", null=True, blank=True, help_text="Puste: na czas nieokreślony."
    )
    document = LineColumn(
        "umowa lub skierowanie",
        max_length=100,
        blank=True,
        help_text="np. numer i dzień umowy z PUP",
    )
    note = models.TextField("uwagi", max_length=500, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    ends_on = models.DateField("ostatni dzień", null=True, blank=True)
    outcome = models.CharField("wynik", max_length=10, blank=True, choices=Outcome)
    outcome_note = models.TextField("o wyniku", max_length=500, blank=True)
    ended_by = models.ForeignKey(
        User,
        verbose_name="zapisał(a) wynik",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = NotVoided.from_queryset(PlacementQuerySet)()
    with_voided = PlacementQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "praca lub staż"
        verbose_name_plural = "prace i staże"
        base_manager_name = "with_voided"
        ordering = ["-starts_on", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("person_id", "entered_by_id"),
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
            guards.PLACEMENT_FITS,
        ]
        constraints = [
            models.CheckConstraint(
                name="placement_plan_after_start",
                condition=Q(planned_end_on=None) | Q(planned_end_on__gte=F("starts_on")),
                violation_error_message="Planowany koniec nie może być przed pierwszym dniem.",
            ),
            models.CheckConstraint(
                name="placement_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            models.CheckConstraint(
                name="placement_ended_whole",
                condition=Q(ends_on=None, outcome="", outcome_note="", ended_by=None)
                | Q(ends_on__isnull=False, ended_by__isnull=False) & ~Q(outcome=""),
                violation_error_message="Zakończenie ma ostatni dzień i wynik.",
            ),
            models.CheckConstraint(
                name="placement_other_outcome_told",
                condition=~Q(outcome="other") | ~Q(outcome_note=""),
                violation_error_message="Przy innym wyniku napisz, jaki to wynik.",
            ),
            voided_whole("placement_voided_whole", "entered_by"),
        ]
        indexes = [
            models.Index(fields=["person", "-starts_on"], name="placement_by_person"),
            models.Index(
                fields=["planned_end_on"], name="placement_running", condition=Q(ends_on=None)
            ),
        ]

    def __str__(self):
        return f"{self.kind}, {self.employer}, od {polish(self.starts_on)}"

    def clean(self):
        if self.starts_on and self.planned_end_on and self.planned_end_on < self.starts_on:
            words = "Planowany koniec nie może być przed pierwszym dniem."
            raise ValidationError({"planned_end_on": words})

    @property
    def author(self):
        return self.entered_by
