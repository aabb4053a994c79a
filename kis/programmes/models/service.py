"""Hours and days that were given, what they cost besides, and the months that are settled."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from kis.accounts.models import User
from kis.lib.clock import WARSAW
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.programmes.guards import service as guards, settlement as settlement_guards
from kis.programmes.guards.limits import SERVICE_IS_NOT_TOO_MUCH
from kis.programmes.hours import told_hours, told_span
from kis.programmes.models.edition import Edition, Kind
from kis.programmes.models.enrolment import Enrolment
from kis.programmes.models.provider import Provider
from participants.models import Person

LONGEST = datetime.timedelta(hours=24)


class ServiceQuerySet(models.QuerySet):
    def between(self, first, last):
        return self.filter(day__range=(first, last))

    def of_provider(self, user):
        return self.filter(provider__user=user)

    def in_order(self):
        return self.order_by("starts_at", "pk")

    def told(self):
        """With what a list says of each."""
        return self.select_related("enrolment__person", "beneficiary", "provider", "edition")


@tracked()
class Service(Record, Voidable):
    """From one moment to another. An hour that stands twice, in October, is two different hours.

    Hours never cross the end of a month: what is given past midnight is written as a second service. Days of
    round-the-clock care are counted as begun twenty-four hours of the clock on the wall.
    """

    class Form(models.TextChoices):
        HOURS = "hours", "godziny"
        DAYS = "days", "doby"

    class Place(models.TextChoices):
        HOME = "home", "w domu uczestnika"
        OUTSIDE = "outside", "poza domem"
        CENTRE = "centre", "w placówce"
        OTHER = "other", "inne uzgodnione miejsce"

    class Entry(models.TextChoices):
        PHONE = "phone", "z telefonu"
        CARD = "card", "z karty"

    enrolment = models.ForeignKey(
        Enrolment, verbose_name="udział", on_delete=models.PROTECT, related_name="services"
    )
    provider = models.ForeignKey(
        Provider, verbose_name="kto świadczył", on_delete=models.PROTECT, related_name="services"
    )
    # The database writes these five from the participation, the provider and the hours.
    edition = models.ForeignKey(
        Edition,
        verbose_name="edycja",
        on_delete=models.PROTECT,
        related_name="services",
        editable=False,
    )
    beneficiary = models.ForeignKey(
        Person,
        verbose_name="dla kogo",
        on_delete=models.PROTECT,
        related_name="services",
        editable=False,
    )
    programme = models.CharField("program", max_length=10, choices=Kind, editable=False)
    is_one_person = models.BooleanField("świadczyła jedna osoba", default=True, editable=False)
    day = models.DateField("dzień", editable=False)
    form = models.CharField("forma", max_length=5, choices=Form, default=Form.HOURS)
    scope = models.CharField("zakres", max_length=10, choices=Enrolment.Scope, blank=True)
    place = models.CharField("miejsce", max_length=8, choices=Place)
    starts_at = models.DateTimeField("od")
    ends_at = models.DateTimeField("do")
    minutes = models.PositiveIntegerField("minuty", default=0, editable=False)
    days = models.PositiveSmallIntegerField("doby", default=0, editable=False)
    note = models.CharField("uwagi", max_length=300, blank=True)
    entry = models.CharField("wpisano", max_length=5, choices=Entry, default=Entry.CARD)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided.from_queryset(ServiceQuerySet)()
    with_voided = ServiceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "usługa"
        verbose_name_plural = "usługi"
        base_manager_name = "with_voided"
        ordering = ["starts_at", "pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("enrolment_id", "provider_id", "entered_by_id"),
            guards.SERVICE_NOT_WHILE_RESTRICTED,
            guards.SERVICE_FITS,
            SERVICE_IS_NOT_TOO_MUCH,
        ]
        constraints = [
            models.CheckConstraint(
                name="service_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="Usługa kończy się po początku. Sprawdź godziny.",
            ),
            models.CheckConstraint(
                name="service_within_a_day",
                condition=Q(form="days") | Q(ends_at__lte=F("starts_at") + Value(LONGEST)),
                violation_error_message="Jedna usługa trwa najwyżej 24 godziny. Dłuższą wpisz jako dwie.",
            ),
            models.CheckConstraint(
                name="service_of_days_is_respite",
                condition=Q(form="hours") | Q(programme="respite"),
                violation_error_message="Doby są tylko w opiece wytchnieniowej.",
            ),
            ExclusionConstraint(
                name="service_beneficiary_once",
                expressions=[
                    ("beneficiary", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided_at=None),
                violation_error_message="W tych godzinach ta osoba ma już wpisaną usługę, w tym albo w "
                "innym programie. Dwa razy tej samej godziny się nie rozlicza.",
            ),
            ExclusionConstraint(
                name="service_provider_once",
                expressions=[
                    ("provider", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided_at=None, is_one_person=True),
                violation_error_message="W tych godzinach ta osoba świadczyła już inną usługę. Popraw je.",
            ),
            voided_whole("service_voided_whole", "entered_by"),
        ]
        indexes = [
            models.Index(fields=["provider", "starts_at"], name="service_by_provider"),
            models.Index(fields=["edition", "day"], name="service_by_edition"),
            models.Index(fields=["enrolment", "day"], name="service_by_enrolment"),
            models.Index(fields=["beneficiary", "edition"], name="service_by_beneficiary"),
        ]

    def __str__(self):
        return f"usługa {polish(self.day)}"

    def save(self, *args, **kwargs):
        # Else the row says what it said before: the database writes these.
        self.edition_id = self.enrolment.edition_id
        self.beneficiary_id = self.enrolment.beneficiary_id
        self.programme = self.enrolment.edition.kind
        self.is_one_person = not self.provider.is_institution
        self.day = self.starts_at.astimezone(WARSAW).date()
        super().save(*args, **kwargs)

    @property
    def author(self):
        return self.entered_by

    @property
    def when(self) -> str:
        return told_span(self.starts_at, self.ends_at)

    @property
    def quantity(self) -> str:
        """As the database counted it."""
        return told_hours(self.minutes) if self.form == self.Form.HOURS else f"doby: {self.days}"


@tracked()
class Cost(Record, Voidable):
    """A ticket, kilometres of an own car and what else an edition pays besides hours; in zlotys."""

    enrolment = models.ForeignKey(
        Enrolment, verbose_name="udział", on_delete=models.PROTECT, related_name="costs"
    )
    provider = models.ForeignKey(
        Provider, verbose_name="komu", on_delete=models.PROTECT, related_name="costs"
    )
    day = models.DateField("dzień")
    kind = models.CharField("rodzaj", max_length=10, choices=Edition.Cost)
    purpose = models.CharField("trasa i cel", max_length=300)
    kilometres = models.DecimalField(
        "kilometry", max_digits=6, decimal_places=1, null=True, blank=True
    )
    # Of the day on which the row was written, so that a rate changed later does not change what was paid.
    km_rate = models.DecimalField(
        "stawka za km", max_digits=6, decimal_places=2, null=True, blank=True, editable=False
    )
    amount = models.DecimalField("kwota", max_digits=9, decimal_places=2)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "koszt obok godzin"
        verbose_name_plural = "koszty obok godzin"
        base_manager_name = "with_voided"
        ordering = ["day", "pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("enrolment_id", "provider_id", "entered_by_id"),
            guards.COST_NOT_WHILE_RESTRICTED,
            guards.COST_FITS,
        ]
        constraints = [
            models.CheckConstraint(
                name="cost_kilometres_whole",
                condition=Q(kind="own_car", kilometres__gt=0, km_rate__gt=0)
                | ~Q(kind="own_car") & Q(kilometres=None, km_rate=None),
                violation_error_message="Kilometry podaje się przy własnym samochodzie i tylko wtedy.",
            ),
            models.CheckConstraint(
                name="cost_amount_positive",
                condition=Q(amount__gt=0) & ~Q(purpose=""),
                violation_error_message="Wpisz kwotę większą od zera oraz trasę i cel.",
            ),
            voided_whole("cost_voided_whole", "entered_by"),
        ]
        indexes = [models.Index(fields=["enrolment", "day"], name="cost_by_enrolment")]

    def __str__(self):
        return f"{self.get_kind_display()} {polish(self.day)}"

    @property
    def author(self):
        return self.entered_by


@tracked()
class Settlement(Record, Voidable):
    """A month of an edition, or without a month all of it, as it was settled: nothing in it moves then."""

    edition = models.ForeignKey(
        Edition, verbose_name="edycja", on_delete=models.PROTECT, related_name="settlements"
    )
    month = models.DateField("miesiąc", null=True, blank=True, help_text="Pierwszy dzień miesiąca.")
    minutes = models.PositiveIntegerField("minuty")
    days = models.PositiveIntegerField("doby")
    hours_cost = models.DecimalField("koszt godzin i dób", max_digits=12, decimal_places=2)
    other_cost = models.DecimalField("inne koszty", max_digits=12, decimal_places=2)
    # As the paper prints them: kis.programmes.settling says what a line holds.
    lines = models.JSONField("wiersze", default=list)
    settled_at = models.DateTimeField("rozliczono", auto_now_add=True)
    settled_by = models.ForeignKey(
        User,
        verbose_name="rozliczył(a)",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "rozliczenie"
        verbose_name_plural = "rozliczenia"
        base_manager_name = "with_voided"
        ordering = ["edition", F("month").asc(nulls_last=True), "pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept(
                *("edition_id", "month", "minutes", "days", "hours_cost", "other_cost"),
                *("lines", "settled_at", "settled_by_id"),
            ),
            settlement_guards.SETTLEMENT_FITS,
            settlement_guards.SETTLEMENT_ADDS_UP,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "month"],
                name="settlement_once",
                condition=Q(voided_at=None),
                nulls_distinct=False,
                violation_error_message="Ten miesiąc jest już rozliczony.",
            ),
            voided_whole("settlement_voided_whole", "settled_by"),
        ]

    def __str__(self):
        return f"{self.edition}: {polish(self.month) if self.month else 'całość'}"

    @property
    def author(self):
        return self.settled_by

    @property
    def whole(self):
        return self.hours_cost + self.other_cost
