"""Papers of the work with a family, as they were given out."""

from django.db import models
from django.db.models import Q

from kis.accounts.models import User
from kis.documents.models import Document
from kis.families.models.cooperation import Assignment, Cooperation
from kis.lib.columns import LineColumn
from kis.lib.guards import immutable
from kis.lib.history import tracked


@tracked()
class WorkPaper(models.Model):
    """One paper, its bytes kept. Printed again after a correction it is a new row beside the first."""

    class Kind(models.TextChoices):
        APPLICATION = "application", "wniosek o przydzielenie asystenta"
        CONSENT = "consent", "zgoda rodziny"
        ASSIGNMENT = "assignment", "pismo o przydzieleniu asystenta"
        CLOSING = "closing", "pismo o zakończeniu pracy"

    cooperation = models.ForeignKey(
        Cooperation, verbose_name="praca z rodziną", on_delete=models.PROTECT, related_name="papers"
    )
    assignment = models.ForeignKey(
        Assignment,
        verbose_name="przydział",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="papers",
    )
    kind = models.CharField("rodzaj", max_length=12, choices=Kind)
    number = LineColumn("numer", max_length=60, blank=True)
    issued_on = models.DateField("dzień")
    issued_by = models.ForeignKey(
        User, verbose_name="wydał(a)", on_delete=models.PROTECT, related_name="+"
    )
    document = models.OneToOneField(
        Document, verbose_name="pismo", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "pismo w sprawie rodziny"
        verbose_name_plural = "pisma w sprawie rodziny"
        ordering = ["pk"]
        triggers = [
            immutable(
                "work_paper_is_kept", "Wydanego pisma nie zmienia się. Wydaj nowe obok niego."
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="work_paper_of_assignment",
                condition=Q(kind="assignment", assignment__isnull=False)
                | ~Q(kind="assignment") & Q(assignment=None),
                violation_error_message="Pismo o przydzieleniu należy do przydziału; tylko ono.",
            ),
        ]
        indexes = [models.Index(fields=["cooperation", "kind"], name="work_paper_by_kind")]

    def __str__(self):
        return " ".join(filter(None, [self.get_kind_display(), self.number]))
