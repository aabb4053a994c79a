"""Who takes part in an edition: from the application over the waiting list to the last day."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.columns import LineColumn
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.programmes.guards import enrolment as guards
from kis.programmes.guards.presence import ENROLMENT_COVERS_PRESENCE
from kis.programmes.guards.project import PROJECT_HOLDS
from kis.programmes.models.edition import Edition, Group
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED
from participants.models import Person


class EnrolmentQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(starts_on=None, refused_on=None)

    def on(self, day):
        """Those who take part that day."""
        return self.filter(covering(day), starts_on__isnull=False)

    def of_person(self, numbers):
        """Of a person, as a participant or as the one whom the services are for."""
        return self.filter(Q(person__in=numbers) | Q(beneficiary__in=numbers))

    def in_polish_order(self):
        return self.order_by("person__last_name", "person__first_name", "pk")


@tracked()
class Enrolment(Record, Voidable):
    """`person` takes part; `beneficiary` is whom the hours are counted for: the same person, or in respite
    care the one whom the participant cares for.
    """

    class EndReason(models.TextChoices):
        END = "end", "koniec edycji albo ścieżki"
        GAVE_UP = "gave_up", "rezygnacja"
        MOVED = "moved", "zmiana miejsca zamieszkania"
        NOT_ENTITLED = "not_entitled", "utrata uprawnienia"
        DEATH = "death", "zgon"
        OTHER = "other", "inny powód"

    class Scope(models.TextChoices):
        SELF_CARE = "self_care", "czynności samoobsługowe i higiena"
        HOUSEHOLD = "household", "gospodarstwo domowe i role w rodzinie"
        MOBILITY = "mobility", "przemieszczanie się"
        ACTIVITY = "activity", "aktywność i komunikowanie się"

    edition = models.ForeignKey(
        Edition, verbose_name="edycja", on_delete=models.PROTECT, related_name="enrolments"
    )
    person = models.ForeignKey(
        Person, verbose_name="uczestnik", on_delete=models.PROTECT, related_name="programmes"
    )
    beneficiary = models.ForeignKey(
        Person,
        verbose_name="osoba, której dotyczą usługi",
        on_delete=models.PROTECT,
        related_name="benefits_from",
        editable=False,
    )
    relation = LineColumn(
        "kim uczestnik jest dla tej osoby",
        max_length=80,
        blank=True,
        help_text="Tylko w opiece wytchnieniowej, np. „matka”.",
    )
    shares_household = models.BooleanField("mieszkają razem", default=False)
    group = models.ForeignKey(
        Group,
        verbose_name="grupa",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enrolments",
    )
    applied_on = models.DateField("data zgłoszenia")
    number = LineColumn("numer zgłoszenia", max_length=60, blank=True)
    degree_until = models.DateField("orzeczenie ważne do", null=True, blank=True)
    points = models.PositiveSmallIntegerField("punkty", null=True, blank=True)
    scopes = ArrayField(
        models.CharField(max_length=10, choices=Scope),
        verbose_name="zakres wsparcia",
        default=list,
        blank=True,
    )
    needs = models.TextField("potrzeby", max_length=2000, blank=True)
    wishes = models.CharField("dni i godziny", max_length=300, blank=True)
    questionnaire_scan = models.ForeignKey(
        Document,
        verbose_name="skan kwestionariusza",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    refused_on = models.DateField("odmówiono dnia", null=True, blank=True)
    refusal_reason = models.TextField("dlaczego odmówiono", max_length=1000, blank=True)
    starts_on = models.DateField("udział od", null=True, blank=True)
    ends_on = models.DateField("udział do", null=True, blank=True)
    end_reason = models.CharField("powód zakończenia", max_length=14, blank=True, choices=EndReason)
    end_note = models.TextField("o zakończeniu", max_length=1000, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided.from_queryset(EnrolmentQuerySet)()
    with_voided = EnrolmentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "udział w programie"
        verbose_name_plural = "udziały w programach"
        base_manager_name = "with_voided"
        ordering = ["-applied_on", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("edition_id", "person_id", "beneficiary_id", "entered_by_id"),
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
            guards.BENEFICIARY_NOT_WHILE_RESTRICTED,
            guards.ENROLMENT_FITS,
            guards.ENROLMENT_COVERS_SERVICES,
            ENROLMENT_COVERS_PRESENCE,
            PROJECT_HOLDS,
        ]
        constraints = [
            models.CheckConstraint(
                name="programme_enrolment_in_order",
                condition=Q(starts_on=None, ends_on=None)
                | Q(starts_on__isnull=False, starts_on__gte=F("applied_on"))
                & (Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
                violation_error_message="Kolejność dni: zgłoszenie, początek udziału, koniec udziału.",
            ),
            models.CheckConstraint(
                name="programme_enrolment_refused_whole",
                condition=Q(refused_on=None, refusal_reason="")
                | Q(refused_on__isnull=False, refused_on__gte=F("applied_on"), starts_on=None)
                & ~Q(refusal_reason=""),
                violation_error_message="Odmowa ma dzień, nie wcześniejszy niż zgłoszenie, i powód.",
            ),
            models.CheckConstraint(
                name="programme_enrolment_ended_whole",
                condition=Q(ends_on=None, end_reason="")
                | Q(ends_on__isnull=False) & ~Q(end_reason=""),
                violation_error_message="Zakończenie ma ostatni dzień i powód.",
            ),
            models.CheckConstraint(
                name="programme_enrolment_other_end_told",
                condition=~Q(end_reason="other") | ~Q(end_note=""),
                violation_error_message="Przy innym powodzie napisz, jaki to powód.",
            ),
            voided_whole("programme_enrolment_voided_whole", "entered_by"),
            ExclusionConstraint(
                name="programme_enrolment_once_at_a_time",
                expressions=[
                    ("edition", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("beneficiary", RangeOperators.EQUAL),
                    (
                        period("applied_on", Coalesce("ends_on", "refused_on")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided_at=None),
                violation_error_message="Ta osoba jest już zgłoszona do tej edycji.",
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "starts_on"], name="programme_by_edition"),
            models.Index(fields=["person"], name="programme_by_person"),
            models.Index(fields=["beneficiary"], name="programme_by_beneficiary"),
        ]

    def __str__(self):
        return f"{self.person}, {self.edition}"

    @property
    def author(self):
        return self.entered_by

    @property
    def is_waiting(self) -> bool:
        return self.starts_on is None and self.refused_on is None
