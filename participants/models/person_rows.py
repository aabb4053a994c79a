"""Rows of a person: times at the labour office, jobs, the household, ways of being paid."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Cast

from kis.lib import dates
from kis.lib.columns import AccountColumn, LineColumn
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import Record
from kis.lib.refusals import Refused
from participants.commissioned_guards import COMMISSIONED_STAYS_REGISTERED
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED
from participants.models.person import Person


@tracked()
class LabourOfficePeriod(Record):
    """A time in the register of the labour office (PUP), or of a placement that does not count as one."""

    class Kind(models.TextChoices):
        REGISTERED = "registered", "rejestracja jako bezrobotny(-a)"
        TRAINEESHIP = "traineeship", "staż"
        TRAINING = "training", "przygotowanie zawodowe dorosłych"

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="labour_periods"
    )
    kind = models.CharField("rodzaj okresu", max_length=12, choices=Kind, default=Kind.REGISTERED)
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)
    benefit_until = models.DateField("prawo do zasiłku do", null=True, blank=True)
    last_contact_on = models.DateField("ostatni kontakt z PUP", null=True, blank=True)
    prolonged_until = models.DateField("przedłużony formą pomocy do", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "okres w rejestrze PUP"
        triggers = [
            *Record.Meta.triggers,
            kept("person_id"),
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
            COMMISSIONED_STAYS_REGISTERED,
        ]
        verbose_name_plural = "okresy w rejestrze PUP"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="labour_period_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Okres nie może się skończyć przed początkiem.",
            ),
            models.CheckConstraint(
                name="labour_period_contact_after_start",
                condition=Q(last_contact_on__gte=F("starts_on")),
                violation_error_message="Kontakt nie może być przed początkiem okresu.",
            ),
            models.CheckConstraint(
                name="labour_period_contact_before_end",
                condition=Q(last_contact_on__lte=F("ends_on")),
                violation_error_message="Kontakt nie może być po końcu okresu. Sprawdź obie daty.",
            ),
            models.CheckConstraint(
                name="labour_period_lasts_after_start",
                condition=(Q(benefit_until=None) | Q(benefit_until__gte=F("starts_on")))
                & (Q(prolonged_until=None) | Q(prolonged_until__gte=F("starts_on"))),
                violation_error_message="Prawo do zasiłku i przedłużony status nie mogą się skończyć przed "
                "początkiem okresu.",
            ),
            # A traineeship lies within a registration: only days of one kind are told once.
            ExclusionConstraint(
                name="labour_period_one_of_a_kind",
                expressions=[
                    (Cast("person", models.TextField()), RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tych dniach osoba ma już wpisany okres tego rodzaju. Popraw daty "
                "albo zmień tamten okres.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {dates.polish(self.starts_on)}"

    def clean(self):
        ends = {"benefit_until": "Prawo do zasiłku", "prolonged_until": "Przedłużony status"}
        early = {
            name: f"{what} nie może się skończyć przed początkiem okresu. Sprawdź obie daty."
            for name, what in ends.items()
            if self.starts_on and (day := getattr(self, name)) and day < self.starts_on
        }
        if early:
            raise ValidationError(early)

    def is_registration_on(self, on) -> bool:
        is_running = self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
        return self.kind == self.Kind.REGISTERED and is_running

    def note_contact(self, *, on) -> None:
        """The person was in contact with the office that day. Raises Refused."""
        if self.kind != self.Kind.REGISTERED:
            raise Refused("Kontakt z PUP wpisuje się przy okresie rejestracji jako bezrobotny(-a).")
        if on < self.starts_on:
            raise Refused(f"Kontakt nie może być przed rejestracją {dates.polish(self.starts_on)}.")
        if self.ends_on and on > self.ends_on:
            raise Refused(
                f"Ten okres skończył się {dates.polish(self.ends_on)}. Wpisz kontakt przy tym, który trwa."
            )
        if self.last_contact_on and on < self.last_contact_on:
            raise Refused(f"Wpisano już późniejszy kontakt: {dates.polish(self.last_contact_on)}.")
        self.last_contact_on = on
        self.save(update_fields=["last_contact_on"])


@tracked()
class Job(Record):
    """Work that the person had, or has."""

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="jobs"
    )
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)
    position = LineColumn("stanowisko", max_length=120)
    employer = LineColumn("pracodawca", max_length=150, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "praca"
        triggers = [*Record.Meta.triggers, kept("person_id"), NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED]
        verbose_name_plural = "prace"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="job_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Praca nie może się skończyć przed początkiem.",
            ),
            models.CheckConstraint(
                name="job_has_a_position",
                condition=~Q(position=""),
                violation_error_message="Wpisz stanowisko.",
            ),
        ]

    def __str__(self):
        return f"{self.position} {dates.polish(self.starts_on)}"


@tracked()
class HouseholdMember(Record):
    """Somebody who keeps house with the person; who left it stays, with the last day."""

    class Relation(models.TextChoices):
        SPOUSE = "spouse", "mąż lub żona"
        PARTNER = "partner", "partner lub partnerka"
        CHILD = "child", "dziecko"
        PARENT = "parent", "matka lub ojciec"
        SIBLING = "sibling", "siostra lub brat"
        GRANDPARENT = "grandparent", "babcia lub dziadek"
        OTHER = "other", "inna osoba"

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="household_members"
    )
    relation = models.CharField("kim jest dla osoby", max_length=12, choices=Relation)
    name = LineColumn("imię (i nazwisko)", max_length=150, blank=True)
    born_in = models.PositiveSmallIntegerField("rok urodzenia", null=True, blank=True)
    note = LineColumn("uwagi", max_length=200, blank=True)
    left_on = models.DateField("w gospodarstwie do", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "osoba w gospodarstwie"
        triggers = [*Record.Meta.triggers, kept("person_id"), NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED]
        verbose_name_plural = "osoby w gospodarstwie"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="household_member_born_in_a_likely_year",
                condition=Q(born_in__range=(dates.FIRST_YEAR, dates.LAST_YEAR)),
                violation_error_message=f"Sprawdź rok urodzenia: od {dates.FIRST_YEAR}.",
            )
        ]

    def __str__(self):
        return f"{self.get_relation_display()} {self.name}".strip()

    @property
    def remarks(self) -> str:
        """do 31.08.2026; w szkole"""
        left = f"do {dates.polish(self.left_on)}" if self.left_on else ""
        return "; ".join(filter(None, [left, self.note]))


class BankAccountQuerySet(PeriodQuerySet):
    @transaction.atomic
    def change(self, person, *, starts_on, number="", owner=""):
        """Pay the person this way from the day on; what held until then ends the day before.

        Raises Refused where something newer already stands, and where the person is paid so already.
        """
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if self.filter(person=person, starts_on__gte=starts_on).exists():
            raise Refused(
                f"Od {dates.polish(starts_on)} lub później jest już wpisany sposób wypłaty. "
                "Wybierz późniejszy dzień."
            )
        for row in self.filter(person=person).on(starts_on):
            if (row.number, row.owner, row.ends_on) == (number, owner, None):
                raise Refused(f"Tak osobie wypłaca się już od {dates.polish(row.starts_on)}.")
            row.ends_on = starts_on - dates.DAY
            row.save(update_fields=["ends_on"])
        return self.create(person=person, starts_on=starts_on, number=number, owner=owner)


@tracked()
class BankAccount(Record):
    """How the person is paid from a day on: an account, or the cash desk when the number is empty."""

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="bank_accounts"
    )
    number = AccountColumn("numer rachunku", max_length=26, blank=True)
    owner = LineColumn("właściciel rachunku", max_length=150, blank=True)
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)

    objects = BankAccountQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "sposób wypłaty"
        triggers = [*Record.Meta.triggers, kept("person_id")]
        verbose_name_plural = "sposoby wypłaty"
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="bank_account_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Okres nie może się skończyć przed początkiem.",
            ),
            models.CheckConstraint(
                name="bank_account_is_26_digits",
                condition=Q(number="") | Q(number__regex=r"^[0-9]{26}$"),
                violation_error_message="Numer rachunku ma 26 cyfr.",
            ),
            ExclusionConstraint(
                name="bank_account_one_a_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tym czasie osoba ma już inny sposób wypłaty.",
            ),
        ]

    def __str__(self):
        return self.number or "kasa"
