"""The written notice that an event of the four kinds leads to."""

import datetime

from django.db import models
from django.db.models import Q

from kis.accounts.models import User
from kis.lib.dates import polish
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from psu.guards import notice as guards
from psu.models.event import WorkEvent
from psu.models.letter import Letter, letter_constraints


class NoticeQuerySet(models.QuerySet):
    def closed(self):
        """Sent, or not sent for a reason: the event is settled by it."""
        return self.filter(Q(sent_on__isnull=False) | Q(waived_on__isnull=False))


@tracked()
class Notice(Letter, Record, Voidable):
    """To the labour office and the head of the centre, in writing and without delay.

    Art. 142 ust. 10 pkt 4 of the act of 20 March 2025 (Dz.U. 2025 poz. 620); § 5 ust. 2 of the regulation of
    21 December 2017 (Dz.U. 2017 poz. 2447) for agreements of the previous act. Sending it, or giving it up
    with a reason, settles the event. One that was given up before it was written has no number.
    """

    event = models.ForeignKey(
        WorkEvent, verbose_name="zdarzenie", on_delete=models.PROTECT, related_name="notices"
    )
    text = models.CharField("co się stało", max_length=1000, blank=True)
    waived_on = models.DateField("odstąpiono dnia", null=True, blank=True, editable=False)
    waived_by = models.ForeignKey(
        User,
        verbose_name="odstąpił(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    waive_reason = models.CharField(
        "dlaczego nie wysłano", max_length=300, blank=True, editable=False
    )

    objects = NotVoided.from_queryset(NoticeQuerySet)()
    with_voided = NoticeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "zawiadomienie o zdarzeniu w PSU"
        verbose_name_plural = "zawiadomienia o zdarzeniach w PSU"
        ordering = ["-written_on", "-pk"]
        base_manager_name = "with_voided"
        triggers = [*Record.Meta.triggers, *guards.NOTICE]
        constraints = [
            *letter_constraints("notice"),
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(voided_at=None),
                name="notice_once_an_event",
                violation_error_message="Zawiadomienie o tym zdarzeniu już jest.",
            ),
            models.CheckConstraint(
                name="notice_numbered_or_waived",
                condition=Q(number__isnull=False, year__isnull=False) & ~Q(text="")
                | Q(number=None, year=None, document=None, waived_on__isnull=False),
                violation_error_message="Zawiadomienie ma numer i opis tego, co się stało.",
            ),
            models.CheckConstraint(
                name="notice_waived_whole",
                condition=Q(waived_on=None, waived_by=None, waive_reason="")
                | Q(waived_on__isnull=False, waived_by__isnull=False, sent_on=None)
                & ~Q(waive_reason=""),
                violation_error_message="Odstąpienie ma dzień, osobę i powód.",
            ),
            voided_whole("notice_voided_whole", "written_by"),
        ]

    def __str__(self):
        return f"zawiadomienie {self.number_word}" if self.number else "odstąpienie"

    @property
    def status_word(self) -> str:
        if self.voided_at:
            return "Wpis unieważniony"
        if self.sent_on:
            return f"Wysłane {polish(self.sent_on)}"
        if self.waived_on:
            return f"Odstąpiono: {self.waive_reason}"
        return "Do wysłania"

    @property
    def waits(self) -> bool:
        return not (self.sent_on or self.waived_on or self.voided_at)

    @property
    def settlement(self) -> str:
        """What stands at the event that it settles."""
        if self.sent_on:
            return f"zawiadomienie nr {self.number_word}, wysłane {self.sent_word}"
        return f"odstąpiono od zawiadomienia: {self.waive_reason}"

    def mark_sent(self, *, on: datetime.date, how: str, by) -> None:
        self.sent_on, self.sent_how, self.sent_by = on, how, by
        self.save(update_fields=["sent_on", "sent_how", "sent_by"])

    def give_up(self, *, on: datetime.date, reason: str, by) -> None:
        self.waived_on, self.waived_by, self.waive_reason = on, by, reason
        self.save()
