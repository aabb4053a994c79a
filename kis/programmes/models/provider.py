"""Who gives the services: personal assistants, carers in respite care, institutions."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import Record
from kis.programmes.guards.provider import (
    CHOICE_COVERS_SERVICES,
    CHOICE_NOT_WHILE_RESTRICTED,
    PROVIDER_COVERS_SERVICES,
)
from kis.programmes.models.edition import ENDS_BEFORE_START
from kis.programmes.models.enrolment import Enrolment
from participants.models import Person


class ProviderQuerySet(PeriodQuerySet):
    def in_polish_order(self):
        return self.order_by("name", "pk")


@tracked()
class Provider(Record):
    """`name` is „Nowak Anna” or that of an institution; with a user it writes its own services."""

    class Employment(models.TextChoices):
        CONTRACT = "contract", "umowa o pracę"
        MANDATE = "mandate", "umowa zlecenia"
        SERVICES = "services", "umowa o świadczenie usług"
        COMMISSION = "commission", "usługa zlecona instytucji"

    name = LineColumn("nazwisko i imię albo nazwa", max_length=150)
    is_institution = models.BooleanField(
        "instytucja",
        default=False,
        help_text="Instytucja opiekuje się wieloma osobami naraz; jej godzin nie liczy się jak jednej osoby.",
    )
    user = models.OneToOneField(
        User,
        verbose_name="konto w programie",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="provides",
        help_text="Z kontem wpisuje własne usługi, także z telefonu.",
    )
    # Known where the office has the person in its register: nobody serves oneself.
    person = models.ForeignKey(
        Person,
        verbose_name="osoba z rejestru",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="provides_services",
    )
    phone = models.CharField("telefon", max_length=40, blank=True)
    qualifications = models.TextField(
        "kwalifikacje",
        max_length=500,
        help_text="Wykształcenie w wymaganym kierunku albo doświadczenie, z dokumentem.",
    )
    offender_register_checked_on = models.DateField(
        "RSPTS sprawdzono dnia",
        null=True,
        blank=True,
        help_text="Rejestr Sprawców Przestępstw na Tle Seksualnym. Wymagane do pracy z dziećmi.",
    )
    employment = models.CharField("forma zatrudnienia", max_length=10, choices=Employment)
    contract_number = LineColumn("numer umowy", max_length=80)
    starts_on = models.DateField("umowa od")
    ends_on = models.DateField("umowa do", null=True, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = ProviderQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "osoba świadcząca usługi"
        verbose_name_plural = "osoby świadczące usługi"
        ordering = ["name", "pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("is_institution", "entered_by_id"),
            PROVIDER_COVERS_SERVICES,
        ]
        constraints = [
            models.CheckConstraint(
                name="provider_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            models.CheckConstraint(
                name="provider_has_qualifications",
                condition=~Q(name="") & ~Q(qualifications="") & ~Q(contract_number=""),
                violation_error_message="Wpisz nazwę, kwalifikacje i numer umowy.",
            ),
            models.CheckConstraint(
                name="provider_institution_is_nobody",
                condition=Q(is_institution=False) | Q(user=None, person=None),
                violation_error_message="Instytucja nie ma konta ani kartoteki.",
            ),
        ]

    def __str__(self):
        return self.name


@tracked()
class Choice(Record):
    """A participant has chosen this provider, who declared not to be of the family."""

    enrolment = models.ForeignKey(
        Enrolment, verbose_name="zgłoszenie", on_delete=models.PROTECT, related_name="choices"
    )
    provider = models.ForeignKey(
        Provider,
        verbose_name="osoba świadcząca usługi",
        on_delete=models.PROTECT,
        related_name="choices",
    )
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)
    declared_not_family_on = models.DateField(
        "oświadczenie, że nie jest z rodziny, z dnia", null=True, blank=True
    )
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = PeriodQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "wybór osoby świadczącej usługi"
        verbose_name_plural = "wybory osób świadczących usługi"
        ordering = ["enrolment", "-starts_on", "pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("enrolment_id", "provider_id", "entered_by_id"),
            CHOICE_NOT_WHILE_RESTRICTED,
            CHOICE_COVERS_SERVICES,
        ]
        constraints = [
            models.CheckConstraint(
                name="choice_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            ExclusionConstraint(
                name="choice_once",
                expressions=[
                    ("enrolment", RangeOperators.EQUAL),
                    ("provider", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Ta osoba jest już wybrana w tym czasie.",
            ),
        ]
        indexes = [models.Index(fields=["provider"], name="choice_by_provider")]

    def __str__(self):
        return f"{self.provider}"
