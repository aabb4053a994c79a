"""Monitoring of a family behind the end of the work (art. 15 ust. 1 pkt 16): its steps and its notes."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.families.guards import papers as guards
from kis.families.models.cooperation import Cooperation
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.periods import period
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import refused_by_database
from participants.models.dated_limit import ENDS_TOO_EARLY, DatedLimit


@tracked()
class MonitoringStep(DatedLimit):
    """How many months behind the end a family is looked after once more; of works that end meanwhile."""

    months = models.PositiveSmallIntegerField("miesięcy po zakończeniu")

    class Meta(DatedLimit.Meta):
        verbose_name = "krok monitorowania"
        verbose_name_plural = "kroki monitorowania"
        ordering = ["-valid_from", "months"]
        triggers = DatedLimit.Meta.triggers
        constraints = [
            models.CheckConstraint(
                name="monitoring_step_ends_after_start",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message=ENDS_TOO_EARLY,
            ),
            models.CheckConstraint(
                name="monitoring_step_months",
                condition=Q(months__gte=1, months__lte=60),
                violation_error_message="Monitoruje się od 1 do 60 miesięcy po zakończeniu.",
            ),
            ExclusionConstraint(
                name="monitoring_step_once",
                expressions=[
                    ("months", RangeOperators.EQUAL),
                    (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tym czasie obowiązuje już taki krok.",
            ),
        ]

    def __str__(self):
        return f"po {self.months} mies."


@tracked()
class MonitoringNote(Record, Voidable):
    class Way(models.TextChoices):
        VISIT = "visit", "wizyta w domu"
        MEETING = "meeting", "spotkanie w ośrodku"
        PHONE = "phone", "rozmowa telefoniczna"
        OTHERS = "others", "wiadomości ze szkoły albo instytucji"

    cooperation = models.ForeignKey(
        Cooperation,
        verbose_name="praca z rodziną",
        on_delete=models.PROTECT,
        related_name="monitoring",
    )
    months = models.PositiveSmallIntegerField(
        "miesięcy po zakończeniu", null=True, blank=True, editable=False
    )
    on = models.DateField("dzień")
    way = models.CharField("jak", max_length=8, choices=Way)
    text = models.TextField("jak radzi sobie rodzina", max_length=4000)
    written_by = models.ForeignKey(
        User, verbose_name="napisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    written_at = models.DateTimeField("zapisano", editable=False)

    objects = NotVoided.from_queryset(models.QuerySet)()
    with_voided = models.QuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "wpis z monitorowania"
        verbose_name_plural = "wpisy z monitorowania"
        ordering = ["on", "pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("cooperation_id", "months", "on", "way", "text", "written_by_id", "written_at"),
            guards.MONITORING_FITS,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cooperation", "months"],
                name="monitoring_step_noted_once",
                condition=Q(voided_at=None),
                violation_error_message="Ten krok monitorowania już wpisano.",
            ),
            models.CheckConstraint(
                name="monitoring_worded",
                condition=~Q(text=""),
                violation_error_message="Napisz, jak radzi sobie rodzina.",
            ),
            voided_whole("monitoring_voided_whole", "written_by"),
        ]

    def __str__(self):
        return f"monitorowanie z {self.on}"

    @property
    def author(self):
        return self.written_by

    @property
    def step_in_words(self) -> str:
        return f"po {self.months} mies." if self.months else "poza planem"

    def void(self, *, by, reason: str) -> None:
        """Its step waits again."""
        with refused_by_database():
            super().void(by=by, reason=reason)
