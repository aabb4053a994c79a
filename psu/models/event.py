"""What a supervisor reports from the place of work, apart from the day's hours."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kis.accounts.models import User
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused
from psu.guards import event as guards
from psu.models.referral import Referral


class WorkEventQuerySet(models.QuerySet):
    def waiting(self):
        """Nobody has noted yet what was done."""
        return self.filter(settled_on=None)

    def of(self, people):
        return self.filter(referral__person__in=people)


@tracked()
class WorkEvent(Record, Voidable):
    """One of the four events of which the labour office is told, or an absence that the person announced.

    The four are those of art. 142 ust. 10 pkt 4 of the act of 20 March 2025 (Dz.U. 2025 poz. 620), and of § 5
    of the regulation of 21 December 2017 (Dz.U. 2017 poz. 2447) before it. What was reported never
    changes: a mistake is voided and reported anew.
    """

    class Kind(models.TextChoices):
        """In nouns: a verb would tell the person's sex."""

        ABSENT = "absent", "niezgłoszenie się do pracy"
        NOT_STARTED = "not_started", "niepodjęcie przydzielonej pracy"
        LEFT = "left", "opuszczenie miejsca pracy"
        DISORDER = "disorder", "naruszenie porządku lub dyscypliny"
        ANNOUNCED = "announced", "zgłoszona nieobecność"

    referral = models.ForeignKey(
        Referral, verbose_name="skierowanie", on_delete=models.PROTECT, related_name="reports"
    )
    day = models.DateField("dzień")
    hour = models.TimeField("godzina")
    kind = models.CharField("co się stało", max_length=12, choices=Kind)
    # Compulsory but for an announced absence: the notice to the labour office is made of it.
    description = models.CharField("krótki opis", max_length=500, blank=True)
    reported_by = models.ForeignKey(
        User, verbose_name="zgłosił(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    reported_at = models.DateTimeField("zgłoszono", default=timezone.now, editable=False)
    settled_on = models.DateField("załatwiono dnia", null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        User,
        verbose_name="załatwił(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    settlement = models.CharField("co zrobiono", max_length=500, blank=True, editable=False)

    objects = NotVoided.from_queryset(WorkEventQuerySet)()
    with_voided = WorkEventQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "zdarzenie w PSU"
        verbose_name_plural = "zdarzenia w PSU"
        ordering = ["-day", "-hour", "-pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept(
                *("referral_id", "day", "hour", "kind", "description"),
                *("reported_by_id", "reported_at"),
            ),
            *guards.WORK_EVENT,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "day", "hour", "kind"],
                # Reported anew after a mistake: a voided one stands in nobody's way.
                condition=Q(voided_at=None),
                name="work_event_once",
                violation_error_message="To zdarzenie jest już zgłoszone.",
            ),
            models.CheckConstraint(
                name="work_event_described",
                condition=Q(kind="announced") | ~Q(description=""),
                violation_error_message="Napisz krótko, co się stało.",
            ),
            models.CheckConstraint(
                name="work_event_settled_whole",
                condition=Q(settled_on=None, settled_by=None, settlement="")
                | Q(settled_on__isnull=False, settled_by__isnull=False) & ~Q(settlement=""),
                violation_error_message="Załatwione zdarzenie ma dzień, osobę i opis tego, co zrobiono.",
            ),
            voided_whole("work_event_voided_whole", "reported_by"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {polish(self.day)}, {self.hour:%-H.%M}"

    @property
    def needs_notice(self) -> bool:
        """The labour office and the head of the centre are told in writing."""
        return self.kind != self.Kind.ANNOUNCED

    @property
    def author(self):
        return self.reported_by

    def settle(self, *, by, on: datetime.date, what: str) -> None:
        """Note what was done; of the four kinds a notice does it, see psu.events.noticing.

        Raises Refused without words, and for what is voided or settled already.
        """
        if not what.strip():
            raise Refused("Napisz, co zrobiono.")
        if self.voided_at:
            raise Refused("To zdarzenie jest unieważnione.")
        if self.settled_on:
            raise Refused(f"To zdarzenie jest już załatwione ({self.settled_by.short_name}).")
        if self.needs_notice and not self.notices.closed().exists():
            raise Refused(guards.SENTENCES["event_without_notice"])
        self.settled_by, self.settled_on, self.settlement = by, on, what.strip()
        self.save(update_fields=["settled_by", "settled_on", "settlement"])
