"""The assessment of a family's situation (art. 15 ust. 1 pkt 15), handed over to the head and then frozen."""

from django.db import models
from django.db.models import F, Q

from contracts.models.reviews import GoalResult
from kis.accounts.models import User
from kis.documents.models import Document
from kis.families.guards import papers as guards
from kis.families.models.cooperation import Cooperation
from kis.families.models.plan import Plan, PlanGoal
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import refused_by_database


class AssessmentQuerySet(models.QuerySet):
    def handed_over(self):
        return self.filter(handed_on__isnull=False)

    def open(self):
        return self.filter(handed_on=None)


@tracked()
class Assessment(Record, Voidable):
    class Kind(models.TextChoices):
        PERIODIC = "periodic", "okresowa"
        FINAL = "final", "końcowa"

    class WhatNext(models.TextChoices):
        GO_ON = "go_on", "praca bez zmian"
        ANNEX = "annex", "zmiana planu (aneks)"
        END = "end", "zakończenie pracy z rodziną"

    cooperation = models.ForeignKey(
        Cooperation,
        verbose_name="praca z rodziną",
        on_delete=models.PROTECT,
        related_name="assessments",
    )
    kind = models.CharField("rodzaj", max_length=8, choices=Kind, default=Kind.PERIODIC)
    on = models.DateField("dzień oceny")
    # Without one only where the work ended before any plan was signed.
    plan = models.ForeignKey(
        Plan,
        verbose_name="oceniany plan",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="assessments",
    )
    situation = models.TextField("co się zmieniło w sytuacji rodziny", max_length=8000, blank=True)
    family_says = models.TextField("co mówi rodzina", max_length=4000, blank=True)
    conclusion = models.TextField("wnioski", max_length=4000, blank=True)
    what_next = models.CharField("co dalej", max_length=5, choices=WhatNext, blank=True)
    written_by = models.ForeignKey(
        User, verbose_name="napisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    written_at = models.DateTimeField("zapisano", editable=False)
    handed_on = models.DateField("przekazano kierownikowi", null=True, blank=True, editable=False)
    document = models.OneToOneField(
        Document,
        verbose_name="pismo",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    code = models.CharField("kod pisma", max_length=4, blank=True, editable=False)

    objects = NotVoided.from_queryset(AssessmentQuerySet)()
    with_voided = AssessmentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "ocena sytuacji rodziny"
        verbose_name_plural = "oceny sytuacji rodzin"
        ordering = ["-on", "-pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("cooperation_id", "written_by_id", until="OLD.handed_on IS NULL"),
            guards.ASSESSMENT_FITS,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cooperation", "on"],
                name="assessment_once_a_day",
                condition=Q(voided_at=None),
                violation_error_message="Ocena z tego dnia już jest. Otwórz ją na liście ocen.",
            ),
            models.UniqueConstraint(
                fields=["cooperation"],
                name="assessment_one_open",
                condition=Q(handed_on=None),
                violation_error_message="Ta rodzina ma już ocenę, której nie przekazano kierownikowi. "
                "Dokończ ją albo usuń jej szkic.",
            ),
            models.UniqueConstraint(
                fields=["cooperation"],
                name="assessment_final_once",
                condition=Q(kind="final", voided_at=None),
                violation_error_message="Ocenę końcową już napisano.",
            ),
            models.CheckConstraint(
                name="assessment_handed_whole",
                condition=Q(handed_on=None, document=None, code="")
                | Q(handed_on__isnull=False, handed_on__gte=F("on"), document__isnull=False)
                & ~Q(code="")
                & ~Q(situation="")
                & ~Q(conclusion="")
                & ~Q(what_next=""),
                violation_error_message="Przekazana ocena mówi o sytuacji, wnioskach i o tym, co dalej; "
                "dzień przekazania nie jest wcześniejszy niż dzień oceny.",
            ),
            voided_whole("assessment_voided_whole", "written_by"),
        ]

    def __str__(self):
        return f"ocena {self.get_kind_display()} z {self.on}"

    @property
    def author(self):
        return self.written_by

    @property
    def is_open(self) -> bool:
        return self.handed_on is None

    def lock(self) -> None:
        """Lock the cooperation, then this assessment, and read it again. Within a transaction."""
        Cooperation.with_voided.select_for_update(no_key=True).get(pk=self.cooperation_id)
        self.refresh_from_db(
            from_queryset=Assessment.with_voided.select_for_update(no_key=True, of=("self",))
        )

    def void(self, *, by, reason: str) -> None:
        """The next one is due again as if there were none."""
        with refused_by_database():
            self.lock()
            super().void(by=by, reason=reason)


@tracked()
class AssessedGoal(models.Model):
    """What became of a goal by the day of the assessment; never on the frozen goal itself."""

    assessment = models.ForeignKey(
        Assessment, verbose_name="ocena", on_delete=models.CASCADE, related_name="progress"
    )
    goal = models.ForeignKey(
        PlanGoal, verbose_name="cel", on_delete=models.PROTECT, related_name="progress"
    )
    result = models.CharField("postęp", max_length=11, choices=GoalResult)
    remark = models.TextField("uwagi", max_length=2000, blank=True)

    class Meta:
        verbose_name = "postęp w celu"
        verbose_name_plural = "postępy w celach"
        ordering = ["assessment", "goal__position", "pk"]
        triggers = [guards.PROGRESS_OF_OPEN]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "goal"],
                name="assessed_goal_once",
                violation_error_message="Ten cel ma już wynik w tej ocenie.",
            ),
            models.CheckConstraint(
                name="assessed_goal_with_remark",
                condition=~Q(result__in=["not_reached", "not_needed"]) | ~Q(remark=""),
                violation_error_message="Napisz w uwagach, dlaczego celu nie osiągnięto albo dlaczego nie "
                "jest już potrzebny.",
            ),
        ]

    def __str__(self):
        return self.get_result_display()
