from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast

from kis.accounts.models import User
from kis.lib import dates
from kis.lib.dates import DAY, polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.commissioned_guards import (
    COMMISSIONED_STARTS_REGISTERED,
    COMMISSIONED_WITHIN_LAW,
    KIND_IS_KEPT,
)
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED, STAYS_APART
from participants.models.person import Person
from participants.stay_guards import STAY_HOLDS_ITS_ROWS

LONGEST = dates.YEARS_PLANNED * 366 * DAY


@tracked()
class Participation(Record, Voidable):
    """A stay in the club. Its acts stand in contracts: only there it is known whether it may begin."""

    class Kind(models.TextChoices):
        CONTRACT = "contract", "z kontraktem"
        # Art. 200 of the act of 20 March 2025; art. 18 ust. 7–9 of the act on social employment.
        COMMISSIONED = "commissioned", "grupa z art. 200 (bez kontraktu)"

    class Outcome(models.TextChoices):
        FINISHED = "finished", "ukończony"
        INTERRUPTED = "interrupted", "przerwany"

    class LeavingReason(models.TextChoices):
        RESIGNED = "resigned", "rezygnacja"
        CONTRACT_BROKEN = "contract_broken", "niedotrzymanie kontraktu"
        EMPLOYED = "employed", "podjęcie pracy"
        MOVED = "moved", "wyjazd lub zmiana gminy"
        HEALTH = "health", "stan zdrowia"
        PRISON = "prison", "kara pozbawienia wolności"
        DEATH = "death", "zgon"
        OTHER = "other", "inne"

    class CarriedOut(models.TextChoices):
        YES = "yes", "tak"
        PARTLY = "partly", "częściowo"
        NO = "no", "nie"

    class Next(models.TextChoices):
        OPEN_MARKET = "open_market", "podjęcie pracy na otwartym rynku"
        BUSINESS = "business", "własna działalność"
        COOPERATIVE = "cooperative", "spółdzielnia socjalna"
        PSU = "psu", "prace społecznie użyteczne"
        PUBLIC_WORKS = "public_works", "roboty publiczne lub prace interwencyjne"
        TRAINEESHIP = "traineeship", "staż"
        TRAINING = "training", "szkolenie lub nauka"
        CIS = "cis", "centrum integracji społecznej"
        SHELTERED = "sheltered", "ZAZ lub WTZ"
        PENSION = "pension", "nabycie emerytury lub renty"
        FURTHER_HELP = "further_help", "dalsze wsparcie ośrodka"
        NOTHING = "nothing", "brak efektu"
        UNKNOWN = "unknown", "nieznane"

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="participations"
    )
    kind = models.CharField("rodzaj udziału", max_length=12, choices=Kind, default=Kind.CONTRACT)
    # Of a commissioned stay: the starosta's contract with the body that runs the club, and who was sent.
    agreement_number = models.CharField("umowa z PUP – numer", max_length=60, blank=True)
    agreement_on = models.DateField("umowa z PUP – dzień zawarcia", null=True, blank=True)
    referral_number = models.CharField("skierowanie – numer", max_length=60, blank=True)
    referral_on = models.DateField("skierowanie – dzień", null=True, blank=True)
    starts_on = models.DateField("początek")
    planned_end_on = models.DateField("planowany koniec")
    rules_version = models.CharField("regulamin – wersja", max_length=60)
    rules_read_on = models.DateField("zapoznano z regulaminem dnia")
    declaration_signed_on = models.DateField("deklaracja podpisana dnia", null=True, blank=True)
    begun_by = models.ForeignKey(
        User, verbose_name="rozpoczął(-ęła)", on_delete=models.PROTECT, related_name="+"
    )

    ends_on = models.DateField("ostatni dzień", null=True, blank=True)
    outcome = models.CharField("wynik", max_length=12, blank=True, choices=Outcome)
    leaving_reason = models.CharField(
        "powód przerwania", max_length=20, blank=True, choices=LeavingReason
    )
    contract_carried_out = models.CharField(
        "kontrakt zrealizowany", max_length=6, blank=True, choices=CarriedOut
    )
    social_effects = models.TextField("efekty społeczne", blank=True)
    vocational_effects = models.TextField("efekty zawodowe", blank=True)
    what_next = models.CharField("co dalej robi osoba", max_length=20, blank=True, choices=Next)
    ended_by = models.ForeignKey(
        User,
        verbose_name="zakończył(a)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = NotVoided.from_queryset(PeriodQuerySet)()
    with_voided = PeriodQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "udział w KIS"
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("person_id", "begun_by_id"),
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
            STAYS_APART,
            KIND_IS_KEPT,
            COMMISSIONED_WITHIN_LAW,
            COMMISSIONED_STARTS_REGISTERED,
            STAY_HOLDS_ITS_ROWS,
        ]
        verbose_name_plural = "udziały w KIS"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="participation_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Udział nie może się skończyć przed początkiem.",
            ),
            models.CheckConstraint(
                name="participation_plan_after_start",
                condition=Q(planned_end_on__gte=F("starts_on")),
                violation_error_message="Planowany koniec nie może być przed początkiem.",
            ),
            models.CheckConstraint(
                name="participation_planned_for_some_years",
                condition=Q(planned_end_on__lte=F("starts_on") + LONGEST),
                violation_error_message="Planowany koniec jest dalej niż "
                f"{dates.YEARS_PLANNED} lat od początku. Sprawdź rok.",
            ),
            models.CheckConstraint(
                name="participation_ended_whole",
                condition=Q(ends_on=None, outcome="", what_next="", ended_by=None)
                | Q(ends_on__isnull=False, ended_by__isnull=False)
                & ~Q(outcome="")
                & ~Q(what_next="")
                & (Q(kind="commissioned") | ~Q(contract_carried_out="")),
                violation_error_message="Zakończenie ma dzień, wynik, ocenę kontraktu i dalszy los.",
            ),
            models.CheckConstraint(
                name="participation_kind_whole",
                condition=Q(
                    kind="contract",
                    agreement_number="",
                    agreement_on=None,
                    referral_number="",
                    referral_on=None,
                    declaration_signed_on__isnull=False,
                )
                | Q(
                    kind="commissioned",
                    agreement_on__isnull=False,
                    referral_on__isnull=False,
                    contract_carried_out="",
                )
                & ~Q(agreement_number="")
                & ~Q(referral_number=""),
                violation_error_message="Udział z art. 200 ma umowę z PUP i skierowanie (numery i dni), a "
                "nie ma oceny kontraktu. Udział z kontraktem ma deklarację.",
            ),
            models.CheckConstraint(
                name="participation_referred_before_start",
                condition=Q(agreement_on__lte=F("referral_on"), referral_on__lte=F("starts_on"))
                | Q(kind="contract"),
                violation_error_message="Najpierw jest umowa z PUP, potem skierowanie, a dopiero potem "
                "udział. Sprawdź te trzy dni.",
            ),
            models.CheckConstraint(
                name="participation_interrupted_for_a_reason",
                condition=Q(outcome="interrupted") & ~Q(leaving_reason="")
                | ~Q(outcome="interrupted") & Q(leaving_reason=""),
                violation_error_message="Podaj powód przerwania (tylko gdy udział przerwano).",
            ),
            ExclusionConstraint(
                name="participation_one_at_a_time",
                expressions=[
                    # As text: else the planner asks this index who takes part, at ten times the price.
                    (Cast("person", models.TextField()), RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
                violation_error_message="W tym czasie osoba już uczestniczy w KIS.",
            ),
            voided_whole("participation_voided_whole", "begun_by"),
        ]
        indexes = [
            models.Index(
                fields=["planned_end_on"],
                name="participation_by_planned_end",
                condition=Q(ends_on=None),
            ),
        ]

    def __str__(self):
        return f"udział od {polish(self.starts_on)}"

    @property
    def author(self):
        return self.begun_by

    @property
    def is_commissioned(self) -> bool:
        """Of art. 200: without a social contract, so that no day of it lacks one."""
        return self.kind == self.Kind.COMMISSIONED
