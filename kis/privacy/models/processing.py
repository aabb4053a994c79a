"""The register of processing activities (art. 30 RODO): dated rows that the centre words."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.lib.columns import LineColumn
from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import Record

ENDS_BEFORE_START = "Ostatni dzień nie może być przed pierwszym."


class ProcessingActivityQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))


@tracked()
class ProcessingActivity(Record):
    """What art. 30 ust. 1 and art. 15 ust. 1 ask of one activity. A new wording is a next row of its code."""

    code = models.SlugField("kod", max_length=40, db_index=False)
    name = LineColumn("czynność przetwarzania", max_length=150)
    purposes = models.TextField("cele")
    legal_basis = models.TextField("podstawa prawna")
    people = models.TextField("kategorie osób")
    data = models.TextField("kategorie danych")
    sources = models.TextField("skąd są dane")
    recipients = models.TextField("odbiorcy")
    transfers = models.TextField(
        "przekazywanie poza EOG", default="Danych nie przekazuje się poza EOG."
    )
    retention = models.TextField("jak długo")
    security = models.TextField("zabezpieczenia (ogólnie)")
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = ProcessingActivityQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "czynność przetwarzania danych"
        verbose_name_plural = "rejestr czynności przetwarzania"
        ordering = ["name", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="processing_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            ExclusionConstraint(
                name="processing_once_a_day",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tym czasie obowiązuje już inny wpis z tym kodem. Najpierw podaj "
                "jego ostatni dzień.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": ENDS_BEFORE_START})
