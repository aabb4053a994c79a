"""What the club does, and why people do not come: dated rows of the law and of the centre."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.activities.guards import kinds as guards
from kis.lib.columns import LineColumn
from kis.lib.history import tracked
from kis.lib.numbers import POLISH_WITH_NUMBERS
from kis.lib.periods import covering, period
from kis.lib.records import Record


class DatedQuerySet(models.QuerySet):
    """Rows with `valid_from` and `valid_to`, both included."""

    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))


def _valid_period(code: str, name: str, words: str) -> list:
    """A code has one row a day; the end is not before the beginning."""
    return [
        models.CheckConstraint(
            name=f"{name}_ends_after_start",
            condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            violation_error_message="Ostatni dzień nie może być przed pierwszym.",
        ),
        ExclusionConstraint(
            name=f"{name}_once_a_day",
            expressions=[
                (code, RangeOperators.EQUAL),
                (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
            ],
            violation_error_message=words,
        ),
    ]


class DatedRow(Record):
    """A row that holds from a day to a day; a change is a next row of the same code."""

    code = models.SlugField(
        "kod",
        max_length=40,
        db_index=False,
        help_text="Krótkie słowo bez polskich liter, np. doradca; takie samo w następnych wersjach wpisu.",
    )
    name = LineColumn("nazwa", max_length=150, db_collation=POLISH_WITH_NUMBERS)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True

    def __str__(self):
        return self.name

    def clean(self):
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "Ostatni dzień nie może być przed pierwszym."})


@tracked()
class ActivityKind(DatedRow):
    """A kind of action of art. 18 ust. 2 of the act on social employment, or of the centre's own."""

    class Reintegration(models.TextChoices):
        SOCIAL = "social", "reintegracja społeczna"
        VOCATIONAL = "vocational", "reintegracja zawodowa"

    class RecordedAs(models.TextChoices):
        MEETINGS = "meetings", "zajęcia ze spotkaniami"
        PLACEMENT = "placement", "miejsce u pracodawcy, od–do"
        PSU = "psu", "dni prac społecznie użytecznych"

    reintegration = models.CharField("rodzaj reintegracji", max_length=10, choices=Reintegration)
    service = LineColumn(
        "kategoria usługi w statystyce",
        max_length=100,
        help_text="Pod tą nazwą liczy się uczestników w sprawozdaniach.",
    )
    recorded_as = models.CharField(
        "jak się zapisuje", max_length=10, choices=RecordedAs, default=RecordedAs.MEETINGS
    )
    source = models.CharField(
        "podstawa", max_length=200, help_text="Przepis albo ustalenie ośrodka."
    )

    class Meta(DatedRow.Meta):
        verbose_name = "rodzaj zajęć"
        verbose_name_plural = "rodzaje zajęć"
        ordering = ["name", "-valid_from"]
        triggers = [*Record.Meta.triggers, guards.KIND_IN_USE]
        constraints = _valid_period(
            "code",
            "activity_kind",
            "W tym czasie obowiązuje już inny wpis z tym kodem. Najpierw podaj jego ostatni dzień.",
        )


@tracked()
class AbsenceReason(DatedRow):
    """Why somebody did not come. What follows from it is told by its switches, not by its name."""

    is_excused = models.BooleanField("usprawiedliwia", default=True)
    counts = models.BooleanField(
        "liczy się do frekwencji",
        default=True,
        help_text="Odznaczone: spotkania z tym powodem frekwencji ani nie obniżają, ani nie podnoszą.",
    )
    needs_detail = models.BooleanField("wymaga uwagi", default=False)

    class Meta(DatedRow.Meta):
        verbose_name = "powód nieobecności"
        verbose_name_plural = "powody nieobecności"
        ordering = ["-is_excused", "name", "-valid_from"]
        triggers = [*Record.Meta.triggers, guards.REASON_IN_USE]
        constraints = [
            *_valid_period(
                "code",
                "absence_reason",
                "W tym czasie obowiązuje już inny wpis z tym kodem. Najpierw podaj jego ostatni dzień.",
            ),
            models.CheckConstraint(
                name="absence_reason_unexcused_counts",
                condition=Q(is_excused=True) | Q(counts=True),
                violation_error_message="Nieobecność nieusprawiedliwiona zawsze liczy się do frekwencji.",
            ),
        ]
