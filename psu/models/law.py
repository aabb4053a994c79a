"""What the law says of socially useful work, dated: whose act an agreement follows, ceilings, rates."""

import datetime
from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.lib.dates import polish
from kis.lib.history import tracked
from kis.lib.money import zlotys
from kis.lib.periods import covering, period
from kis.lib.records import Record
from psu.guards import law as guards
from psu.rules import regimes
from psu.rules.minimum_rates import Minimum, doubts


class RegimeQuerySet(models.QuerySet):
    def signed(self, on: datetime.date):
        """The regime that an agreement signed that day follows to its end, whatever act comes later."""
        return self.filter(covering(on, "signed_from", "signed_until"))


@tracked()
class Regime(Record):
    """The act that an agreement is carried out under: it follows from the day of signing.

    Art. 435 ust. 1 of the act of 20 March 2025 on the labour market: agreements made before 1 June 2025
    are carried out under the previous provisions, see psu.rules.regimes.
    """

    class Code(models.TextChoices):
        OLD = regimes.OLD, "dotychczasowe (porozumienia do 31.05.2025)"
        NEW = regimes.NEW, "nowe (porozumienia od 1.06.2025)"

    code = models.CharField("przepisy", max_length=4, choices=Code, unique=True)
    name = models.CharField("nazwa", max_length=200)
    signed_from = models.DateField("porozumienia podpisane od")
    signed_until = models.DateField("porozumienia podpisane do", null=True, blank=True)
    source = models.CharField("źródło", max_length=300)

    objects = RegimeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "przepisy PSU"
        verbose_name_plural = "przepisy PSU"
        ordering = ["signed_from"]
        triggers = [*Record.Meta.triggers, *guards.REGIME]
        constraints = [
            models.CheckConstraint(
                name="regime_ends_after_start",
                condition=Q(signed_until__gte=F("signed_from")),
                violation_error_message="Koniec nie może być przed początkiem.",
            ),
            ExclusionConstraint(
                name="regime_one_a_day",
                expressions=[(period("signed_from", "signed_until"), RangeOperators.OVERLAPS)],
                violation_error_message="Porozumienia z tego czasu mają już inne przepisy.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        _refuse_reversed(self, "signed_from", "signed_until")

    @property
    def is_old(self) -> bool:
        return self.code == self.Code.OLD

    @property
    def usual_monthly_hours(self) -> Decimal | None:
        return regimes.usual_month(self.code)

    def ceiling_on(self, day: datetime.date) -> "Ceiling | None":
        """The ceilings of law in force that day. One query."""
        return self.ceilings.filter(valid_from__lte=day).order_by("-valid_from").first()


def _refuse_reversed(row, first: str, last: str) -> None:
    """Keyed by a field: an exclusion over a reversed range would fail before it can be told."""
    starts, ends = getattr(row, first), getattr(row, last)
    if starts and ends and ends < starts:
        raise ValidationError({last: "Koniec nie może być przed początkiem."})


@tracked()
class Ceiling(Record):
    """The ceilings of law from a day on, until the next row; empty where the law sets none."""

    regime = models.ForeignKey(
        Regime, verbose_name="przepisy", on_delete=models.PROTECT, related_name="ceilings"
    )
    valid_from = models.DateField("obowiązuje od")
    # Art. 142 ust. 11 of the act of 20 March 2025 (Dz.U. 2025 poz. 620) and art. 73a ust. 1 of the act of 20
    # April 2004.
    weekly_hours = models.DecimalField(
        "najwyżej godzin w tygodniu", max_digits=5, decimal_places=2, null=True, blank=True
    )
    monthly_hours = models.DecimalField(
        "najwyżej godzin w miesiącu", max_digits=5, decimal_places=2, null=True, blank=True
    )
    # Art. 142 ust. 14, art. 73a ust. 5.
    refund_max_percent = models.DecimalField(
        "refundacja najwyżej, % stawki minimalnej", max_digits=5, decimal_places=2
    )
    # Art. 142 ust. 14: of the minimum, for work at carers of disabled persons. The old act knew none of it.
    carer_refund_max_percent = models.DecimalField(
        "refundacja u opiekunów osób z niepełnosprawnościami najwyżej, %",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
    )
    # Art. 142 ust. 11: "przez okres nie dłuższy niż 180 dni w roku kalendarzowym".
    year_days = models.PositiveSmallIntegerField(
        "najwyżej dni w roku kalendarzowym", null=True, blank=True
    )
    # The act does not say whether the days between two referrals belong to the period.
    pauses_count = models.BooleanField(
        "przerwy między skierowaniami liczą się do dni w roku",
        default=False,
        help_text="Ustawa tego nie rozstrzyga. Uzgodnij sposób liczenia z PUP.",
    )
    source = models.CharField("źródło", max_length=300)

    class Meta(Record.Meta):
        verbose_name = "granice ustawowe"
        verbose_name_plural = "granice ustawowe"
        ordering = ["regime", "-valid_from"]
        triggers = [*Record.Meta.triggers, *guards.CEILING]
        constraints = [
            models.UniqueConstraint(
                fields=["regime", "valid_from"],
                name="ceiling_once_a_day",
                violation_error_message="Od tego dnia są już wpisane granice.",
            ),
            models.CheckConstraint(
                name="ceiling_positive",
                condition=(Q(weekly_hours=None) | Q(weekly_hours__gt=0, weekly_hours__lte=168))
                & (Q(monthly_hours=None) | Q(monthly_hours__gt=0, monthly_hours__lte=744))
                & Q(refund_max_percent__range=(0, 100))
                & (Q(carer_refund_max_percent=None) | Q(carer_refund_max_percent__range=(0, 100)))
                & (Q(year_days=None) | Q(year_days__range=(1, 366))),
                violation_error_message="Godziny i dni muszą być większe od 0, a procent od 0 do 100.",
            ),
        ]

    def __str__(self):
        return f"{self.regime} od {polish(self.valid_from)}"


class RateQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        return self.filter(covering(day, "valid_from", "valid_to"))


@tracked()
class Rate(Record):
    """The minimum benefit for an hour under a regime; the base of the refund."""

    regime = models.ForeignKey(
        Regime, verbose_name="przepisy", on_delete=models.PROTECT, related_name="rates"
    )
    # Art. 142 ust. 12: the minimum rate for an hour of the act of 10 October 2002; art. 73a ust. 3: an amount
    # of its own, raised each 1 June.
    per_hour = models.DecimalField("najmniej za godzinę, zł", max_digits=6, decimal_places=2)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)
    source = models.CharField("źródło", max_length=300)

    objects = RateQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "stawka minimalna"
        verbose_name_plural = "stawki minimalne"
        ordering = ["regime", "-valid_from"]
        triggers = [*Record.Meta.triggers, *guards.RATE]
        constraints = [
            models.CheckConstraint(
                name="rate_ends_after_start",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message="Koniec nie może być przed początkiem.",
            ),
            models.CheckConstraint(
                name="rate_positive",
                condition=Q(per_hour__gt=Decimal(0), per_hour__lt=10_000),
                violation_error_message="Stawka musi być większa od 0.",
            ),
            ExclusionConstraint(
                name="rate_one_a_day",
                expressions=[
                    ("regime", RangeOperators.EQUAL),
                    (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tym czasie obowiązuje już inna stawka minimalna. "
                "Najpierw wpisz jej ostatni dzień.",
            ),
        ]

    def __str__(self):
        return f"{zlotys(self.per_hour)} od {polish(self.valid_from)}"

    def holds_on(self, day: datetime.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def doubts(self) -> list[str]:
        """What is unlikely of it beside the other rates of its regime, in sentences. One query."""
        others = Rate.objects.filter(regime=self.regime_id).exclude(pk=self.pk)
        rows = others.values_list("valid_from", "per_hour")
        return doubts(Minimum(self.valid_from, self.per_hour), [Minimum(*row) for row in rows])

    def clean(self):
        _refuse_reversed(self, "valid_from", "valid_to")
