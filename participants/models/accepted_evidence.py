"""Which papers prove a category, as dated rows of the centre, and what law says of their time."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import Record


class EvidenceKind(models.TextChoices):
    CERTIFICATE = "certificate", "zaświadczenie"
    RULING = "ruling", "orzeczenie"
    DECISION = "decision", "decyzja"
    PROGRAMME = "programme", "program indywidualny"
    DISCHARGE = "discharge", "karta wypisu lub świadectwo zwolnienia"
    STATEMENT = "statement", "oświadczenie"
    SEPI = "sepi", "sprawdzono w SEPI"
    OTHER = "other", "inny dokument"


class AcceptedEvidenceQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))

    def of(self, code: int):
        """Of a category by its number; without any row the centre has not said what it accepts."""
        return self.filter(code=code)


@tracked()
class AcceptedEvidence(Record):
    """A kind of paper that proves the category of a number, over a time."""

    code = models.PositiveSmallIntegerField("numer grupy")
    kind = models.CharField("rodzaj dokumentu", max_length=12, choices=EvidenceKind)
    longest_months = models.PositiveSmallIntegerField(
        "najdłuższa ważność w miesiącach według prawa",
        null=True,
        blank=True,
        help_text="Liczona od dnia wystawienia. Puste: prawo jej nie ogranicza.",
    )
    source = models.CharField("skąd to wiadomo", max_length=300)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = AcceptedEvidenceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "dokument przyjmowany"
        verbose_name_plural = "dokumenty przyjmowane"
        ordering = ["code", "kind", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="accepted_evidence_ends_after_start",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message="Wpis nie może przestać obowiązywać przed początkiem.",
            ),
            models.CheckConstraint(
                name="accepted_evidence_lasts",
                condition=Q(longest_months__gte=1),
                violation_error_message="Najdłuższa ważność to co najmniej 1 miesiąc.",
            ),
            ExclusionConstraint(
                name="accepted_evidence_one_a_day",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tym czasie ten rodzaj dokumentu ma już wpis przy tej grupie.",
            ),
        ]

    def __str__(self):
        return f"grupa {self.code}: {self.get_kind_display()}"

    def clean(self):
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError(
                {"valid_to": "Wpis nie może przestać obowiązywać przed początkiem."}
            )
