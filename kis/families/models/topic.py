"""What visits are about: a dated dictionary of the centre."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.families.guards.visit import TOPIC_IN_USE
from kis.families.models.assistant import ENDS_BEFORE_START
from kis.lib.columns import LineColumn
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import Record


class VisitTopicQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))

    def in_order(self):
        return self.order_by("order", "name", "pk")


@tracked()
class VisitTopic(Record):
    code = models.SlugField(
        "kod",
        max_length=40,
        db_index=False,
        help_text="Krótkie słowo bez polskich liter, np. zdrowie; takie samo w następnych wersjach wpisu.",
    )
    name = LineColumn("temat", max_length=100)
    order = models.PositiveSmallIntegerField("kolejność", default=10)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = VisitTopicQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "temat wizyty"
        verbose_name_plural = "tematy wizyt"
        ordering = ["order", "name", "-valid_from"]
        triggers = [*Record.Meta.triggers, kept(), TOPIC_IN_USE]
        constraints = [
            models.CheckConstraint(
                name="visit_topic_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            ExclusionConstraint(
                name="visit_topic_once_a_day",
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
