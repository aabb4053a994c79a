"""The work of an assistant with a family: from the application to the end of the monitoring behind it."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from kis.accounts.models import User
from kis.documents.models import Document
from kis.families.guards import assignment as guards
from kis.families.guards.load import ASSIGNMENT_IS_NOT_TOO_MUCH
from kis.families.guards.papers import COOPERATION_KEEPS_PAPERS
from kis.families.guards.visit import ASSIGNMENT_COVERS_VISITS
from kis.families.models.assistant import Assistant
from kis.families.models.due import DueQuerySet
from kis.families.models.family import Family
from kis.lib.columns import LineColumn
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, covering, period
from kis.lib.records import NotVoided, Record, Voidable, voided_whole

# Of a family's own application under the act "Za życiem" (4.11.2016).
FOR_LIFE_DAYS = 2


class CooperationQuerySet(DueQuerySet):
    def of_assistant(self, user, on):
        """Those whose assistant the user is that day or will be, or whom the user monitors."""
        own = Assignment.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=on),
            cooperation=OuterRef("pk"),
            assistant__user=user.pk,
        )
        return self.filter(Exists(own) | Q(monitored_by=user.pk, monitoring_ended_on=None))

    def waiting(self):
        """For the head to assign an assistant, or to say no."""
        return self.filter(starts_on=None, refused_on=None)

    def active(self, on):
        """With an assistant at work that day; monitoring behind the end does not count."""
        return self.filter(covering(on, "starts_on", "ended_on"))

    def monitored(self):
        return self.filter(
            ended_on__isnull=False, monitored_by__isnull=False, monitoring_ended_on=None
        )


@tracked()
class Cooperation(Record, Voidable):
    class Basis(models.TextChoices):
        CONSENT = "consent", "zgoda rodziny"
        COURT = "court", "postanowienie sądu"
        MINOR = "minor_parent", "małoletni rodzic (art. 11 ust. 1a)"
        FOR_LIFE = "for_life", "„Za życiem” – własny wniosek rodziny"

    class EndReason(models.TextChoices):
        GOALS_MET = "goals_met", "cele osiągnięte"
        GAVE_UP = "gave_up", "rodzina zrezygnowała"
        NO_COOPERATION = "no_cooperation", "brak współpracy"
        MOVED = "moved", "zmiana miejsca zamieszkania"
        IN_CARE = "in_care", "dzieci w pieczy zastępczej bez planu powrotu"
        COURT = "court", "postanowienie sądu"
        OTHER = "other", "inny powód"

    family = models.ForeignKey(
        Family, verbose_name="rodzina", on_delete=models.PROTECT, related_name="cooperations"
    )
    basis = models.CharField("podstawa", max_length=12, choices=Basis)
    interview_on = models.DateField("wywiad środowiskowy dnia", null=True, blank=True)
    interview_by = LineColumn("wywiad przeprowadził(a)", max_length=150, blank=True)
    applied_on = models.DateField("data wniosku")
    applied_by = models.ForeignKey(
        User,
        verbose_name="wnioskuje",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Pracownik socjalny; puste, gdy wniosku nie składał pracownik socjalny.",
    )
    application_number = LineColumn("numer wniosku", max_length=60, blank=True)
    reasons = models.TextField("uzasadnienie", max_length=4000)
    court_name = LineColumn("sąd", max_length=150, blank=True)
    court_number = LineColumn("sygnatura", max_length=60, blank=True)
    court_on = models.DateField("postanowienie z dnia", null=True, blank=True)
    court_report_months = models.PositiveSmallIntegerField(
        "sprawozdanie dla sądu co ile miesięcy",
        null=True,
        blank=True,
        help_text="Jak nakazał sąd; puste, gdy nie nakazał.",
    )
    consent_on = models.DateField("zgoda rodziny z dnia", null=True, blank=True)
    consent_scan = models.ForeignKey(
        Document,
        verbose_name="skan zgody",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    refused_on = models.DateField("nie uwzględniono dnia", null=True, blank=True)
    refused_by = models.ForeignKey(
        User,
        verbose_name="nie uwzględnił(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    refusal_reason = models.TextField("dlaczego nie", max_length=1000, blank=True)
    # The first day of the first assignment; the database writes it.
    starts_on = models.DateField("praca od", null=True, blank=True, editable=False)
    ended_on = models.DateField("praca do", null=True, blank=True)
    end_reason = models.CharField("powód zakończenia", max_length=14, blank=True, choices=EndReason)
    end_note = models.TextField("o zakończeniu", max_length=2000, blank=True)
    closing_number = LineColumn(
        "numer pisma o zakończeniu", max_length=60, blank=True, editable=False
    )
    ended_by = models.ForeignKey(
        User,
        verbose_name="zakończył(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    monitored_by = models.ForeignKey(
        User,
        verbose_name="monitoruje",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="monitors",
        help_text="Puste: bez monitorowania.",
    )
    monitoring_ended_on = models.DateField("monitorowanie do", null=True, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided.from_queryset(CooperationQuerySet)()
    with_voided = CooperationQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "praca z rodziną"
        verbose_name_plural = "prace z rodzinami"
        base_manager_name = "with_voided"
        ordering = ["-applied_on", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("family_id", "entered_by_id"),
            guards.COOPERATION_LIFE,
            COOPERATION_KEEPS_PAPERS,
        ]
        constraints = [
            models.CheckConstraint(
                name="cooperation_court_whole",
                condition=Q(basis="court", court_on__isnull=False)
                & ~Q(court_name="")
                & ~Q(court_number="")
                | ~Q(basis="court")
                & Q(court_on=None, court_name="", court_number="", court_report_months=None),
                violation_error_message="Przy postanowieniu sądu podaj sąd, sygnaturę i dzień; tylko wtedy.",
            ),
            models.CheckConstraint(
                name="cooperation_applied_by",
                condition=~Q(basis="consent") | Q(applied_by__isnull=False),
                violation_error_message="O asystenta za zgodą rodziny wnioskuje pracownik socjalny "
                "(art. 11 ust. 2 ustawy o wspieraniu rodziny).",
            ),
            models.CheckConstraint(
                name="cooperation_interview_before",
                condition=~Q(basis="consent") & Q(interview_on=None)
                | Q(interview_on__isnull=False, interview_on__lte=F("applied_on")),
                violation_error_message="Przed wnioskiem jest wywiad środowiskowy (art. 11 ust. 1 ustawy o "
                "wspieraniu rodziny): podaj jego dzień, nie późniejszy niż wniosek.",
            ),
            models.CheckConstraint(
                name="cooperation_refused_whole",
                condition=Q(refused_on=None, refused_by=None, refusal_reason="")
                | Q(
                    refused_on__isnull=False,
                    refused_on__gte=F("applied_on"),
                    refused_by__isnull=False,
                    starts_on=None,
                )
                & ~Q(refusal_reason=""),
                violation_error_message="Odmowa ma dzień, nie wcześniejszy niż wniosek, i powód.",
            ),
            models.CheckConstraint(
                name="cooperation_ended_whole",
                condition=Q(ended_on=None, ended_by=None, end_reason="", monitored_by=None)
                | Q(
                    starts_on__isnull=False,
                    ended_on__isnull=False,
                    ended_on__gte=F("starts_on"),
                    ended_by__isnull=False,
                )
                & ~Q(end_reason=""),
                violation_error_message="Zakończenie ma powód i ostatni dzień, nie przed pierwszym.",
            ),
            models.CheckConstraint(
                name="cooperation_other_end_told",
                condition=~Q(end_reason="other") | ~Q(end_note=""),
                violation_error_message="Przy innym powodzie napisz, jaki to powód.",
            ),
            models.CheckConstraint(
                name="cooperation_monitoring_whole",
                condition=Q(monitoring_ended_on=None)
                | Q(
                    monitored_by__isnull=False,
                    ended_on__isnull=False,
                    monitoring_ended_on__gte=F("ended_on"),
                ),
                violation_error_message="Monitorowanie kończy się po zakończeniu pracy.",
            ),
            voided_whole("cooperation_voided_whole", "entered_by"),
            ExclusionConstraint(
                name="cooperation_one_at_a_time",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (
                        period("applied_on", Coalesce("ended_on", "refused_on")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided_at=None),
                violation_error_message="Z tą rodziną w tym czasie już się pracuje albo wniosek już czeka.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["applied_on"],
                name="cooperation_waiting",
                condition=Q(starts_on=None, refused_on=None, voided_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.family}, wniosek {self.applied_on}"

    @property
    def author(self):
        return self.entered_by

    @property
    def needs_consent(self) -> bool:
        """A court's order and a minor parent's assignment do not wait for it (art. 8 ust. 3, 11 ust. 1a)."""
        return self.basis in (self.Basis.CONSENT, self.Basis.FOR_LIFE)

    @property
    def is_monitored(self) -> bool:
        """As CooperationQuerySet.monitored asks it."""
        is_named = self.ended_on is not None and self.monitored_by_id is not None
        return is_named and self.monitoring_ended_on is None

    @property
    def assign_by(self) -> datetime.date | None:
        """The last day to assign an assistant, where one is set."""
        if self.basis != self.Basis.FOR_LIFE:
            return None
        return self.applied_on + datetime.timedelta(days=FOR_LIFE_DAYS)


@tracked()
class Assignment(Record, Voidable):
    """The head's paper: which assistant works with the family, from when."""

    cooperation = models.ForeignKey(
        Cooperation,
        verbose_name="praca z rodziną",
        on_delete=models.PROTECT,
        related_name="assignments",
    )
    assistant = models.ForeignKey(
        Assistant, verbose_name="asystent", on_delete=models.PROTECT, related_name="assignments"
    )
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)
    weight = models.PositiveSmallIntegerField(
        "waga",
        default=1,
        help_text="Stopień trudności: 1 zwykła, 2 trudna, 3 bardzo trudna. Liczy się tylko tam, gdzie "
        "ośrodek ustalił dla asystenta najwyższą sumę wag.",
    )
    number = LineColumn("numer pisma", max_length=60)
    assigned_on = models.DateField("data pisma")
    assigned_by = models.ForeignKey(
        User,
        verbose_name="przydzielił(a)",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    change_reason = models.CharField("powód zmiany asystenta", max_length=300, blank=True)

    objects = NotVoided.from_queryset(PeriodQuerySet)()
    with_voided = PeriodQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "przydział asystenta"
        verbose_name_plural = "przydziały asystentów"
        base_manager_name = "with_voided"
        ordering = ["-starts_on", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("cooperation_id", "assistant_id", "assigned_by_id"),
            guards.ASSIGNMENT_FITS,
            ASSIGNMENT_IS_NOT_TOO_MUCH,
            guards.ASSIGNMENT_STARTS_WORK,
            ASSIGNMENT_COVERS_VISITS,
        ]
        constraints = [
            models.CheckConstraint(
                name="assignment_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ostatni dzień nie może być przed pierwszym.",
            ),
            models.CheckConstraint(
                name="assignment_weight",
                condition=Q(weight__gte=1, weight__lte=3),
                violation_error_message="Waga to 1, 2 albo 3.",
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="assignment_number_once",
                violation_error_message="Pismo o tym numerze już jest.",
            ),
            ExclusionConstraint(
                name="assignment_one_at_a_time",
                expressions=[
                    ("cooperation", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
                violation_error_message="W tym czasie rodzina ma już asystenta.",
            ),
            voided_whole("assignment_voided_whole", "assigned_by"),
        ]
        indexes = [
            models.Index(fields=["assistant", "starts_on"], name="assignment_by_assistant"),
        ]

    def __str__(self):
        return f"przydział {self.number}"

    @property
    def author(self):
        return self.assigned_by
