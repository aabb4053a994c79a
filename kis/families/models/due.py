"""What of a work with a family is to be done by when: in one query, with the day as an argument.

A term of months ends on the same day of the month, or on its last one where there is no such day: the
database's `day + n months` and kis.lib.dates.add_months say the same.
"""

import datetime

from django.db import models
from django.db.models import (
    DateField,
    DurationField,
    F,
    Func,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from kis.lib.dates import add_months

ASSESSMENT_MONTHS = 6  # art. 15 ust. 1 pkt 15: "nie rzadziej niż co pół roku"


def assessment_due(
    starts_on: datetime.date | None, last_on: datetime.date | None
) -> datetime.date | None:
    """The last day of the next periodic assessment: half a year from the last one, or from the beginning."""
    since = last_on or starts_on
    return add_months(since, ASSESSMENT_MONTHS) if since else None


def _months_later(day, months) -> Cast:
    span = Func(
        Cast(months, models.IntegerField()),
        template="make_interval(months => %(expressions)s)",
        output_field=DurationField(),
    )
    return Cast(
        models.ExpressionWrapper(day + span, output_field=models.DateTimeField()), DateField()
    )


class DueQuerySet(models.QuerySet):
    """Of cooperations."""

    def _related(self, name):
        """Rows of a later module, not voided ones."""
        return self.model._meta.get_field(name).related_model.objects

    def with_assessment_due(self, on: datetime.date):
        """Each with `last_assessed_on`, by what was handed over until the day, and `assessment_due`."""
        last = (
            self._related("assessments")
            .filter(cooperation=OuterRef("pk"), on__lte=on, handed_on__lte=on)
            .order_by()
            .values("cooperation")
            .annotate(last=Max("on"))
            .values("last")
        )
        return self.annotate(
            last_assessed_on=Subquery(last),
            assessment_due=_months_later(
                Coalesce(F("last_assessed_on"), F("starts_on")), Value(ASSESSMENT_MONTHS)
            ),
        )

    def assessments_late(self, on):
        """At work, past the term. On the last day itself it is still in time."""
        due = self.active(on).with_assessment_due(on).filter(assessment_due__lt=on)
        return due.order_by("assessment_due", "pk")

    def assessments_coming(self, on, until):
        """At work, the term is between the two days."""
        due = self.active(on).with_assessment_due(on)
        return due.filter(assessment_due__range=(on, until)).order_by("assessment_due", "pk")

    def without_signed_plan(self, on):
        """At work, with no plan in force that day."""
        plans = self._related("plans").in_force(on).filter(cooperation=OuterRef("pk"))
        return self.active(on).exclude(models.Exists(plans)).order_by("starts_on", "pk")

    def with_report_due(self, on):
        """Those whose court orders reports, each with `report_due`: so long after the last one sent."""
        last = (
            self._related("court_papers")
            .filter(cooperation=OuterRef("pk"), kind="report", sent_on__lte=on)
            .order_by()
            .values("cooperation")
            .annotate(last=Max("period_to"))
            .values("last")
        )
        return self.filter(court_report_months__isnull=False, starts_on__isnull=False).annotate(
            last_reported_to=Subquery(last),
            report_due=_months_later(
                Coalesce(F("last_reported_to"), F("starts_on")), F("court_report_months")
            ),
        )

    def reports_due(self, on, until):
        """At work, a report to the court is due by the second day; late ones first."""
        due = self.active(on).with_report_due(on).filter(report_due__lte=until)
        return due.order_by("report_due", "pk")

    def with_monitoring_due(self):
        """Monitored ones, each with `next_step` in months, by the steps of its end, and `monitoring_due`."""
        steps = self.model._meta.apps.get_model("families.MonitoringStep").objects
        noted = self._related("monitoring").filter(
            cooperation=OuterRef(OuterRef("pk")), months=OuterRef("months")
        )
        ended = OuterRef("ended_on")
        next_step = (
            steps.filter(Q(valid_from__lte=ended), Q(valid_to=None) | Q(valid_to__gte=ended))
            .exclude(models.Exists(noted))
            .order_by()
            .values(one=Value(1))
            .annotate(next=Min("months"))
            .values("next")
        )
        return (
            self.monitored()
            .annotate(next_step=Subquery(next_step))
            .annotate(monitoring_due=_months_later(F("ended_on"), F("next_step")))
        )

    def monitoring_due_by(self, until):
        """Behind the end of the work, a step is due by the day; late ones first."""
        due = self.with_monitoring_due().filter(monitoring_due__lte=until)
        return due.order_by("monitoring_due", "pk")

    def monitoring_done(self):
        """Every step was taken: the monitoring may be ended."""
        return self.with_monitoring_due().filter(next_step=None)
