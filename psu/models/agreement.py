"""The agreement with the starosta: for whom, where, how many hours, at what rate."""

import datetime
from decimal import Decimal
from functools import cached_property

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Floor

from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.history import tracked
from kis.lib.money import hours, zlotys
from kis.lib.numbers import POLISH_WITH_NUMBERS
from kis.lib.periods import covering, period
from kis.lib.records import Record
from psu.guards import agreement as guards
from psu.guards.words import MORE_THAN_ZERO, signed_before, signed_too_late
from psu.models.law import Regime
from psu.models.place import WorkKind, WorkPlace


class AgreementQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        return self.filter(covering(day))

    def within(self, first: datetime.date, last: datetime.date):
        """In force on some day of the period."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def short_of_hours(self, day: datetime.date):
        """In force that day, and what is left of the hours in total would not do for another month like the
        last: no more than was worked in the 30 days before it. Each with `most`, `left` and the day until
        which the hours last at that pace.
        """
        days = self.model._meta.get_field("work_days").related_model.objects
        worked = days.filter(agreement=OuterRef("pk")).order_by().values("agreement")
        sums = self.model._meta.get_field("past_months").related_model.objects
        past = sums.filter(agreement=OuterRef("pk")).order_by().values("agreement")
        month = worked.filter(day__gt=day - MONTH, day__lte=day)
        annexes = self.model._meta.get_field("annexes").related_model.objects
        latest = annexes.filter(agreement=OuterRef("pk")).order_by("-valid_from")
        return (
            self.on(day)
            .annotate(most=Coalesce(Subquery(latest.values("total_hours")[:1]), "total_hours"))
            .annotate(
                left=F("most")
                - Coalesce(_sum_of(worked), Decimal(0))
                - Coalesce(_sum_of(past), Decimal(0))
            )
            .annotate(lately=_sum_of(month))
            .filter(left__lte=F("lately"))
            .annotate(last_until=ExpressionWrapper(Value(day) + DAYS_LEFT, models.DateField()))
        )


MONTH = datetime.timedelta(days=30)
DAYS_LEFT = Cast(Floor(F("left") * MONTH.days / F("lately")), models.IntegerField())


def _sum_of(days):
    return Subquery(days.values(sum=Sum("hours")), output_field=models.DecimalField())


HOURS_OF_A_WEEK, HOURS_OF_A_MONTH = 168, 744


def limits_are_sound(name: str) -> models.CheckConstraint:
    # The upper bounds keep NaN out: it is greater than any number.
    return models.CheckConstraint(
        name=name,
        condition=Q(total_hours__gt=0, total_hours__lt=10_000_000)
        & (Q(monthly_hours=None) | Q(monthly_hours__gt=0, monthly_hours__lte=HOURS_OF_A_MONTH))
        & Q(weekly_hours__gt=0, weekly_hours__lte=HOURS_OF_A_WEEK)
        & Q(persons__gt=0, refund_percent__range=(0, 100))
        & (Q(carer_refund_percent=None) | Q(carer_refund_percent__range=(0, 100))),
        violation_error_message="Limity i liczba osób muszą być większe od 0, godziny najwyżej 168 "
        "w tygodniu i 744 w miesiącu, procent od 0 do 100.",
    )


class AgreedTerms(models.Model):
    """What an agreement, and each of its annexes from its day on, sets.

    The limits are per person, except the hours in total; each is at most the regime's ceiling.
    """

    # Art. 142 ust. 6 of the act of 20 March 2025 (Dz.U. 2025 poz. 620): an agreement names the hours (pkt 2)
    # and how many unemployed people will be referred (pkt 1).
    total_hours = models.DecimalField("godziny łącznie", max_digits=9, decimal_places=2)
    # No act of law sets a month. Agreements of the old act name one, see Regime.usual_monthly_hours; those of
    # the new one may.
    monthly_hours = models.DecimalField(
        "najwyżej godzin osoby w miesiącu", max_digits=5, decimal_places=2, null=True, blank=True
    )
    # Art. 142 ust. 11, and art. 73a ust. 1 of the act of 20 April 2004 before it: at most 10 hours a week.
    weekly_hours = models.DecimalField(
        "najwyżej godzin osoby w tygodniu", max_digits=5, decimal_places=2, default=Decimal(10)
    )
    persons = models.PositiveSmallIntegerField("liczba osób")
    # Art. 142 ust. 14: up to 60 % of the minimum; 0 where the commune pays alone (ust. 15).
    refund_percent = models.DecimalField(
        "refundacja, % stawki minimalnej", max_digits=5, decimal_places=2, default=Decimal(60)
    )
    # Art. 142 ust. 14: 100 % of it for work at carers of disabled persons.
    carer_refund_percent = models.DecimalField(
        "refundacja u opiekunów osób z niepełnosprawnościami, %",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
    )

    class Meta:
        abstract = True

    # The constraint and the guards hold the same; said here, the words stand at their fields.
    def out_of_bounds(self) -> dict[str, str]:
        """Sentences about what no terms may say, whatever the law, by the field."""
        errors = {}
        for field, most, sentence in (
            ("total_hours", None, ""),
            ("monthly_hours", HOURS_OF_A_MONTH, f"Miesiąc ma najwyżej {HOURS_OF_A_MONTH} godziny."),
            ("weekly_hours", HOURS_OF_A_WEEK, f"Tydzień ma {HOURS_OF_A_WEEK} godzin."),
            ("persons", None, ""),
        ):
            value = getattr(self, field)
            if value is not None and value <= 0:
                errors[field] = MORE_THAN_ZERO
            elif value is not None and most is not None and value > most:
                errors[field] = sentence
        for field in ("refund_percent", "carer_refund_percent"):
            value = getattr(self, field)
            if value is not None and not 0 <= value <= 100:
                wrong = "mniejszy od 0" if value < 0 else "większy od 100"
                errors[field] = f"Procent nie może być {wrong}."
        return errors

    def above_ceilings(self, ceilings) -> dict[str, str]:
        """Sentences about what exceeds the law, by the field."""
        errors = {}
        for ceiling in ceilings:
            for field, most, unit in (
                ("weekly_hours", ceiling.weekly_hours, "godz. w tygodniu"),
                ("monthly_hours", ceiling.monthly_hours, "godz. w miesiącu"),
                ("refund_percent", ceiling.refund_max_percent, "%"),
                ("carer_refund_percent", ceiling.carer_refund_max_percent, "%"),
            ):
                value = getattr(self, field)
                if most is not None and value is not None and value > most:
                    errors[field] = (
                        f"Przepisy pozwalają najwyżej na {hours(most)} {unit} ({ceiling.source})."
                    )
        return errors

    def percent_at(self, place: WorkPlace) -> Decimal:
        """Of the minimum rate that is refunded for work there."""
        if place.is_carer_home and self.carer_refund_percent is not None:
            return self.carer_refund_percent
        return self.refund_percent


@tracked()
class Agreement(Record, AgreedTerms):
    """Its own terms hold until its first annex."""

    number = LineColumn(
        "numer",
        max_length=60,
        unique=True,
        db_collation=POLISH_WITH_NUMBERS,
        error_messages={"unique": "Porozumienie o tym numerze już jest."},
    )
    signed_on = models.DateField("podpisano dnia")
    regime = models.ForeignKey(
        Regime, verbose_name="przepisy", on_delete=models.PROTECT, related_name="agreements"
    )
    county_office = LineColumn("starosta (powiat)", max_length=150, blank=True)
    starts_on = models.DateField("od")
    ends_on = models.DateField("do")
    # Art. 142 ust. 6 pkt 2: an agreement names its posts, beside the hours.
    posts = models.PositiveSmallIntegerField("liczba stanowisk", null=True, blank=True)
    # Pkt 4–8: what else it names. A town with county rights has no agreement but an application of the head
    # of the centre with the same content (ust. 7).
    is_application = models.BooleanField(
        "wniosek kierownika ośrodka zamiast porozumienia (miasto na prawach powiatu)", default=False
    )
    financing = models.TextField("kwoty i źródła finansowania", blank=True)
    refund_dates = models.CharField("terminy refundacji", max_length=300, blank=True)
    information = models.TextField("sposób przekazywania informacji", blank=True)
    monitoring = models.TextField("sposób kontroli i zakres monitorowania", blank=True)
    remarks = models.TextField("inne ustalenia i uwagi", blank=True)
    places = models.ManyToManyField(
        WorkPlace, through="psu.AgreementPlace", related_name="agreements", blank=True
    )
    kinds = models.ManyToManyField(
        WorkKind, through="psu.AgreementKind", related_name="agreements", blank=True
    )

    objects = AgreementQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "porozumienie"
        verbose_name_plural = "porozumienia"
        ordering = ["-starts_on", "number"]
        triggers = [*Record.Meta.triggers, *guards.AGREEMENT]
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Porozumienie nie może się skończyć przed początkiem.",
            ),
            limits_are_sound("agreement_limits_positive"),
        ]

    def __str__(self):
        return self.number

    @property
    def named(self) -> str:
        """porozumienie nr 4/2026 z 1.05.2026"""
        word = "wniosek" if self.is_application else "porozumienie"
        return f"{word} nr {self.number} z {polish(self.signed_on)}"

    def holds(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def clean(self):
        errors = self.out_of_bounds() | self._wrong_days()
        if self.signed_on and self.regime_id:
            errors |= self._other_regime()
        if self.regime_id and self.starts_on and self.ends_on and "ends_on" not in errors:
            errors |= self.above_ceilings(self.ceilings(self.starts_on, self.ends_on))
        if self.regime_id and self.regime.is_old and self.monthly_hours is None:
            errors["monthly_hours"] = guards.SENTENCES["agreement_without_month"]
        if errors:
            raise ValidationError(errors)

    def _wrong_days(self) -> dict[str, str]:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            return {"ends_on": "Porozumienie nie może się skończyć przed początkiem."}
        if self.signed_on and self.ends_on and self.signed_on > self.ends_on:
            return {"signed_on": signed_too_late(self.ends_on)}
        if self.signed_on and self.pk and self.annexes.filter(signed_on__lt=self.signed_on):
            return {"signed_on": signed_before(self.signed_on)}
        return {}

    def _other_regime(self) -> dict[str, str]:
        if Regime.objects.signed(self.signed_on).filter(pk=self.regime_id).exists():
            return {}
        return {
            "regime": f"Porozumienie podpisane {polish(self.signed_on)} wykonuje się według "
            "innych przepisów. Sprawdź dzień podpisania."
        }

    def ceilings(self, first: datetime.date, last: datetime.date):
        """The ceilings of law in force on some day of the period. One query, when read."""
        rows = self.regime.ceilings.filter(valid_from__lte=last)
        # A ceiling holds until the next one begins: the one of the first day is the last that began by then.
        earliest = rows.filter(valid_from__lte=first).order_by("-valid_from")[:1]
        return rows.filter(Q(valid_from__gt=first) | Q(pk__in=earliest.values("pk")))

    @cached_property
    def later_terms(self) -> list:
        """The annexes, the latest first. One query."""
        return sorted(self.annexes.all(), key=lambda annex: annex.valid_from, reverse=True)

    def terms_on(self, day: datetime.date) -> AgreedTerms:
        """Those of the last annex that holds that day, else the agreement's own."""
        return next((annex for annex in self.later_terms if annex.valid_from <= day), self)

    @property
    def latest_terms(self) -> AgreedTerms:
        return next(iter(self.later_terms), self)

    def places_on(self, day: datetime.date) -> models.QuerySet[WorkPlace]:
        return WorkPlace.objects.filter(pk__in=self.agreement_places.on(day).values("place"))

    def kinds_on(self, day: datetime.date) -> models.QuerySet[WorkKind]:
        return WorkKind.objects.filter(pk__in=self.agreement_kinds.on(day).values("kind"))

    def hours_left(self) -> Decimal:
        """Of the hours in total, with those of months that are entered as a sum. Two queries."""
        worked = self.work_days.aggregate(sum=Sum("hours"))["sum"] or Decimal(0)
        return self.latest_terms.total_hours - worked - self.past_months.hours()


