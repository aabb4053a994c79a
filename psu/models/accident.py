"""The record of an accident at socially useful work: what ZUS decides from."""

from django.db import models
from django.db.models import F, Q

from kis.documents.models import Document
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from psu.guards import accident as guards
from psu.models.event import WorkEvent
from psu.models.letter import Letter, letter_constraints
from psu.models.referral import Referral


class AccidentQuerySet(models.QuerySet):
    def of(self, people):
        return self.filter(referral__person__in=people)


@tracked()
class Accident(Letter, Record, Voidable):
    """A numbered protocol: printed for signature, then handed to ZUS.

    Art. 2 ust. 1 pkt 14 of the act of 30 October 2002 (Dz.U. 2025 poz. 1565) covers accidents at this work; a
    pension or a compensation is decided from accident documents. Everything about the injury is sensitive.
    """

    referral = models.ForeignKey(
        Referral, verbose_name="skierowanie", on_delete=models.PROTECT, related_name="accidents"
    )
    event = models.ForeignKey(
        WorkEvent,
        verbose_name="zgłoszone zdarzenie",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="accidents",
    )
    day = models.DateField("dzień wypadku")
    hour = models.TimeField("godzina")
    place = models.CharField("miejsce wypadku", max_length=300)
    activity = models.CharField("co osoba robiła", max_length=500)
    circumstances = models.TextField("okoliczności i przyczyna", max_length=3000)
    injury = models.TextField("obrażenia, słowami osoby", max_length=1000)
    first_aid = models.CharField("pierwsza pomoc", max_length=500, blank=True)
    ambulance = models.BooleanField("wezwano pogotowie", default=False)
    witnesses = models.TextField("świadkowie", max_length=1000, blank=True)
    told_labour_on = models.DateField("zawiadomiono PUP dnia", null=True, blank=True)
    told_zus_on = models.DateField("zawiadomiono ZUS dnia", null=True, blank=True)
    handed = models.CharField(
        "dokumenty przekazane do ZUS", max_length=500, blank=True, editable=False
    )
    scan = models.OneToOneField(
        Document,
        verbose_name="skan podpisanego protokołu",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = NotVoided.from_queryset(AccidentQuerySet)()
    with_voided = AccidentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "wypadek w PSU"
        verbose_name_plural = "wypadki w PSU"
        ordering = ["-day", "-hour", "-pk"]
        base_manager_name = "with_voided"
        triggers = [*Record.Meta.triggers, VOIDED_STAYS, *guards.ACCIDENT]
        constraints = [
            *letter_constraints("accident"),
            models.CheckConstraint(
                name="accident_numbered",
                condition=Q(number__isnull=False, year__isnull=False),
                violation_error_message="Protokół ma numer.",
            ),
            models.CheckConstraint(
                name="accident_written_behind_it",
                condition=Q(written_on__gte=F("day")),
                violation_error_message="Protokół sporządza się po wypadku: popraw dzień.",
            ),
            models.CheckConstraint(
                name="accident_told_behind_it",
                condition=(Q(told_labour_on=None) | Q(told_labour_on__gte=F("day")))
                & (Q(told_zus_on=None) | Q(told_zus_on__gte=F("day"))),
                violation_error_message="Zawiadamia się po wypadku: popraw dni zawiadomień.",
            ),
            models.CheckConstraint(
                name="accident_described",
                condition=~Q(place="") & ~Q(activity="") & ~Q(circumstances="") & ~Q(injury=""),
                violation_error_message="Protokół ma miejsce, czynność, okoliczności i obrażenia.",
            ),
            models.CheckConstraint(
                name="accident_handed_whole",
                condition=Q(sent_on=None, handed="") | Q(sent_on__isnull=False) & ~Q(handed=""),
                violation_error_message="Napisz, które dokumenty przekazano do ZUS.",
            ),
            voided_whole("accident_voided_whole", "written_by"),
        ]

    def __str__(self):
        return f"protokół nr {self.number_word}"

    @property
    def status_word(self) -> str:
        if self.voided_at:
            return "Wpis unieważniony"
        if self.sent_on:
            return f"Przekazany do ZUS {polish(self.sent_on)}"
        return "Wydrukowany do podpisu" if self.document_id else "Do wydruku"