@tracked()
class AgreementPeriod(Record):
    """How many people may work at one time in a part of the agreement's time."""

    agreement = models.ForeignKey(
        Agreement, verbose_name="porozumienie", on_delete=models.CASCADE, related_name="periods"
    )
    starts_on = models.DateField("od")
    ends_on = models.DateField("do")
    persons = models.PositiveSmallIntegerField("liczba osób")

    class Meta(Record.Meta):
        verbose_name = "okres porozumienia"
        verbose_name_plural = "okresy porozumienia"
        ordering = ["starts_on"]
        triggers = [*Record.Meta.triggers, *guards.PERIOD]
        constraints = [
            models.CheckConstraint(
                name="agreement_period_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Okres nie może się skończyć przed początkiem.",
            ),
            ExclusionConstraint(
                name="agreement_period_one_a_day",
                expressions=[
                    ("agreement", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Okresy porozumienia nie mogą na siebie zachodzić.",
            ),
        ]

    def __str__(self):
        return f"{polish(self.starts_on)}–{polish(self.ends_on)}: {self.persons}"

    def clean(self):
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Okres nie może się skończyć przed początkiem."})
        errors = self._outside_agreement()
        if self.persons == 0:
            errors["persons"] = MORE_THAN_ZERO
        if errors:
            raise ValidationError(errors)

    def _outside_agreement(self) -> dict[str, str]:
        deal, errors = self.agreement, {}
        if self.starts_on and deal.starts_on and self.starts_on < deal.starts_on:
            errors["starts_on"] = f"Porozumienie obowiązuje od {polish(deal.starts_on)}."
        if self.ends_on and deal.ends_on and self.ends_on > deal.ends_on:
            errors["ends_on"] = f"Porozumienie obowiązuje do {polish(deal.ends_on)}."
        return errors


class AgreedRateQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        return self.filter(covering(day, "valid_from", "valid_to"))


@tracked()
class AgreedRate(Record):
    """What an hour of a kind of work is paid under the agreement, from–to.

    Below the day's minimum it counts as missing: a new minimum is never refused, the agreement follows.
    """

    agreement = models.ForeignKey(
        Agreement, verbose_name="porozumienie", on_delete=models.CASCADE, related_name="rates"
    )
    kind = models.ForeignKey(
        WorkKind, verbose_name="rodzaj pracy", on_delete=models.PROTECT, related_name="agreed_rates"
    )
    per_hour = models.DecimalField("stawka za godzinę, zł", max_digits=6, decimal_places=2)
    valid_from = models.DateField("od")
    valid_to = models.DateField("do", null=True, blank=True)

    objects = AgreedRateQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "stawka w porozumieniu"
        verbose_name_plural = "stawki w porozumieniu"
        ordering = ["kind", "-valid_from"]
        triggers = [*Record.Meta.triggers, *guards.AGREED_RATE]
        constraints = [
            models.CheckConstraint(
                name="agreed_rate_ends_after_start",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message="Stawka nie może się skończyć przed początkiem.",
            ),
            models.CheckConstraint(
                name="agreed_rate_positive",
                condition=Q(per_hour__gt=Decimal(0), per_hour__lt=10_000),
                violation_error_message="Stawka musi być większa od 0.",
            ),
            ExclusionConstraint(
                name="agreed_rate_one_a_day",
                expressions=[
                    ("agreement", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Ten rodzaj pracy ma już w tym czasie stawkę.",
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {zlotys(self.per_hour)}"

    def clean(self):
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "Stawka nie może się skończyć przed początkiem."})
        deal = self.agreement
        # One that only reaches beyond its agreement is right: the next annex may reach as far.
        if self.valid_from and deal.ends_on and self.valid_from > deal.ends_on:
            raise ValidationError(
                {"valid_from": f"Porozumienie obowiązuje tylko do {polish(deal.ends_on)}."}
            )
        if self.valid_to and deal.starts_on and self.valid_to < deal.starts_on:
            raise ValidationError(
                {"valid_to": f"Porozumienie obowiązuje dopiero od {polish(deal.starts_on)}."}
            )
